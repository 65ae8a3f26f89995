using System.Buffers.Binary;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>Where each frame lies, so that frames can be sent from the file without loading or re-encoding them. Immutable.</summary>
public sealed class FrameMap
{
    private const int MaxFragments = 4_000_000;

    private readonly ByteRange[] parts;
    private readonly int[] firstPart;   // of each frame, with one more at the end; null-length for native pixels
    private readonly long start;
    private readonly long bitsPerFrame;

    private FrameMap(int count, ByteRange[] parts, int[] firstPart, long start, long bitsPerFrame) =>
        (Count, this.parts, this.firstPart, this.start, this.bitsPerFrame) = (count, parts, firstPart, start, bitsPerFrame);

    /// <summary>No frames: a document, a plan, a waveform.</summary>
    public static FrameMap None { get; } = new(0, [], [], 0, 0);

    /// <summary>Number of frames.</summary>
    public int Count { get; }

    /// <summary>True when frames are compressed streams; false when they are samples as PS3.5 §8.1 lays them out.</summary>
    public bool IsEncapsulated => firstPart.Length > 0;

    /// <summary>Bits to pass over at the start of a frame's first byte: single-bit frames follow each other without padding (PS3.5 §8.1.1).</summary>
    /// <param name="frame">Zero-based.</param>
    public int BitOffset(int frame) => IsEncapsulated ? 0 : (int)(frame * bitsPerFrame % 8);

    /// <summary>Bytes of a native frame after moving it to a byte boundary.</summary>
    public long NativeFrameBytes => (bitsPerFrame + 7) / 8;

