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

    private static Task<IResult> Across(QueryLevel level, IStudyScopes scopes, HttpContext http) => Answer(level, scopes.ScopeOf(http.Caller()), [], http);

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
        if (QueryConditions.Read(request.Query, out var fault) is not { } conditions) return ImagingProblems.BadKey(fault!.Path).ToResult(http);
        var statement = new QueryStatement(request.Query, conditions);
        if (json && StudyRowJson.Of(request.Query, statement, http.Studies()) is { } rows) return await SendRows(request, conditions, statement, rows, queries, http);
        var answer = queries.Run(request.Query, out _)!;
        Head(queries.Total(request.Query), request, answer.HasMore, answer.Ignored, http);
        if (answer.Matches.Count == 0) return Results.NoContent();
        foreach (var match in answer.Matches) match.AddAscii(Tags.RetrieveUrl, Vr.UR, RetrieveUrl(match, level, http));
        if (json) await SendJson(answer.Matches, http);
        else await SendXml(answer.Matches, http);
        return Results.Empty;
    }

    private static async Task<IResult> SendRows(QidoRequest request, QueryConditions conditions, QueryStatement statement, StudyRowJson rows, ImagingQueries queries, HttpContext http)
    {
        // Nothing leaves before all rows are read: a slow taker would keep the index in its present state.
        await using var json = Writer(http);
        bool any = false;
        queries.Page(request.Query, conditions, statement,
            total => Head(total, request, request.Query.Offset + (long)request.Query.Limit!.Value < total, conditions.Ignored, http),
            row =>
            {
                if (!any)
                {
                    http.Response.ContentType = Json;
                    json.WriteStartArray();
                }
                any = true;
                rows.Write(json, row);
            });
        if (!any) return Results.NoContent();
        json.WriteEndArray();
        await json.FlushAsync(http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return Results.Empty;
    }

    private static void Head(long total, QidoRequest request, bool hasMore, IReadOnlyList<TagPath> ignored, HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers["X-Total-Count"] = total.ToString(CultureInfo.InvariantCulture);
        var warnings = new List<string>();
        var unused = request.Unused.Concat(ignored.Select(path => path.ToString())).ToList();
        if (hasMore) warnings.Add("299 Telemed \"There are additional results that can be requested\"");
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

    private static Utf8JsonWriter Writer(HttpContext http) => new(http.Response.BodyWriter,
        new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static async Task SendJson(IReadOnlyList<DataSet> matches, HttpContext http)
    {
        http.Response.ContentType = Json;
        await using var json = Writer(http);
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
