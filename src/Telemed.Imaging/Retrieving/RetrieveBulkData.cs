using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Win32.SafeHandles;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web;

namespace Telemed.Imaging.Retrieving;

/// <summary>The values that metadata give by address: pixel data, waveforms, documents, large private values.</summary>
internal static class RetrieveBulkData
{
    private const string Octets = "application/octet-stream";
    private static readonly ReaderOptions WithLargeValues = ReaderOptions.Header with { DeferLongerThanBytes = int.MaxValue };

    public static void Map(RouteGroupBuilder studies) =>
        studies.MapGet("{study}/series/{series}/instances/{instance}/bulkdata/{**path}", Get).WithSummary("A value by the address that metadata give");

    private static async Task<IResult> Get(
        string study, string series, string instance, string path, HttpContext http, Instances instances, FrameMaps maps)
    {
        if (instances.Of(study, series, instance) is not [var found]) return Problem.NotFound.ToResult(http);
        if (!http.Request.Accepts("multipart/related", Octets)) return ImagingProblems.NotAcceptable.ToResult(http);
        if (http.IsUnchanged($"{found.Content[..32]}-{path.Replace('/', '-')}")) return Results.StatusCode(StatusCodes.Status304NotModified);
        using var file = FileSending.Open(found.Path);
        bool isPixels = Tag.TryParse(path, out var tag) && Tags.IsPixelData(tag);
        if (isPixels) return await SendPixels(found, file, maps, http);
        var read = DicomFile.Read(new FileSource(file), WithLargeValues);
        if (BulkData.Find(read.DataSet, path) is not { } element) return RetrieveFrames.Uncached(Problem.NotFound, http);
        if (element.Fragments is not null || element.Items is not null) return RetrieveFrames.Uncached(Problem.NotFound, http);
        await SendOne(element.Bytes, http);
        return Results.Empty;
    }

    private static async Task<IResult> SendPixels(InstanceFile found, SafeFileHandle file, FrameMaps maps, HttpContext http)
    {
        if (TransferSyntax.Of(found.TransferSyntaxUid).IsUnsafeInBrowser && !http.Request.NamesSyntax(found.TransferSyntaxUid))
            return RetrieveFrames.Uncached(ImagingProblems.UnsafeSyntax, http);
        if (maps.Of(found, file, out var inflated) is not { } map) return RetrieveFrames.Uncached(ImagingProblems.BrokenPixels, http);
        if (map.Count == 0) return RetrieveFrames.Uncached(Problem.NotFound, http);
        string partType = MediaTypes.OfFrame(found.TransferSyntaxUid);
        if (!map.IsEncapsulated && !http.Request.Names("multipart/related"))
        {
            http.Response.ContentType = partType;
            return await SendWhole(file, inflated, http);
        }
        var parts = http.BeginMultipart(MediaTypes.Bare(partType));
        if (!map.IsEncapsulated) parts.Begin(partType);
        if (!map.IsEncapsulated) await SendNative(file, inflated, http);
        for (int frame = 0; map.IsEncapsulated && frame < map.Count; frame++)
        {
            parts.Begin(partType);
            await RetrieveFrames.Send(map, frame, file, inflated, http.Response.BodyWriter, http.RequestAborted);
        }
        parts.End();
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return Results.Empty;
    }

    private static async Task<IResult> SendWhole(SafeFileHandle file, ReadOnlyMemory<byte>? inflated, HttpContext http)
    {
        var place = inflated is null ? DicomFile.Read(new FileSource(file), ReaderOptions.Header).PixelData : null;
        if (http.BeginRange(inflated?.Length ?? place!.Length) is not { } range) return Results.StatusCode(StatusCodes.Status416RangeNotSatisfiable);
        if (inflated is { } pixels) await http.Response.BodyWriter.WriteAsync(pixels.Slice((int)range.Offset, (int)range.Length), http.RequestAborted);
        else await http.Response.BodyWriter.Send(file, range with { Offset = place!.Offset + range.Offset }, http.RequestAborted);
        return Results.Empty;
    }

    private static async Task SendNative(SafeFileHandle file, ReadOnlyMemory<byte>? inflated, HttpContext http)
    {
        if (inflated is { } pixels)
        {
            await http.Response.BodyWriter.WriteAsync(pixels, http.RequestAborted);
            return;
        }
        var place = DicomFile.Read(new FileSource(file), ReaderOptions.Header).PixelData!;
        await http.Response.BodyWriter.Send(file, new ByteRange(place.Offset, place.Length), http.RequestAborted);
    }

    private static async Task SendOne(ReadOnlyMemory<byte> bytes, HttpContext http)
    {
        if (!http.Request.Names("multipart/related"))
        {
            http.Response.ContentType = Octets;
            if (http.BeginRange(bytes.Length) is { } range) await http.Response.BodyWriter.WriteAsync(bytes.Slice((int)range.Offset, (int)range.Length), http.RequestAborted);
            else http.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            return;
        }
        var parts = http.BeginMultipart(Octets);
        parts.Begin(Octets);
        http.Response.BodyWriter.Write(bytes.Span);
        parts.End();
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
