using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using JpegLibrary;

namespace Telemed.Dicom.Web.Rendering;

/// <summary>Grey frames of the lossy JPEG processes that carry up to 12 bits (PS3.5 §8.2.1, ITU-T T.81 processes 2, 4, 6, 8, 10 and 12).</summary>
public static class JpegFrame
{
    /// <summary>Samples row by row, little-endian; null when the stream is damaged, shows colours, or has another size than expected.</summary>
    /// <param name="stream">The frame's fragments together.</param>
    /// <param name="columns">Width in pixels.</param>
    /// <param name="rows">Height in pixels.</param>
    /// <param name="bytesPerSample">1 or 2; samples of more than 8 bits take 2.</param>
    public static byte[]? Unpack(ReadOnlyMemory<byte> stream, int columns, int rows, int bytesPerSample)
    {
        try
        {
            var decoder = new JpegDecoder();
            decoder.SetInput(stream);
            decoder.Identify();
            if ((decoder.Width, decoder.Height, decoder.NumberOfComponents) != (columns, rows, 1) || decoder.Precision is not (8 or 12) || decoder.Precision > bytesPerSample * 8) return null;
            var samples = new Samples(columns, rows, bytesPerSample, (1 << decoder.Precision) - 1);
            decoder.SetOutputWriter(samples);
            decoder.Decode();
            return samples.Bytes;
        }
        catch (Exception e) when (e is not OutOfMemoryException)   // a hostile stream makes the decoder throw nearly anything (fuzz target jpeg)
        {
            return null;
        }
    }

    private sealed class Samples(int columns, int rows, int bytesPerSample, int most) : JpegBlockOutputWriter
    {
        private const int Side = 8;

        public byte[] Bytes { get; } = new byte[(long)columns * rows * bytesPerSample];

        public override void WriteBlock(ref short blockRef, int componentIndex, int x, int y)
        {
            for (int row = 0; row < Side && y + row < rows; row++)
            {
                for (int column = 0; column < Side && x + column < columns; column++)
                {
                    int value = Math.Clamp((int)Unsafe.Add(ref blockRef, row * Side + column), 0, most);   // rounding may overshoot
                    int at = (y + row) * columns + x + column;
                    if (bytesPerSample == 1) Bytes[at] = (byte)value;
                    else BinaryPrimitives.WriteUInt16LittleEndian(Bytes.AsSpan(2 * at), (ushort)value);
                }
            }
        }
    }
}
