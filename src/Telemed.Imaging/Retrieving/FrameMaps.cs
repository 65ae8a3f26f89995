using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Retrieving;

/// <summary>Where the frames of recently used instances lie: a scrolling viewer asks for one frame after the other.</summary>
internal sealed class FrameMaps
{
    private const int MaxKept = 4096;
    private const int MaxKeptFrames = 2048;
    private static readonly ReaderOptions Inflating = ReaderOptions.Whole with { MaxInflatedBytes = 512L << 20 };

    private readonly ConcurrentDictionary<string, FrameMap> kept = new(StringComparer.Ordinal);

    /// <summary>Frames of an instance; null when they do not fit their description, <see cref="FrameMap.None"/> when it has no pixels.</summary>
    /// <param name="instance">Which.</param>
    /// <param name="file">Its file.</param>
    /// <param name="inflated">The pixels themselves when the file is deflated as a whole; ranges then refer to them.</param>
    public FrameMap? Of(InstanceFile instance, SafeFileHandle file, out ReadOnlyMemory<byte>? inflated)
    {
        inflated = null;
        if (kept.TryGetValue(instance.SopInstanceUid, out var known)) return known;
        if (TransferSyntax.Of(instance.TransferSyntaxUid).IsDeflated) return Inflate(file, out inflated);
        var header = DicomFile.Read(new FileSource(file), ReaderOptions.Header);
        if (header is { PixelData: null, Fault: null }) return FrameMap.None;
        if (header.PixelData is not { } pixels
            || !FrameMap.TryLocate(header.DataSet, pixels, new FileSource(file, pixels.Offset), out var map, out _)) return null;
        if (map!.Count > MaxKeptFrames && map.IsEncapsulated) return map;
        if (kept.Count >= MaxKept) kept.Clear();
        kept[instance.SopInstanceUid] = map;
        return map;
    }

    private static FrameMap? Inflate(SafeFileHandle file, out ReadOnlyMemory<byte>? inflated)
    {
        inflated = null;
        var whole = DicomFile.Read(new FileSource(file), Inflating);
        if (whole.DataSet.FirstOrDefault(element => Tags.IsPixelData(element.Tag)) is not { Fragments: null } pixels) return null;
        var place = Element.Deferred(pixels.Tag, pixels.Vr, 0, pixels.Bytes.Length);
        inflated = pixels.Bytes;
        return FrameMap.TryLocate(whole.DataSet, place, new MemorySource(default), out var map, out _) ? map : null;
    }
}
