using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Telemed.Dicom.Web.Rendering;

/// <summary>Writes PNG (ISO/IEC 15948): eight bits, grey or RGB, no interlacing.</summary>
public static class Png
{
    private static readonly uint[] Crc = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? 0xEDB8_8320 ^ (c >> 1) : c >> 1))];

    /// <summary>Writes a whole file.</summary>
    public static void Write(RenderedFrame frame, IBufferWriter<byte> output)
    {
        output.Write((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, frame.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], frame.Height);
        header[8] = 8;
        header[9] = frame.Channels == 1 ? (byte)0 : (byte)2;
        header[10..].Clear();
        Chunk("IHDR"u8, header, output);
        Chunk("IDAT"u8, Compress(frame), output);
        Chunk("IEND"u8, [], output);
    }

    /// <summary>Each row as differences from the one above it (filter type 2), which compresses what lies still.</summary>
    private static ReadOnlySpan<byte> Compress(RenderedFrame frame)
    {
        int stride = frame.Width * frame.Channels;
        var line = new byte[stride + 1];
        line[0] = 2;
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int y = 0; y < frame.Height; y++)
            {
                for (int x = 0; x < stride; x++) line[x + 1] = (byte)(frame.Pixels[y * stride + x] - (y == 0 ? 0 : frame.Pixels[(y - 1) * stride + x]));
                zlib.Write(line);
            }
        }
        return compressed.ToArray();
    }

    private static void Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        var at = output.GetSpan(data.Length + 12);
        BinaryPrimitives.WriteInt32BigEndian(at, data.Length);
        type.CopyTo(at[4..]);
        data.CopyTo(at[8..]);
        uint crc = uint.MaxValue;
        foreach (byte b in at.Slice(4, data.Length + 4)) crc = Crc[(byte)(crc ^ b)] ^ (crc >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(at[(data.Length + 8)..], ~crc);
        output.Advance(data.Length + 12);
    }
}
