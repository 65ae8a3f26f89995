using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>Data set to bytes (PS3.5 §7). Sequences are written with undefined length, odd values are padded.</summary>
public static class DataSetWriter
{
    private const uint Undefined = 0xFFFF_FFFF;

    /// <summary>Writes a data set in a transfer syntax; the elements come out in tag order.</summary>
    /// <exception cref="InvalidOperationException">An element is deferred: its value was never loaded.</exception>
    public static void Write(DataSet set, TransferSyntax syntax, IBufferWriter<byte> output)
    {
        if (!syntax.IsDeflated)
        {
            WriteElements(set, new Target(output, syntax.IsImplicit, syntax.IsBigEndian));
            return;
        }
        var plain = new ArrayBufferWriter<byte>();
        WriteElements(set, new Target(plain, false, false));
        using var deflated = new MemoryStream();
        using (var deflater = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true)) deflater.Write(plain.WrittenSpan);
        if ((deflated.Length & 1) == 1) deflated.WriteByte(0);   // PS3.5 §A.5
        output.Write(deflated.GetBuffer().AsSpan(0, (int)deflated.Length));
    }

    private readonly record struct Target(IBufferWriter<byte> Output, bool IsImplicit, bool IsBigEndian)
    {
        public void UInt16(ushort value)
        {
            var at = Output.GetSpan(2);
            if (IsBigEndian) BinaryPrimitives.WriteUInt16BigEndian(at, value);
            else BinaryPrimitives.WriteUInt16LittleEndian(at, value);
            Output.Advance(2);
        }

        public void UInt32(uint value)
        {
            var at = Output.GetSpan(4);
            if (IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(at, value);
            else BinaryPrimitives.WriteUInt32LittleEndian(at, value);
            Output.Advance(4);
        }

        public void Mark(Tag tag, uint length)
        {
            UInt16(tag.Group);
            UInt16(tag.Element);
            UInt32(length);
        }

        public void Header(Tag tag, Vr vr, uint length)
        {
            if (IsImplicit)
            {
                Mark(tag, length);
                return;
            }
            if (vr.HasShortLength() && length > ushort.MaxValue) vr = Vr.UN;   // PS3.5 §6.2.2, note on values too long for their VR
            UInt16(tag.Group);
            UInt16(tag.Element);
            var letters = Output.GetSpan(2);
            (letters[0], letters[1]) = ((byte)((ushort)vr >> 8), (byte)vr);
            Output.Advance(2);
            if (vr.HasShortLength())
            {
                UInt16((ushort)length);
                return;
            }
            UInt16(0);
            UInt32(length);
        }

        public void Value(ReadOnlyMemory<byte> value, int wordBytes, byte padding)
        {
            Output.Write(IsBigEndian ? ByteOrder.Swapped(value, wordBytes).Span : value.Span);
            if ((value.Length & 1) == 1) Output.Write([padding]);
        }
    }

    private static void WriteElements(DataSet set, Target target)
    {
        foreach (var element in set)
        {
            if (element.IsDeferred) throw new InvalidOperationException($"The value of {element.Tag} was not loaded.");
            if (element.Items is { } items) WriteSequence(element, items, target);
            else if (element.Fragments is { } fragments) WriteFragments(element, fragments, target);
            else
            {
                target.Header(element.Tag, element.Vr, Even(element.Bytes.Length));
                target.Value(element.Bytes, element.Vr.WordBytes(), element.Vr.PaddingByte());
            }
        }
    }

    private static void WriteSequence(Element element, IReadOnlyList<DataSet> items, Target target)
    {
        target.Header(element.Tag, Vr.SQ, Undefined);
        foreach (var item in items)
        {
            target.Mark(Tags.Item, Undefined);
            WriteElements(item, target);
            target.Mark(Tags.ItemDelimitation, 0);
        }
        target.Mark(Tags.SequenceDelimitation, 0);
    }

    private static void WriteFragments(Element element, IReadOnlyList<ReadOnlyMemory<byte>> fragments, Target target)
    {
        target.Header(element.Tag, element.Vr, Undefined);
        foreach (var fragment in fragments)
        {
            target.Mark(Tags.Item, Even(fragment.Length));
            target.Value(fragment, 1, 0);
        }
        target.Mark(Tags.SequenceDelimitation, 0);
    }

    private static uint Even(int length) => (uint)length + ((uint)length & 1);
}
