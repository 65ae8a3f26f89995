using System.Buffers;
using System.Buffers.Binary;

namespace Telemed.Dicom.UpperLayer;

/// <summary>Writes fields and nested items; an item's length is filled in when its scope ends.</summary>
internal sealed class ItemWriter
{
    private byte[] _bytes = new byte[512];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    public void UInt16(int value)
    {
        Span<byte> two = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(two, checked((ushort)value));
        Bytes(two);
    }

    public void UInt32(uint value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, value);
        Bytes(four);
    }

    public void Prefixed(ReadOnlySpan<byte> bytes)
    {
        UInt16(bytes.Length);
        Bytes(bytes);
    }

    public void PrefixedText(string text) => Prefixed(System.Text.Encoding.ASCII.GetBytes(text));

    public void TextItem(ItemType type, string text)
    {
        using (Item(type)) Bytes(System.Text.Encoding.ASCII.GetBytes(text));
    }

    public Scope Item(ItemType type)
    {
        Bytes([(byte)type, 0, 0, 0]);
        return new(this, _length);
    }

    public readonly struct Scope(ItemWriter writer, int start) : IDisposable
    {
        public void Dispose() =>
            BinaryPrimitives.WriteUInt16BigEndian(writer._bytes.AsSpan(start - 2), checked((ushort)(writer._length - start)));
    }
}
