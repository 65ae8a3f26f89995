using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web;
using Telemed.Imaging.Opening;

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

    private static async Task<IResult> Get(string study, string? series, string? instance, HttpContext http, Instances instances, MetadataCache cache, PatientMatches matches)
    {
        if (!http.Request.Accepts("application/dicom+json", "application/json")) return ImagingProblems.NotAcceptable.ToResult(http);
        var coercion = new Coercion(instances.IssuerOf(study), matches.MatchOf(study)?.Patient);
        string root = http.Studies();
        string version = $"{root}-{study}-{series}-{instance}-{instances.VersionOf(study, series)}-{coercion.Version}";
        if (cache.Find(version) is not { } document)
        {
            var found = instances.Of(study, series, instance);
            if (found.Count == 0) return Problem.NotFound.ToResult(http);
            document = cache.Add(version, found, (one, json) => Write(one, root, coercion, json));
        }
        if (http.IsUnchanged(document.Tag, mayGrow: true)) return Results.StatusCode(StatusCodes.Status304NotModified);
        http.Response.ContentType = "application/dicom+json";
        await document.Send(http);
        return Results.Empty;
    }

    private static void Write(InstanceFile instance, string root, Coercion coercion, Utf8JsonWriter json)
    {
        using var file = FileSending.Open(instance.Path);
        var read = DicomFile.Read(new FileSource(file), ReaderOptions.Header);
        read.DataSet.AddAscii(AvailableTransferSyntaxUid, Vr.UI, instance.TransferSyntaxUid);
        string bulk = $"{root}/{instance.StudyInstanceUid}/series/{instance.SeriesInstanceUid}/instances/{instance.SopInstanceUid}/bulkdata/";
        new DicomJson(json, path => bulk + path).Write(coercion.Apply(read.DataSet), read.PixelData);
    }
}
