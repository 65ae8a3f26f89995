using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Telemed.Kernel;

/// <summary>AES-256-GCM boxes: 12 bytes nonce, cipher text, 16 bytes tag; bound to where they lie.</summary>
public static class Seal
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Seals under a 32-byte key; the place must be named again at opening.</summary>
    public static byte[] Close(ReadOnlySpan<byte> key, ReadOnlySpan<byte> clear, params ReadOnlySpan<string> place)
    {
        var box = new byte[NonceLength + clear.Length + TagLength];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(box.AsSpan(0, NonceLength), clear, box.AsSpan(NonceLength, clear.Length), box.AsSpan(^TagLength..), Bound(place));
        return box;
    }

    /// <summary>What was sealed.</summary>
    /// <exception cref="CryptographicException">Changed, moved, or under another key.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, params ReadOnlySpan<string> place)
    {
        if (box.Length < NonceLength + TagLength) throw new CryptographicException("Too short for a sealed box.");
        var clear = new byte[box.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(box[..NonceLength], box[NonceLength..^TagLength], box[^TagLength..], clear, Bound(place));
        return clear;
    }

    /// <summary>The parts with their lengths, so that no two lists of parts give the same bytes.</summary>
    public static byte[] Bound(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts) length += 4 + Encoding.UTF8.GetByteCount(part);
        var bound = new byte[length];
        var at = 0;
        foreach (var part in parts)
        {
            var count = Encoding.UTF8.GetBytes(part, bound.AsSpan(at + 4));
            BinaryPrimitives.WriteInt32BigEndian(bound.AsSpan(at), count);
            at += 4 + count;
        }
        return bound;
    }
}
