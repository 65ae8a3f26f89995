using Telemed.Dicom.Core;

namespace Telemed.Dicom.Web.Rendering;

/// <summary>How samples lie in a frame (PS3.3 §C.7.6.3).</summary>
internal sealed record PixelLayout(
    int Rows, int Columns, int Samples, int BitsAllocated, int BitsStored, int HighBit, bool IsSigned, bool IsPlanar, string Photometric)
{
    private const long MaxPixels = 128L << 20;

    public int Pixels => Rows * Columns;

    /// <summary>Null for what this code does not draw.</summary>
    public static PixelLayout? Of(DataSet header)
    {
        long rows = header.Integer(Tags.Rows) ?? 0, columns = header.Integer(Tags.Columns) ?? 0, samples = header.Integer(Tags.SamplesPerPixel) ?? 1;
        long allocated = header.Integer(Tags.BitsAllocated) ?? 0, stored = header.Integer(Tag.From(0x0028_0101)) ?? allocated, high = header.Integer(Tag.From(0x0028_0102)) ?? stored - 1;
        if (rows is < 1 or > ushort.MaxValue || columns is < 1 or > ushort.MaxValue || rows * columns > MaxPixels || allocated is not (1 or 8 or 16 or 32)
            || stored < 1 || stored > allocated || high < stored - 1 || high >= allocated || samples is not (1 or 3)) return null;
        string photometric = header.Ascii(Tags.PhotometricInterpretation) ?? (samples == 1 ? "MONOCHROME2" : "RGB");
        return new((int)rows, (int)columns, (int)samples, (int)allocated, (int)stored, (int)high, header.Integer(Tags.PixelRepresentation) == 1,
            header.Integer(Tag.From(0x0028_0006)) == 1, photometric);
    }

    /// <summary>One sample without the bits around it, its sign extended.</summary>
    /// <param name="frame">Native samples, little-endian.</param>
    /// <param name="index">Number of the sample in the order in which they lie.</param>
    public int Sample(ReadOnlySpan<byte> frame, int index)
    {
        if (BitsAllocated == 1) return (frame[index >> 3] >> (index & 7)) & 1;
        uint raw = BitsAllocated switch
        {
            8 => frame[index],
            16 => (uint)(frame[2 * index] | frame[2 * index + 1] << 8),
            _ => (uint)(frame[4 * index] | frame[4 * index + 1] << 8 | frame[4 * index + 2] << 16 | frame[4 * index + 3] << 24),
        };
        raw = (raw >> (HighBit + 1 - BitsStored)) & (uint)((1UL << BitsStored) - 1);
        return IsSigned ? (int)(raw << (32 - BitsStored)) >> (32 - BitsStored) : (int)raw;
    }

    /// <summary>Fewest bytes a native frame of this layout has.</summary>
    public long FrameBytes => Photometric is "YBR_FULL_422" ? (long)Pixels * 2 * BitsAllocated / 8 : ((long)Pixels * Samples * BitsAllocated + 7) / 8;
}
