using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Web;
using Telemed.Imaging.Indexing;

namespace Telemed.Imaging.Storing;

/// <summary>STOW-RS (PS3.18 §10.5): objects over HTTP, streamed to the same store as those over DIMSE. Sending again is safe.</summary>
internal static class StowEndpoint
{
    public static void Map(RouteGroupBuilder all)
    {
        all.MapPost("studies", (HttpContext http, ObjectStore store, Indexer indexer) => Post(null, http, store, indexer)).WithSummary("Store instances").DisableAntiforgery();
        all.MapPost("studies/{study}", Post).WithSummary("Store instances of one study").DisableAntiforgery();
    }

    private static async Task<IResult> Post(string? study, HttpContext http, ObjectStore store, Indexer indexer)
    {
        var caller = http.Caller();
        if (caller.InstitutionId is not { } institution || !(caller.Is(Role.Physician) || caller.Is(Role.Office))) return Problem.Forbidden.ToResult(http);
        if (Boundary(http.Request) is not { } boundary) return ImagingProblems.NotMultipart.ToResult(http);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;   // each object has its own limit
        var reader = new MultipartReader(http.Request.BodyReader, boundary, new MultipartLimits());
        var results = new List<StowResult>();
        var metadata = new StowMetadata(institution, study, store);
        while (await reader.NextPart(http.RequestAborted) is { } headers)
        {
            if (!StowMetadata.Is(headers)) results.Add(await StowPart.Store(reader, headers, study, institution, store, http.RequestAborted));
            else if (!await metadata.Take(reader, headers, http.RequestAborted)) return ImagingProblems.TooLarge.ToResult(http);
        }
        if (reader.Fault is null) results.AddRange(await metadata.Store(http.RequestAborted));
        // What came in whole is stored and stays so; sending all again is safe.
        if (reader.Fault is not null || results.Count == 0) return ImagingProblems.BadMultipart.ToResult(http);
        await indexer.WhenIndexed(http.RequestAborted);
        await Send(results, http);
        return Results.Empty;
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/related", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 70 } boundary ? boundary : null;

    private static async Task Send(List<StowResult> results, HttpContext http)
    {
        int stored = results.Count(result => result.IsStored);
        http.Response.StatusCode = stored == results.Count ? StatusCodes.Status200OK : stored > 0 ? StatusCodes.Status202Accepted : StatusCodes.Status409Conflict;
        http.Response.ContentType = "application/dicom+json";
        var answer = new DataSet();
        if (results.Where(result => result.IsStored).Select(result => result.Identity!.StudyInstanceUid).Distinct().ToList() is [var only])
            answer.AddAscii(Tags.RetrieveUrl, Vr.UR, $"/dicom-web/studies/{only}");
        AddSequence(answer, Tags.ReferencedSopSequence, results.Where(result => result.IsStored));
        AddSequence(answer, Tags.FailedSopSequence, results.Where(result => !result.IsStored));
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        new DicomJson(json).Write(answer);
        await json.FlushAsync(http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static void AddSequence(DataSet answer, Tag tag, IEnumerable<StowResult> results)
    {
        var items = results.Select(Item).ToList();
        if (items.Count > 0) answer.Add(Element.Sequence(tag, items));
    }

    private static DataSet Item(StowResult result)
    {
        var item = new DataSet();
        if (result.SopClassUid is not null) item.AddAscii(Tags.ReferencedSopClassUid, Vr.UI, result.SopClassUid);
        if (result.SopInstanceUid is not null) item.AddAscii(Tags.ReferencedSopInstanceUid, Vr.UI, result.SopInstanceUid);
        if (!result.IsStored) return item.AddUInt16(Tags.FailureReason, (ushort)IncomingFile.StatusOf(result.Outcome));
        var identity = result.Identity!;
        return item.AddAscii(Tags.RetrieveUrl, Vr.UR,
            $"/dicom-web/studies/{identity.StudyInstanceUid}/series/{identity.SeriesInstanceUid}/instances/{identity.SopInstanceUid}");
    }
}
