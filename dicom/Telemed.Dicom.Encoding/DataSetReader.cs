using System.Buffers.Binary;
using System.IO.Compression;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>Bytes to data set (PS3.5 §7). Every length is held against what encloses it before it is believed.</summary>
public sealed class DataSetReader
{
    private const uint Undefined = 0xFFFF_FFFF;

    private readonly ByteSource source;
    private readonly ReaderOptions options;
    private Fault? fault;
    private Element? pixelData;
    private ushort? onlyGroup;
    private bool signedPixels;
    private int count;
    private Tag current;

    private DataSetReader(ByteSource source, ReaderOptions options) => (this.source, this.options) = (source, options);

    /// <summary>How elements are written at one place: an unknown sequence inside explicit VR is implicit little-endian (PS3.5 §6.2.2).</summary>
    private readonly record struct Form(bool IsImplicit, bool IsBigEndian)
    {
        public ushort UInt16(ReadOnlySpan<byte> at) =>
            IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

        public uint UInt32(ReadOnlySpan<byte> at) =>
            IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

        public Tag Tag(ReadOnlySpan<byte> at) => new(UInt16(at), UInt16(at[2..]));
    }

    /// <summary>Reads a data set that reaches to the end of the source, or to where the options say.</summary>
    /// <returns>Never throws for malformed bytes: the fault is in the result.</returns>
    public static ReadResult Read(ByteSource source, TransferSyntax syntax, ReaderOptions options)
    {
        if (!syntax.IsDeflated) return Read(source, new Form(syntax.IsImplicit, syntax.IsBigEndian), options);
        using var inflated = new DeflateStream(new SourceStream(source), CompressionMode.Decompress);
        return Read(new StreamSource(inflated, options.MaxInflatedBytes), default(Form), options);
    }

    /// <summary>Reads elements of one group from explicit little-endian bytes and stops before any other: the file meta group (PS3.10 §7.1).</summary>
    internal static ReadResult ReadGroup(ByteSource source, ushort group, ReaderOptions options) =>
        Read(source, default(Form), options, group);

    private static ReadResult Read(ByteSource source, Form form, ReaderOptions options, ushort? onlyGroup = null)
    {
        var reader = new DataSetReader(source, options) { onlyGroup = onlyGroup };
        var set = new DataSet();
        reader.ReadElements(set, form, source.End, depth: 0, isItem: false);
        return new ReadResult(set, reader.pixelData, reader.fault);
    }

    private bool ReadElements(DataSet set, Form form, long end, int depth, bool isItem)
    {
        while (source.Position < end)
        {
            var head = source.Peek(12);
            if (head.IsEmpty && end == long.MaxValue && !isItem && source.Failure is null) return true;
            if (head.Length < 8) return Fail(FaultKind.Truncated);
            current = form.Tag(head);
            if (depth == 0 && (current > options.StopAfter || (onlyGroup ?? current.Group) != current.Group)) return true;
            if (current == Tags.ItemDelimitation && isItem) return source.TrySkip(8);
            if (current.Group == 0xFFFE) return Fail(FaultKind.MisplacedDelimiter);
            if (!ReadHeader(head, form, out var vr, out uint length, out int headerBytes)) return false;
            if (++count > options.MaxElements) return Fail(FaultKind.TooManyElements);
            if (!source.TrySkip(headerBytes)) return Fail(FaultKind.Truncated);
            if (length != Undefined && length > end - source.Position) return Fail(FaultKind.LengthBeyondEnd);
            if (depth == 0 && options.StopAtPixelData && Tags.IsPixelData(current))
            {
                pixelData = Element.Deferred(current, vr, source.Position, length == Undefined ? -1 : length);
                return true;
            }
            if (!ReadValue(set, form, vr, length, end, depth)) return false;
        }
        return !isItem || Fail(FaultKind.Truncated);
    }

    private bool ReadHeader(ReadOnlySpan<byte> head, Form form, out Vr vr, out uint length, out int headerBytes)
    {
        vr = Vr.UN;
        length = 0;
        headerBytes = 8;
        if (form.IsImplicit)
        {
            length = form.UInt32(head[4..]);
            vr = DicomDictionary.VrOf(current, signedPixels);
            return true;
        }
        if (!char.IsAsciiLetterUpper((char)head[4]) || !char.IsAsciiLetterUpper((char)head[5])) return Fail(FaultKind.InvalidVr);
        vr = (Vr)((head[4] << 8) | head[5]);
        if (vr.HasShortLength())
        {
            length = form.UInt16(head[6..]);
            return true;
        }
        headerBytes = 12;
        if (head.Length < 12) return Fail(FaultKind.Truncated);
        length = form.UInt32(head[8..]);
        return true;
    }

