using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web;

namespace Telemed.Imaging.Retrieving;

/// <summary>WADO-RS of whole objects (PS3.18 §10.4): the stored files as they are.</summary>
internal static class RetrieveInstances
{
    public static void Map(RouteGroupBuilder studies)
    {
        studies.MapGet("{study}", Get).WithSummary("All instances of a study");
        studies.MapGet("{study}/series/{series}", Get).WithSummary("All instances of a series");
        studies.MapGet("{study}/series/{series}/instances/{instance}", Get).WithSummary("One instance");
    }

    private static async Task<IResult> Get(string study, string? series, string? instance, HttpContext http, Instances instances)
    {
        var found = instances.Of(study, series, instance);
        if (found.Count == 0) return Problem.NotFound.ToResult(http);
        if (instance is not null)
        {
            if (http.IsUnchanged(found[0].Sha256)) return Results.StatusCode(StatusCodes.Status304NotModified);
            if (http.Request.Names("application/dicom") && !http.Request.Names("multipart/related")) return await SendOne(found[0], http);
        }
        if (!http.Request.Accepts("multipart/related")) return ImagingProblems.NotAcceptable.ToResult(http);
        await SendAll(found, http);
        return Results.Empty;
    }

    private static async Task<IResult> SendOne(InstanceFile instance, HttpContext http)
    {
        using var file = FileSending.Open(instance.Path);
        http.Response.ContentType = ContentType(instance);
        http.Response.ContentLength = instance.Bytes;
        await http.Response.BodyWriter.Send(file, new ByteRange(0, instance.Bytes), http.RequestAborted);
        return Results.Empty;
    }

    private static async Task SendAll(IReadOnlyList<InstanceFile> instances, HttpContext http)
    {
        var parts = http.BeginMultipart("application/dicom");
        foreach (var instance in instances)
        {
            using var file = FileSending.Open(instance.Path);
            parts.Begin(ContentType(instance),
                $"/dicom-web/studies/{instance.StudyInstanceUid}/series/{instance.SeriesInstanceUid}/instances/{instance.SopInstanceUid}");
            await http.Response.BodyWriter.Send(file, new ByteRange(0, instance.Bytes), http.RequestAborted);
        }
        parts.End();
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static string ContentType(InstanceFile instance) => $"application/dicom; transfer-syntax={instance.TransferSyntaxUid}";
}
