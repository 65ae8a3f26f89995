using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Web;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Retrieving;

namespace Telemed.Imaging.Querying;

/// <summary>QIDO-RS (PS3.18 §10.6): studies the caller may see, series and instances of one or across them.</summary>
internal static class QidoEndpoints
{
    private const string Json = "application/dicom+json";
    private const string Xml = "application/dicom+xml";

    public static void Map(RouteGroupBuilder all, RouteGroupBuilder studies)
    {
        all.MapGet("studies", (HttpContext http, IStudyScopes scopes) => Across(QueryLevel.Study, scopes, http)).WithSummary("Search for studies");
        all.MapGet("series", (HttpContext http, IStudyScopes scopes) => Across(QueryLevel.Series, scopes, http)).WithSummary("Search for series of all studies");
        all.MapGet("instances", (HttpContext http, IStudyScopes scopes) => Across(QueryLevel.Instance, scopes, http)).WithSummary("Search for instances of all studies");
        MapWithin(studies);
    }

    /// <summary>Searches inside one study.</summary>
    public static void MapWithin(RouteGroupBuilder studies)
    {
        studies.MapGet("{study}/series", (string study, HttpContext http) => Within(QueryLevel.Series, study, null, http)).WithSummary("Search for series of a study");
        studies.MapGet("{study}/instances", (string study, HttpContext http) => Within(QueryLevel.Instance, study, null, http)).WithSummary("Search for instances of a study");
        studies.MapGet("{study}/series/{series}/instances", (string study, string series, HttpContext http) => Within(QueryLevel.Instance, study, series, http))
            .WithSummary("Search for instances of a series");
    }

    private static async Task<IResult> Across(QueryLevel level, IStudyScopes scopes, HttpContext http) =>
        await Answer(level, await scopes.ScopeOf(http.Caller(), http.RequestAborted), [], http);

    /// <summary>The door has asked about the study already.</summary>
    private static Task<IResult> Within(QueryLevel level, string study, string? series, HttpContext http)
    {
        if (series is not null && !Uid.IsValid(series)) return Task.FromResult(Problem.NotFound.ToResult(http));
        return Answer(level, StudyScope.Of(study), series is null ? [] : [new QueryKey(Tags.SeriesInstanceUid, series)], http);
    }

    private static async Task<IResult> Answer(QueryLevel level, StudyScope scope, IEnumerable<QueryKey> fromPath, HttpContext http)
    {
        bool json = http.Request.Accepts(Json, "application/json");
        if (!json && !http.Request.Names(Xml)) return ImagingProblems.NotAcceptable.ToResult(http);
        if (QidoRequest.Read(http.Request.Query, level, scope, fromPath, out string bad) is not { } request) return ImagingProblems.BadQuery(bad).ToResult(http);
        var queries = http.RequestServices.GetRequiredService<ImagingQueries>();
        if (queries.Run(request.Query, out var fault) is not { } answer) return ImagingProblems.BadKey(fault!.Path).ToResult(http);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers["X-Total-Count"] = queries.Total(request.Query).ToString(CultureInfo.InvariantCulture);
        Warn(request, answer, http);
        if (answer.Matches.Count == 0) return Results.NoContent();
        foreach (var match in answer.Matches) match.AddAscii(Tags.RetrieveUrl, Vr.UR, RetrieveUrl(match, level, http));
        if (json) await SendJson(answer.Matches, http);
        else await SendXml(answer.Matches, http);
        return Results.Empty;
    }

    private static void Warn(QidoRequest request, QueryAnswer answer, HttpContext http)
    {
        var warnings = new List<string>();
        var unused = request.Unused.Concat(answer.Ignored.Select(path => path.ToString())).ToList();
        if (answer.HasMore) warnings.Add("299 Telemed \"There are additional results that can be requested\"");
        if (unused.Count > 0) warnings.Add($"299 Telemed \"Not used for matching: {string.Join(' ', unused.Select(Printable))}\"");
        if (warnings.Count > 0) http.Response.Headers.Warning = warnings.ToArray();
    }

    /// <summary>Names come from the client and go into a header.</summary>
    private static string Printable(string name) => string.Concat(name.Take(40).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '?'));

    private static string RetrieveUrl(DataSet match, QueryLevel level, HttpContext http)
    {
        string url = $"{http.Studies()}/{match.Ascii(Tags.StudyInstanceUid)}";
        if (level >= QueryLevel.Series) url += $"/series/{match.Ascii(Tags.SeriesInstanceUid)}";
        return level == QueryLevel.Instance ? $"{url}/instances/{match.Ascii(Tags.SopInstanceUid)}" : url;
    }

    private static async Task SendJson(IReadOnlyList<DataSet> matches, HttpContext http)
    {
        http.Response.ContentType = Json;
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter,
            new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var writer = new DicomJson(json);
        json.WriteStartArray();
        foreach (var match in matches) writer.Write(match);
        json.WriteEndArray();
        await json.FlushAsync(http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static async Task SendXml(IReadOnlyList<DataSet> matches, HttpContext http)
    {
        var parts = http.BeginMultipart(Xml);
        foreach (var match in matches)
        {
            parts.Begin(Xml);
            DicomXml.Write(match, http.Response.BodyWriter);
        }
        parts.End();
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
