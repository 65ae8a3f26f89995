using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Win32.SafeHandles;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Retrieving;

/// <summary>WADO-RS frames (PS3.18 §10.4.1.1.6): ranges of the stored file, and samples where a browser would decode them wrongly.</summary>
internal static class RetrieveFrames
{
    private const int MaxListed = 1000;

    public static void Map(RouteGroupBuilder studies) =>
        studies.MapGet("{study}/series/{series}/instances/{instance}/frames/{list}", Get).WithSummary("Frames by number from 1, separated by commas");

    private static async Task<IResult> Get(string study, string series, string instance, string list, HttpContext http, Instances instances, FrameMaps maps)
    {
        if (Numbers(list) is not { } numbers) return ImagingProblems.BadQuery("frames").ToResult(http);
        if (instances.Of(study, series, instance) is not [var found]) return Problem.NotFound.ToResult(http);
        // A browser accepts anything and would decode it wrongly; who names the syntax knows what to do with it.
        bool unpacked = TransferSyntax.Of(found.TransferSyntaxUid).IsUnsafeInBrowser && !http.Request.NamesSyntax(found.TransferSyntaxUid);
        string syntax = unpacked ? TransferSyntax.ExplicitLittle.Uid : found.TransferSyntaxUid;
        string partType = MediaTypes.OfFrame(syntax);
        if (!http.Request.Accepts("multipart/related", "application/octet-stream", MediaTypes.Bare(partType)))
            return ImagingProblems.NotAcceptable.ToResult(http);
        string native = TransferSyntax.Of(syntax) is { IsEncapsulated: false, IsBigEndian: false } ? TransferSyntax.ExplicitLittle.Uid : syntax;
        if (!http.Request.TakesSyntax(syntax) && !http.Request.TakesSyntax(native)) return ImagingProblems.NotAcceptable.ToResult(http);
        if (http.IsUnchanged($"{found.Content[..32]}-{list}{(unpacked ? "-samples" : "")}")) return Results.StatusCode(StatusCodes.Status304NotModified);
        using var file = FileSending.Open(found.Path);
        if (maps.Of(found, file, out var inflated) is not { } map) return Uncached(ImagingProblems.BrokenPixels, http);
        if (numbers.Any(number => number > map.Count)) return Uncached(Problem.NotFound, http);
        string address = $"{http.Studies()}/{study}/series/{series}/instances/{instance}/frames";
        if (unpacked) return await SendSamples(found, map, file, numbers, address, http);
        var parts = http.BeginMultipart(MediaTypes.Bare(partType));
        foreach (int number in numbers)
        {
            parts.Begin(partType, $"{address}/{number}");
            await Send(map, number - 1, file, inflated, http.Response.BodyWriter, http.RequestAborted);
        }
        parts.End();
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return Results.Empty;
    }

    private static async Task<IResult> SendSamples(InstanceFile found, FrameMap map, SafeFileHandle file, int[] numbers, string address, HttpContext http)
    {
        var (syntax, header) = (TransferSyntax.Of(found.TransferSyntaxUid), Unpacking.Header(file));
        if (!Unpacking.Knows(syntax, header)) return Uncached(ImagingProblems.UnsafeSyntax, http);
        byte[]? Samples(int number) => Unpacking.Samples(syntax, header, map, number - 1, file, null);
        if (Samples(numbers[0]) is not { } samples) return Uncached(ImagingProblems.BrokenPixels, http);
        string partType = MediaTypes.OfFrame(TransferSyntax.ExplicitLittle.Uid);
        var parts = http.BeginMultipart(MediaTypes.Bare(partType));
        for (int i = 0; i < numbers.Length; i++)
        {
            if (i > 0 && (samples = Samples(numbers[i])) is null)   // its beginning is on the way: an answer cut off is seen for what it is
            {
                http.Abort();
                return Results.Empty;
            }
            parts.Begin(partType, $"{address}/{numbers[i]}");
            await http.Response.BodyWriter.WriteAsync(samples, http.RequestAborted);
        }
        parts.End();
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return Results.Empty;
    }

    internal static IResult Uncached(Problem problem, HttpContext http)
    {
        http.Response.Headers.ETag = default;
        http.Response.Headers.CacheControl = "no-store";
        return problem.ToResult(http);
    }

    internal static async ValueTask Send(
        FrameMap map, int frame, SafeFileHandle file, ReadOnlyMemory<byte>? inflated, PipeWriter output, CancellationToken cancellationToken)
    {
        var ranges = map.Frame(frame);
        if (map.BitOffset(frame) != 0)
        {
            SendShifted(map, frame, file, inflated, output);
            await output.FlushAsync(cancellationToken);
            return;
        }
        for (int i = 0; i < ranges.Length; i++)
        {
            var range = ranges.Span[i];
            if (inflated is { } pixels) await output.WriteAsync(pixels.Slice((int)range.Offset, (int)range.Length), cancellationToken);
            else await output.Send(file, range, cancellationToken);
        }
    }

    /// <summary>A single-bit frame that begins inside a byte is moved to a byte boundary, least significant bit first (PS3.5 §8.2).</summary>
    private static void SendShifted(FrameMap map, int frame, SafeFileHandle file, ReadOnlyMemory<byte>? inflated, PipeWriter output)
    {
        var range = map.Frame(frame).Span[0];
        var bytes = new byte[range.Length + 1];
        if (inflated is { } pixels) pixels.Span.Slice((int)range.Offset, (int)range.Length).CopyTo(bytes);
        else RandomAccess.Read(file, bytes.AsSpan(0, (int)range.Length), range.Offset);
        int shift = map.BitOffset(frame);
        var moved = new byte[map.NativeFrameBytes];
        for (int i = 0; i < moved.Length; i++) moved[i] = (byte)((bytes[i] >> shift) | (bytes[i + 1] << (8 - shift)));
        output.Write(moved);
    }

    internal static int[]? Numbers(string list)
    {
        var parts = list.Split(',');
        if (parts.Length > MaxListed) return null;
        var numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] < 1) return null;
        return numbers;
    }
}