    private bool ReadValue(DataSet set, Form form, Vr vr, uint length, long end, int depth)
    {
        var tag = current;
        if (vr == Vr.SQ || (length == Undefined && vr == Vr.UN && !Tags.IsPixelData(tag)))
        {
            // A sequence of unknown VR is implicit little-endian inside, whatever is outside (PS3.5 §6.2.2).
            var inner = vr == Vr.SQ ? form : new Form(IsImplicit: true, IsBigEndian: false);
            return ReadSequence(set, tag, inner, length, end, depth + 1);
        }
        if (length == Undefined) return ReadFragments(set, tag, form, vr, end);
        if (length > options.DeferLongerThanBytes)
        {
            set.Add(Element.Deferred(tag, vr, source.Position, length));
            return source.TrySkip(length) || Fail(FaultKind.Truncated);
        }
        if (length > options.MaxValueBytes) return Fail(FaultKind.ValueTooLong);
        if (!source.TryTake(length, out var bytes)) return Fail(FaultKind.Truncated);
        if (tag.IsGroupLength && tag.Group > 2) return true;   // retired, and wrong as soon as anything changes
        if (form.IsBigEndian) bytes = ByteOrder.Swapped(bytes, vr.WordBytes());
        if (depth == 0 && tag == Tags.PixelRepresentation && bytes.Length >= 2) signedPixels = bytes.Span[0] == 1;
        set.Add(new Element(tag, vr, bytes));
        return true;
    }

    private bool ReadSequence(DataSet set, Tag tag, Form form, uint length, long end, int depth)
    {
        if (depth > options.MaxDepth) return Fail(FaultKind.TooDeep);
        var items = new List<DataSet>();
        set.Add(Element.Sequence(tag, items));   // added first: what was read before a fault stays readable
        long sequenceEnd = length == Undefined ? end : source.Position + length;
        while (source.Position < sequenceEnd)
        {
            current = tag;
            if (!ReadItemHeader(form, sequenceEnd, out var delimiter, out uint itemLength)) return false;
            if (delimiter == Tags.SequenceDelimitation && length == Undefined) return true;
            if (delimiter != Tags.Item) return Fail(FaultKind.MisplacedDelimiter);
            var item = new DataSet();
            items.Add(item);
            bool open = itemLength == Undefined;
            if (!ReadElements(item, form, open ? sequenceEnd : source.Position + itemLength, depth, isItem: open)) return false;
        }
        return length != Undefined || Fail(FaultKind.Truncated);
    }

    private bool ReadFragments(DataSet set, Tag tag, Form form, Vr vr, long end)
    {
        var fragments = new List<ReadOnlyMemory<byte>>();
        set.Add(Element.Encapsulated(tag, vr, fragments));
        while (true)
        {
            current = tag;
            if (!ReadItemHeader(form, end, out var delimiter, out uint length)) return false;
            if (delimiter == Tags.SequenceDelimitation) return true;
            if (delimiter != Tags.Item || length == Undefined) return Fail(FaultKind.MisplacedDelimiter);
            if (length > options.MaxValueBytes) return Fail(FaultKind.ValueTooLong);
            if (!source.TryTake(length, out var fragment)) return Fail(FaultKind.Truncated);
            fragments.Add(fragment);
        }
    }

    private bool ReadItemHeader(Form form, long end, out Tag delimiter, out uint length)
    {
        (delimiter, length) = (default, 0);
        var head = source.Peek(8);
        if (head.Length < 8 || end - source.Position < 8) return Fail(FaultKind.Truncated);
        delimiter = form.Tag(head);
        length = form.UInt32(head[4..]);
        if (!source.TrySkip(8)) return Fail(FaultKind.Truncated);
        if (++count > options.MaxElements) return Fail(FaultKind.TooManyElements);
        return delimiter != Tags.Item || length == Undefined || length <= end - source.Position || Fail(FaultKind.LengthBeyondEnd);
    }

    private bool Fail(FaultKind kind)
    {
        fault ??= new Fault(source.Failure ?? kind, current, source.Position);
        return false;
    }
}
