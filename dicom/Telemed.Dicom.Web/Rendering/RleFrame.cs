using System.Buffers.Binary;

namespace Telemed.Dicom.Web.Rendering;

/// <summary>Unpacks a frame of the RLE Lossless transfer syntax (PS3.5 Annex G).</summary>
public static class RleFrame
{
    private const int HeaderBytes = 64;

    /// <summary>Samples plane by plane, little-endian; null when the segments do not hold exactly the pixels.</summary>
    /// <param name="stream">The frame's fragment.</param>
    /// <param name="pixels">Pixels of the frame.</param>
    /// <param name="samples">Samples of a pixel.</param>
    /// <param name="bytesPerSample">1, 2 or 4.</param>
    public static byte[]? Unpack(ReadOnlySpan<byte> stream, int pixels, int samples, int bytesPerSample)
    {
        if (stream.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(stream) != samples * bytesPerSample || samples * bytesPerSample > 15) return null;
        var unpacked = new byte[(long)pixels * samples * bytesPerSample];
        var plane = new byte[pixels];
        for (int segment = 0; segment < samples * bytesPerSample; segment++)
        {
            uint from = BinaryPrimitives.ReadUInt32LittleEndian(stream[(4 + segment * 4)..]);
            uint to = segment + 1 == samples * bytesPerSample ? (uint)stream.Length : BinaryPrimitives.ReadUInt32LittleEndian(stream[(8 + segment * 4)..]);
            if (from < HeaderBytes || to > stream.Length || from > to || !Unpack(stream[(int)from..(int)to], plane)) return null;
            int sample = segment / bytesPerSample, position = bytesPerSample - 1 - segment % bytesPerSample;   // the most significant byte comes first
            for (int i = 0; i < pixels; i++) unpacked[((long)sample * pixels + i) * bytesPerSample + position] = plane[i];
        }
        return unpacked;
    }

    private static bool Unpack(ReadOnlySpan<byte> packed, Span<byte> plane)
    {
        int filled = 0;
        while (filled < plane.Length)
        {
            if (packed.IsEmpty) return false;
            var count = (sbyte)packed[0];
            packed = packed[1..];
            if (count == sbyte.MinValue) continue;
            int length = count >= 0 ? count + 1 : 1 - count;
            int taken = count >= 0 ? length : 1;
            if (packed.Length < taken || length > plane.Length - filled) return false;
            if (count >= 0) packed[..length].CopyTo(plane[filled..]);
            else plane.Slice(filled, length).Fill(packed[0]);
            packed = packed[taken..];
            filled += length;
        }
        return true;
    }
}
