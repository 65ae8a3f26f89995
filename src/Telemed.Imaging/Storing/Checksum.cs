using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Telemed.Imaging.Storing;

/// <summary>Tells bytes that reached the disk from bytes that did not: four CRC-32C side by side, each over every fourth group of eight bytes.</summary>
/// <remarks>A processor does this ten times as fast as a cryptographic hash, and a power cut forges nothing. Whoever compares objects compares SHA-256 or the bytes.</remarks>
internal sealed class Checksum
{
    /// <summary>Characters of <see cref="End"/>.</summary>
    public const int Characters = 32;

    private const int Lanes = 4;
    private const int BlockBytes = Lanes * sizeof(ulong);

    private readonly uint[] lanes = [uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue];
    private readonly byte[] rest = new byte[BlockBytes];
    private int kept;
    private long length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        length += bytes.Length;
        if (kept > 0)
        {
            int some = Math.Min(BlockBytes - kept, bytes.Length);
            bytes[..some].CopyTo(rest.AsSpan(kept));
            kept += some;
            bytes = bytes[some..];
            if (kept < BlockBytes) return;
            AddBlocks(rest);
            kept = 0;
        }
        int whole = bytes.Length / BlockBytes * BlockBytes;
        AddBlocks(bytes[..whole]);
        bytes[whole..].CopyTo(rest);
        kept = bytes.Length - whole;
    }

    /// <summary>Lower-case hexadecimal, also of how many bytes there were; nothing can be added afterwards.</summary>
    public string End()
    {
        rest.AsSpan(kept).Clear();
        AddBlocks(rest);
        for (int i = 0; i < Lanes; i++) lanes[i] = BitOperations.Crc32C(lanes[i], (ulong)length);
        return string.Create(CultureInfo.InvariantCulture, $"{lanes[0]:x8}{lanes[1]:x8}{lanes[2]:x8}{lanes[3]:x8}");
    }

    private void AddBlocks(ReadOnlySpan<byte> bytes)
    {
        // In local variables, so that the four run beside each other in the processor.
        var (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3]);
        for (; bytes.Length >= BlockBytes; bytes = bytes[BlockBytes..])
        {
            a = BitOperations.Crc32C(a, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            b = BitOperations.Crc32C(b, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            c = BitOperations.Crc32C(c, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
            d = BitOperations.Crc32C(d, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
        }
        (lanes[0], lanes[1], lanes[2], lanes[3]) = (a, b, c, d);
    }
}
