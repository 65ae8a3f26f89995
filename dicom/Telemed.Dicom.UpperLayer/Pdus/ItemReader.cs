using System.Buffers;
using System.Buffers.Binary;

namespace Telemed.Dicom.UpperLayer;

/// <summary>Walks over fields and items in a contiguous body; the first fault stays and every later read gives nothing.</summary>
/// <remarks>An item is type 1 byte, reserved 1, length 2 big-endian (PS3.8 §9.3.2). No length is believed before the bytes are seen to be there.</remarks>
internal ref struct ItemReader(ReadOnlySpan<byte> bytes)
{
    private static readonly SearchValues<byte> Printable = SearchValues.Create(Enumerable.Range(0x20, 0x5F).Select(b => (byte)b).ToArray());
    private ReadOnlySpan<byte> _rest = bytes;

    public PduFault Fault { get; private set; }

    public readonly bool AtEnd => _rest.IsEmpty || Fault is not PduFault.None;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public void Fail(PduFault fault)
    {
        if (Fault is PduFault.None) Fault = fault;
        _rest = default;
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > _rest.Length)
        {
            Fail(PduFault.Truncated);
            return default;
        }
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public byte Byte() => Bytes(1) is [var value] ? value : (byte)0;

    public ushort UInt16() => Bytes(2) is { Length: 2 } two ? BinaryPrimitives.ReadUInt16BigEndian(two) : (ushort)0;

    public uint UInt32() => Bytes(4) is { Length: 4 } four ? BinaryPrimitives.ReadUInt32BigEndian(four) : 0;

    public ReadOnlySpan<byte> Prefixed() => Bytes(UInt16());

    public ItemType Item(out ReadOnlySpan<byte> body)
    {
        var type = (ItemType)Byte();
        Bytes(1);
        body = Prefixed();
        return type;
    }

    /// <summary>Printable ASCII; padding of spaces or zeros at the end is dropped.</summary>
    public string Text(ReadOnlySpan<byte> field, int maxLength)
    {
        var trimmed = field.TrimEnd(" \0"u8).TrimStart((byte)' ');
        if (trimmed.Length <= maxLength && !trimmed.ContainsAnyExcept(Printable)) return System.Text.Encoding.ASCII.GetString(trimmed);
        Fail(PduFault.BadText);
        return "";
    }

    public string Uid(ReadOnlySpan<byte> field) => Text(field, 64);

    public string PrefixedUid() => Uid(Prefixed());
}
