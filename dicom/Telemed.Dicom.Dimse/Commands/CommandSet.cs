using System.Buffers;
using System.Buffers.Binary;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>A command set: elements of group 0000 in Implicit VR Little Endian (PS3.7 §6.3). Immutable.</summary>
public sealed class CommandSet
{
    /// <summary>Value of <see cref="CommandTag.DataSetType"/> when no data set follows (PS3.7 §E.1).</summary>
    public const ushort NoDataSet = 0x0101;

    private readonly SortedDictionary<CommandTag, ReadOnlyMemory<byte>> _values = [];

    /// <summary>What message it is; 0 when it does not say.</summary>
    public CommandField Field => (CommandField)(Number(CommandTag.CommandField) ?? 0);

    /// <summary>A data set follows.</summary>
    public bool HasDataSet => (Number(CommandTag.DataSetType) ?? NoDataSet) != NoDataSet;

    /// <summary>A US value, or null when it is missing or no two bytes.</summary>
    public ushort? Number(CommandTag tag) =>
        _values.TryGetValue(tag, out var value) && value.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(value.Span) : null;

    /// <summary>A UI value without padding, or null when it is missing or no UID.</summary>
    public string? Uid(CommandTag tag) => Text(tag) is { } text && Core.Uid.IsValid(text) ? text : null;

    /// <summary>A text value without padding, or null when it is missing or not printable.</summary>
    public string? Text(CommandTag tag)
    {
        if (!_values.TryGetValue(tag, out var value)) return null;
        var text = value.Span.TrimEnd(" \0"u8).TrimStart((byte)' ');
        return text.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E) ? null : System.Text.Encoding.ASCII.GetString(text);
    }

    /// <summary>The same with one more US element.</summary>
    public CommandSet With(CommandTag tag, ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return With(tag, bytes);
    }

    /// <summary>The same with one more UI element, padded by a zero byte (PS3.5 §9.1).</summary>
    public CommandSet WithUid(CommandTag tag, string uid) => With(tag, System.Text.Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + '\0'));

    /// <summary>The same with one more text element, padded by a space.</summary>
    public CommandSet WithText(CommandTag tag, string text) => With(tag, System.Text.Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + ' '));

    /// <summary>The same with one more AT element of one value.</summary>
    public CommandSet WithTag(CommandTag tag, Tag value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), value.Element);
        return With(tag, bytes);
    }

    /// <summary>The same, announcing that a data set follows.</summary>
    public CommandSet WithDataSet() => With(CommandTag.DataSetType, (ushort)1);

    /// <summary>Reads a whole command set.</summary>
    /// <returns>Null when the bytes are none: another group, an element cut short, or an order that does not rise.</returns>
    public static CommandSet? Decode(ReadOnlySpan<byte> bytes)
    {
        var set = new CommandSet();
        var last = -1;
        while (!bytes.IsEmpty)
        {
            if (bytes.Length < 8 || BinaryPrimitives.ReadUInt16LittleEndian(bytes) != 0) return null;
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            if (tag <= last || length > bytes.Length - 8) return null;
            set._values[(CommandTag)tag] = bytes.Slice(8, (int)length).ToArray();
            bytes = bytes[(8 + (int)length)..];
            last = tag;
        }
        return set;
    }

    /// <summary>Writes it, group length first.</summary>
    public byte[] Encode()
    {
        var output = new ArrayBufferWriter<byte>(256);
        var length = 0;
        foreach (var (tag, value) in _values)
            if (tag is not CommandTag.GroupLength) length += 8 + value.Length;
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, length);
        Write(output, CommandTag.GroupLength, four);
        foreach (var (tag, value) in _values)
            if (tag is not CommandTag.GroupLength) Write(output, tag, value.Span);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> output, CommandTag tag, ReadOnlySpan<byte> value)
    {
        var header = output.GetSpan(8);
        BinaryPrimitives.WriteUInt16LittleEndian(header, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], (ushort)tag);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], value.Length);
        output.Advance(8);
        output.Write(value);
    }

    private CommandSet With(CommandTag tag, ReadOnlyMemory<byte> value)
    {
        var more = new CommandSet();
        foreach (var (key, old) in _values) more._values[key] = old;
        more._values[tag] = value;
        return more;
    }
}
