using Microsoft.Win32.SafeHandles;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web.Rendering;

namespace Telemed.Imaging.Retrieving;

/// <summary>Samples of stored frames, for pictures and for browsers that would get them wrong.</summary>
internal static class Unpacking
{
    private const string RunLength = "1.2.840.10008.1.2.5";
    private const int LongestValue = 256 * 1024;
    private const long MaxFrameBytes = 256L << 20;

    /// <summary>The object without its pixels and its very long values.</summary>
    public static DataSet Header(SafeFileHandle file) =>
        DicomFile.Read(new FileSource(file), ReaderOptions.Header with { DeferLongerThanBytes = LongestValue }).DataSet;

    /// <summary>True where samples are lying in the file, or can be unpacked.</summary>
    public static bool Knows(TransferSyntax syntax, DataSet header) =>
        !syntax.IsEncapsulated || syntax.Uid == RunLength || syntax.IsUnsafeInBrowser && header.Integer(Tags.SamplesPerPixel) == 1 && header.Integer(Tags.PixelRepresentation) == 0;

    /// <summary>True where samples come plane by plane whatever the header says.</summary>
    public static bool IsPlanar(TransferSyntax syntax) => syntax.Uid == RunLength;

    /// <summary>Little-endian samples of a frame; null when its bytes are not what the header describes, or lie across byte boundaries.</summary>
    /// <param name="frame">From 0.</param>
    public static byte[]? Samples(TransferSyntax syntax, DataSet header, FrameMap map, int frame, SafeFileHandle file, ReadOnlyMemory<byte>? inflated)
    {
        if (Load(map, frame, file, inflated) is not { } bytes) return null;
        if (syntax.IsBigEndian && header.Integer(Tags.BitsAllocated) == 16) Swap(bytes);
        if (!syntax.IsEncapsulated) return bytes;
        long rows = header.Integer(Tags.Rows) ?? 0, columns = header.Integer(Tags.Columns) ?? 0, samples = header.Integer(Tags.SamplesPerPixel) ?? 1, bits = header.Integer(Tags.BitsAllocated) ?? 0;
        if (rows <= 0 || columns <= 0 || samples is not (1 or 3) || bits is not (8 or 16 or 32) || rows * columns * samples * bits / 8 > MaxFrameBytes) return null;
        return syntax.Uid == RunLength
            ? RleFrame.Unpack(bytes, (int)(rows * columns), (int)samples, (int)bits / 8)
            : JpegFrame.Unpack(bytes, (int)columns, (int)rows, (int)bits / 8);
    }

    /// <summary>The bytes of one frame as stored; a single-bit frame inside a byte is not loaded.</summary>
    public static byte[]? Load(FrameMap map, int frame, SafeFileHandle file, ReadOnlyMemory<byte>? inflated)
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
