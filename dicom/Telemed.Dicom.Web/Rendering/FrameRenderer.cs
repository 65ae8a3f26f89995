using Telemed.Dicom.Core;

namespace Telemed.Dicom.Web.Rendering;

/// <summary>Draws a frame of native samples as a screen shows it (PS3.3 §C.7.6.3 and §C.11).</summary>
public static class FrameRenderer
{
    /// <summary>Draws one frame.</summary>
    /// <param name="header">Attributes of the object.</param>
    /// <param name="frame">Zero-based; for windows that differ between frames.</param>
    /// <param name="samples">The frame's samples, little-endian, as the header describes them.</param>
    /// <param name="planar">True when the samples lie plane by plane whatever the header says, as after <see cref="RleFrame"/>.</param>
    /// <param name="window">Instead of the object's own; ignored for colour.</param>
    /// <returns>Null when the layout or the colour model is none that is drawn here, or the frame is too short.</returns>
    public static RenderedFrame? Render(DataSet header, int frame, ReadOnlySpan<byte> samples, bool planar = false, VoiWindow? window = null)
    {
        if (PixelLayout.Of(header) is not { } layout || samples.Length < layout.FrameBytes) return null;
        if (planar) layout = layout with { IsPlanar = true };
        return layout.Photometric switch
        {
            "MONOCHROME1" or "MONOCHROME2" when layout.Samples == 1 => Grey(header, frame, samples, layout, window),
            "PALETTE COLOR" when layout.Samples == 1 => Palette(header, samples, layout),
            "RGB" or "YBR_FULL" when layout.Samples == 3 => Colour(samples, layout),
            "YBR_FULL_422" when layout is { Samples: 3, BitsAllocated: 8 } && layout.Columns % 2 == 0 => Subsampled(samples, layout),
            _ => null,
        };
    }

    private static RenderedFrame Grey(DataSet header, int frame, ReadOnlySpan<byte> samples, PixelLayout layout, VoiWindow? wanted)
    {
        var (slope, intercept) = VoiWindow.Rescale(header, frame);
        var window = wanted ?? VoiWindow.Of(header, frame) ?? Whole(samples, layout, slope, intercept);
        byte turn = layout.Photometric == "MONOCHROME1" ? (byte)255 : (byte)0;
        var shown = new byte[layout.Pixels];
        if (layout.BitsStored > 16)
        {
            for (int i = 0; i < shown.Length; i++) shown[i] = (byte)(window.Apply(layout.Sample(samples, i) * slope + intercept) ^ turn);
            return new(layout.Columns, layout.Rows, 1, shown);
        }
        int lowest = layout.IsSigned ? -(1 << (layout.BitsStored - 1)) : 0;
        var table = new byte[1 << layout.BitsStored];
        for (int i = 0; i < table.Length; i++) table[i] = (byte)(window.Apply((lowest + i) * slope + intercept) ^ turn);
        for (int i = 0; i < shown.Length; i++) shown[i] = table[layout.Sample(samples, i) - lowest];
        return new(layout.Columns, layout.Rows, 1, shown);
    }

    /// <summary>From the least to the greatest value, for objects that name no window.</summary>
    private static VoiWindow Whole(ReadOnlySpan<byte> samples, PixelLayout layout, double slope, double intercept)
    {
        int least = int.MaxValue, greatest = int.MinValue;
        for (int i = 0; i < layout.Pixels; i++)
        {
            int value = layout.Sample(samples, i);
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        }
        double low = least * slope + intercept, high = greatest * slope + intercept;
        return new((low + high) / 2, Math.Max(1e-6, Math.Abs(high - low)), VoiShape.LinearExact);
    }

    private static RenderedFrame Colour(ReadOnlySpan<byte> samples, PixelLayout layout)
    {
        var shown = new byte[layout.Pixels * 3];
        int drop = Math.Max(0, layout.BitsStored - 8), step = layout.IsPlanar ? layout.Pixels : 1, next = layout.IsPlanar ? 1 : 3;
        for (int i = 0; i < layout.Pixels; i++)
        {
            byte first = (byte)(layout.Sample(samples, i * next) >> drop), second = (byte)(layout.Sample(samples, i * next + step) >> drop),
                third = (byte)(layout.Sample(samples, i * next + 2 * step) >> drop);
            if (layout.Photometric == "RGB") (shown[3 * i], shown[3 * i + 1], shown[3 * i + 2]) = (first, second, third);
            else ToRgb(first, second, third, shown.AsSpan(3 * i, 3));
        }
        return new(layout.Columns, layout.Rows, 3, shown);
    }

    /// <summary>Two luminances share the two chrominances that follow them (PS3.3 §C.7.6.3.1.2).</summary>
    private static RenderedFrame Subsampled(ReadOnlySpan<byte> samples, PixelLayout layout)
    {
        var shown = new byte[layout.Pixels * 3];
        for (int i = 0; i < layout.Pixels; i++)
        {
            var pair = samples.Slice(i / 2 * 4, 4);
            ToRgb(pair[i & 1], pair[2], pair[3], shown.AsSpan(3 * i, 3));
        }
        return new(layout.Columns, layout.Rows, 3, shown);
    }

    private static void ToRgb(byte y, byte cb, byte cr, Span<byte> rgb)
    {
        rgb[0] = (byte)Math.Clamp(y + 1.402 * (cr - 128) + 0.5, 0, 255);
        rgb[1] = (byte)Math.Clamp(y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128) + 0.5, 0, 255);
        rgb[2] = (byte)Math.Clamp(y + 1.772 * (cb - 128) + 0.5, 0, 255);
    }

    private static RenderedFrame? Palette(DataSet header, ReadOnlySpan<byte> samples, PixelLayout layout)
    {
        var shown = new byte[layout.Pixels * 3];
        for (ushort colour = 0; colour < 3; colour++)
        {
            if (Table(header, colour, layout) is not { } table) return null;
            for (int i = 0; i < layout.Pixels; i++) shown[3 * i + colour] = table.Entries[Math.Clamp(layout.Sample(samples, i) - table.First, 0, table.Entries.Length - 1)];
        }
        return new(layout.Columns, layout.Rows, 3, shown);
    }

    /// <summary>A colour's table as eight bits (PS3.3 §C.7.6.3.1.5); null for segmented ones.</summary>
    private static (int First, byte[] Entries)? Table(DataSet header, ushort colour, PixelLayout layout)
    {
        var descriptor = header.Find(new Tag(0x0028, (ushort)(0x1101 + colour)));
        if (descriptor?.Integer(0) is not { } count || descriptor.Integer(1) is not { } first || descriptor.Integer(2) is not { } bits
            || header.Find(new Tag(0x0028, (ushort)(0x1201 + colour))) is not { IsDeferred: false } data) return null;
        int entries = (ushort)count == 0 ? 65_536 : (ushort)count;
        bool wide = data.Bytes.Length >= entries * 2;
        if (!wide && data.Bytes.Length < entries) return null;
        var table = new byte[entries];
        for (int i = 0; i < entries; i++) table[i] = wide ? data.Bytes.Span[2 * i + (bits > 8 ? 1 : 0)] : data.Bytes.Span[i];
        return (layout.IsSigned ? (short)first : (ushort)first, table);
    }
}
