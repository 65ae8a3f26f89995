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
            if (http.IsUnchanged(found[0].Content)) return Results.StatusCode(StatusCodes.Status304NotModified);
            if (http.Request.Wants("application/dicom") is > 0 and var wanted && wanted >= http.Request.Wants("multipart/related")) return await SendOne(found[0], http);
        }
        else if (http.IsUnchanged(instances.VersionOf(study, series), mayGrow: true))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        if (!http.Request.Accepts("multipart/related") || !found.All(one => Conversion.CanSend(one, http.Request)))
            return RetrieveFrames.Uncached(ImagingProblems.NotAcceptable, http);
        await SendAll(found, http);
        return Results.Empty;
    }

    private static async Task<IResult> SendOne(InstanceFile instance, HttpContext http)
    {
        if (!Conversion.CanSend(instance, http.Request)) return RetrieveFrames.Uncached(ImagingProblems.NotAcceptable, http);
        if (Conversion.IsNeeded(instance, http.Request))
        {
            http.Response.ContentType = $"application/dicom; transfer-syntax={Conversion.Target}";
            return await Conversion.Send(instance, http.Response.BodyWriter, http.RequestAborted) ? Results.Empty : RetrieveFrames.Uncached(ImagingProblems.BrokenPixels, http);
        }
        using var file = FileSending.Open(instance.Path);
        http.Response.ContentType = ContentType(instance);
        if (http.BeginRange(instance.Bytes) is not { } range) return Results.StatusCode(StatusCodes.Status416RangeNotSatisfiable);
        await http.Response.BodyWriter.Send(file, range, http.RequestAborted);
        return Results.Empty;
    }

    private static async Task SendAll(IReadOnlyList<InstanceFile> instances, HttpContext http)
    {
        var parts = http.BeginMultipart("application/dicom");
        foreach (var instance in instances)
        {
            string location = $"{http.Studies()}/{instance.StudyInstanceUid}/series/{instance.SeriesInstanceUid}/instances/{instance.SopInstanceUid}";
            if (Conversion.IsNeeded(instance, http.Request))
            {
                parts.Begin($"application/dicom; transfer-syntax={Conversion.Target}", location);
                await Conversion.Send(instance, http.Response.BodyWriter, http.RequestAborted);
                continue;
            }
            using var file = FileSending.Open(instance.Path);
            parts.Begin(ContentType(instance), location);
            await http.Response.BodyWriter.Send(file, new ByteRange(0, instance.Bytes), http.RequestAborted);
        }
        parts.End();
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static string ContentType(InstanceFile instance) => $"application/dicom; transfer-syntax={instance.TransferSyntaxUid}";
}