    /// <summary>The stretches of the file that make up a frame, in order.</summary>
    /// <param name="frame">Zero-based, below <see cref="Count"/>.</param>
    public ReadOnlyMemory<ByteRange> Frame(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Count);
        if (IsEncapsulated) return parts.AsMemory(firstPart[frame]..firstPart[frame + 1]);
        long firstBit = frame * bitsPerFrame;
        long from = firstBit / 8, to = (firstBit + bitsPerFrame + 7) / 8;
        return new[] { new ByteRange(start + from, to - from) };
    }

    /// <summary>Locates the frames of pixel data found by reading the header.</summary>
    /// <param name="header">Attributes before the pixel data.</param>
    /// <param name="pixelData">Where the pixel data lie.</param>
    /// <param name="atPixelData">The same bytes, at the first byte of the pixel data's value; read only when the pixel data are fragments.</param>
    /// <param name="map">The frames.</param>
    /// <param name="fault">Why there are none.</param>
    public static bool TryLocate(DataSet header, Element pixelData, ByteSource atPixelData, out FrameMap? map, out Fault fault)
    {
        long frames = header.Integer(Tags.NumberOfFrames) ?? 1;
        map = null;
        fault = new Fault(FaultKind.PixelLayout, pixelData.Tag, pixelData.Offset);
        if (frames is < 1 or > MaxFragments) return false;
        if (pixelData.Length < 0) return TryAssign((int)frames, header, pixelData, atPixelData, out map, out fault);
        long bits = BitsPerFrame(header, pixelData.Tag);
        if (bits <= 0 || (UInt128)bits * (ulong)frames > (UInt128)(ulong)pixelData.Length * 8) return false;
        map = new FrameMap((int)frames, [], [], pixelData.Offset, bits);
        return true;
    }

    private static long BitsPerFrame(DataSet header, Tag pixels)
    {
        long rows = header.Integer(Tags.Rows) ?? 0, columns = header.Integer(Tags.Columns) ?? 0;
        if (rows is < 0 or > ushort.MaxValue || columns is < 0 or > ushort.MaxValue) return 0;
        if (pixels == Tags.FloatPixelData) return rows * columns * 32;
        if (pixels == Tags.DoubleFloatPixelData) return rows * columns * 64;
        long bits = header.Integer(Tags.BitsAllocated) ?? 0, samples = header.Integer(Tags.SamplesPerPixel) ?? 1;
        if (bits is < 1 or > 64 || samples is < 1 or > 4) return 0;
        return header.Ascii(Tags.PhotometricInterpretation) switch
        {
            "YBR_FULL_422" or "YBR_PARTIAL_422" => rows * columns * bits * 2,   // two chrominance samples serve two pixels
            "YBR_PARTIAL_420" => rows * columns * bits * 3 / 2,
            _ => rows * columns * bits * samples,
        };
    }

    private static bool TryAssign(int frames, DataSet header, Element pixelData, ByteSource source, out FrameMap? map, out Fault fault)
    {
        map = null;
        if (!TryWalk(pixelData, source, out var table, out var fragments, out var startsImage, out fault)) return false;
        int[]? first = ByTable(frames, ExtendedOffsets(header) ?? BasicOffsets(table), fragments)
            ?? (fragments.Count == frames ? (int[])[.. Enumerable.Range(0, frames + 1)] : null)
            ?? (frames == 1 && fragments.Count > 0 ? (int[])[0, fragments.Count] : null)
            ?? (startsImage.Count == frames && startsImage[0] == 0 ? (int[])[.. startsImage, fragments.Count] : null);
        fault = new Fault(FaultKind.FrameBoundaries, pixelData.Tag, pixelData.Offset);
        if (first is null) return false;
        map = new FrameMap(frames, [.. fragments], first, 0, 0);
        return true;
    }

    /// <summary>Reads the item headers only.</summary>
    private static bool TryWalk(Element pixelData, ByteSource source,
        out ReadOnlyMemory<byte> table, out List<ByteRange> fragments, out List<int> startsImage, out Fault fault)
    {
        (table, fragments, startsImage) = (default, [], []);
        for (bool first = true; ; first = false)
        {
            fault = new Fault(FaultKind.Truncated, pixelData.Tag, source.Position);
            var head = source.Peek(10);
            if (head.Length < 8) return false;
            uint mark = BinaryPrimitives.ReadUInt32LittleEndian(head), length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (mark == 0xE0DD_FFFE) return true;
            fault = fault with
            {
                Kind = mark != 0xE000_FFFE ? FaultKind.MisplacedDelimiter
                : fragments.Count == MaxFragments ? FaultKind.TooManyElements : FaultKind.LengthBeyondEnd
            };
            if (mark != 0xE000_FFFE || fragments.Count == MaxFragments) return false;
            bool starts = head is [.., 0xFF, 0xD8] or [.., 0xFF, 0x4F] or [.., 0xFF, 0x0A];   // JPEG and JPEG-LS, JPEG 2000, JPEG XL
            if (!source.TrySkip(8) || length > source.End - source.Position) return false;
            if (first)
            {
                if (!source.TryTake(length, out table)) return false;
                continue;
            }
            if (starts) startsImage.Add(fragments.Count);
            fragments.Add(new ByteRange(source.Position, length));
            if (!source.TrySkip(length)) return false;
        }
    }

    private static long[]? ExtendedOffsets(DataSet header)
    {
        if (header.Find(Tags.ExtendedOffsetTable) is not { IsDeferred: false, Bytes: { Length: > 0 } bytes }) return null;
        var offsets = new long[bytes.Length / 8];
        for (int i = 0; i < offsets.Length; i++) offsets[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[(i * 8)..]);
        return offsets;
    }

    private static long[]? BasicOffsets(ReadOnlyMemory<byte> table)
    {
        if (table.Length < 4) return null;
        var offsets = new long[table.Length / 4];
        for (int i = 0; i < offsets.Length; i++) offsets[i] = BinaryPrimitives.ReadUInt32LittleEndian(table.Span[(i * 4)..]);
        return offsets;
    }

    /// <summary>First fragment of each frame by offsets from the first fragment's item header; null when the table does not fit the fragments.</summary>
    private static int[]? ByTable(int frames, long[]? offsets, List<ByteRange> fragments)
    {
        if (offsets is null || offsets.Length != frames || fragments.Count == 0) return null;
        var first = new int[frames + 1];
        first[frames] = fragments.Count;
        int at = 0;
        for (int frame = 0; frame < frames; frame++)
        {
            while (at < fragments.Count && fragments[at].Offset - fragments[0].Offset < offsets[frame]) at++;
            if (at == fragments.Count || fragments[at].Offset - fragments[0].Offset != offsets[frame]) return null;
            first[frame] = at;
        }
        return first[0] == 0 ? first : null;
    }
}
