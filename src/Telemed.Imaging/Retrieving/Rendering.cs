using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web.Rendering;

namespace Telemed.Imaging.Retrieving;

/// <summary>Makes images of stored frames, a few at a time: each holds a frame and its picture in memory.</summary>
internal sealed class Rendering(FrameMaps maps)
{
    private const string JpegBaseline = "1.2.840.10008.1.2.4.50";
    private const string RunLength = "1.2.840.10008.1.2.5";
    private const long MaxFrameBytes = 256L << 20;

    /// <summary>Media type of the image that this instance gives.</summary>
    public static string TypeOf(InstanceFile instance) => instance.TransferSyntaxUid == JpegBaseline ? "image/jpeg" : "image/png";

    /// <summary>The whole image file; null and why not.</summary>
    public ReadOnlyMemory<byte>? Render(InstanceFile instance, int number, RenderingWishes wishes, out Problem problem)
    {
        using var file = FileSending.Open(instance.Path);
        problem = ImagingProblems.BrokenPixels;
        if (maps.Of(instance, file, out var inflated) is not { } map) return null;
        problem = Problem.NotFound;
        if (number > map.Count) return null;
        problem = ImagingProblems.NotRenderable;
        var syntax = TransferSyntax.Of(instance.TransferSyntaxUid);
        if (syntax.IsEncapsulated && instance.TransferSyntaxUid is not (JpegBaseline or RunLength)) return null;
        problem = ImagingProblems.BrokenPixels;
        if (Load(map, number - 1, file, inflated) is not { } bytes) return null;
        if (instance.TransferSyntaxUid == JpegBaseline) return bytes;
        var header = DicomFile.Read(new FileSource(file), ReaderOptions.Header with { DeferLongerThanBytes = 256 * 1024 }).DataSet;
        bool isRunLength = instance.TransferSyntaxUid == RunLength;
        if ((isRunLength ? Unpack(header, bytes) : bytes) is not { } samples) return null;
        if (syntax.IsBigEndian && header.Integer(Tags.BitsAllocated) == 16) Swap(samples);
        problem = ImagingProblems.NotRenderable;
        if (FrameRenderer.Render(header, number - 1, samples, isRunLength, wishes.Window) is not { } frame) return null;
        var image = new ArrayBufferWriter<byte>();
        Png.Write(frame.Fit(wishes.Width, wishes.Height), image);
        return image.WrittenMemory;
    }

    private static byte[]? Unpack(DataSet header, byte[] bytes)
    {
        long pixels = (header.Integer(Tags.Rows) ?? 0) * (header.Integer(Tags.Columns) ?? 0), samples = header.Integer(Tags.SamplesPerPixel) ?? 1, bits = header.Integer(Tags.BitsAllocated) ?? 0;
        return pixels is > 0 && samples is 1 or 3 && bits is 8 or 16 or 32 && pixels * samples * bits / 8 <= MaxFrameBytes
            ? RleFrame.Unpack(bytes, (int)pixels, (int)samples, (int)bits / 8) : null;
    }

    /// <summary>The bytes of one frame; a single-bit frame inside a byte is not drawn.</summary>
    private static byte[]? Load(FrameMap map, int frame, SafeFileHandle file, ReadOnlyMemory<byte>? inflated)
    {
        var ranges = map.Frame(frame).ToArray();
        long length = ranges.Sum(range => range.Length);
        if (length > MaxFrameBytes || map.BitOffset(frame) != 0) return null;
        var bytes = new byte[length];
        int at = 0;
        foreach (var range in ranges)
        {
            var target = bytes.AsSpan(at, (int)range.Length);
            if (inflated is { } pixels) pixels.Span.Slice((int)range.Offset, (int)range.Length).CopyTo(target);
            else if (RandomAccess.Read(file, target, range.Offset) < target.Length) return null;
            at += (int)range.Length;
        }
        return bytes;
    }

    private static void Swap(byte[] bytes)
    {
        for (int i = 0; i + 1 < bytes.Length; i += 2) (bytes[i], bytes[i + 1]) = (bytes[i + 1], bytes[i]);
    }
}
