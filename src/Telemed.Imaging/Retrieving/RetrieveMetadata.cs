using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web;

namespace Telemed.Imaging.Retrieving;

/// <summary>WADO-RS metadata (PS3.18 §10.4.1.1.2): the attributes as DICOM JSON, pixels and other bulk by address.</summary>
internal static class RetrieveMetadata
{
    /// <summary>Available Transfer Syntax UID: tells a viewer what it would get, before it asks for pixels.</summary>
    private static readonly Tag AvailableTransferSyntaxUid = new(0x0008, 0x3002);

    public static void Map(RouteGroupBuilder studies)
    {
        studies.MapGet("{study}/metadata", Get).WithSummary("Metadata of a study");
        studies.MapGet("{study}/series/{series}/metadata", Get).WithSummary("Metadata of a series");
        studies.MapGet("{study}/series/{series}/instances/{instance}/metadata", Get).WithSummary("Metadata of one instance");
    }

    private static async Task<IResult> Get(string study, string? series, string? instance, HttpContext http, Instances instances)
    {
        var found = instances.Of(study, series, instance);
        if (found.Count == 0) return Problem.NotFound.ToResult(http);
        if (!http.Request.Accepts("application/dicom+json", "application/json")) return ImagingProblems.NotAcceptable.ToResult(http);
        http.Response.ContentType = "application/dicom+json";
        http.Response.Headers.CacheControl = "private, no-cache";   // more instances may arrive
        var output = http.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartArray();
        foreach (var file in found)
        {
            Write(file, json);
            if (json.BytesPending + output.UnflushedBytes < 64 * 1024) continue;
            json.Flush();
            await output.FlushAsync(http.RequestAborted);
        }
        json.WriteEndArray();
        await json.FlushAsync(http.RequestAborted);
        await output.FlushAsync(http.RequestAborted);
        return Results.Empty;
    }

    private static void Write(InstanceFile instance, Utf8JsonWriter json)
    {
        using var file = FileSending.Open(instance.Path);
        var read = DicomFile.Read(new FileSource(file), ReaderOptions.Header);
        read.DataSet.AddAscii(AvailableTransferSyntaxUid, Vr.UI, instance.TransferSyntaxUid);
        string bulk = $"/dicom-web/studies/{instance.StudyInstanceUid}/series/{instance.SeriesInstanceUid}/instances/{instance.SopInstanceUid}/bulkdata/";
        new DicomJson(json, path => bulk + path).Write(read.DataSet, read.PixelData);
    }
}
