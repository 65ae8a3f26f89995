namespace Telemed.Dicom.Core;

/// <summary>One data element. Its value stays bytes, numbers little-endian whatever the file had, until somebody asks. Immutable.</summary>
public sealed class Element
{
    private Element(Tag tag, Vr vr) => (Tag, Vr) = (tag, vr);

    /// <summary>An element with its value as stored, numbers little-endian; the memory is kept, not copied.</summary>
    public Element(Tag tag, Vr vr, ReadOnlyMemory<byte> value) : this(tag, vr) => (Bytes, Length) = (value, value.Length);

    /// <summary>A sequence with its items.</summary>
    public static Element Sequence(Tag tag, IReadOnlyList<DataSet> items) => new(tag, Vr.SQ) { Items = items };

    /// <summary>Encapsulated pixel data: the basic offset table first, then the fragments (PS3.5 §A.4).</summary>
    public static Element Encapsulated(Tag tag, Vr vr, IReadOnlyList<ReadOnlyMemory<byte>> fragments) => new(tag, vr) { Fragments = fragments };

    /// <summary>An element whose value was left where it lies.</summary>
    /// <param name="tag">The element.</param>
    /// <param name="vr">Its representation.</param>
    /// <param name="offset">Bytes from the start of the file, or of the inflated stream, to the value.</param>
    /// <param name="length">Value length in bytes; -1 for fragments up to a delimiter.</param>
    public static Element Deferred(Tag tag, Vr vr, long offset, long length) => new(tag, vr) { Offset = offset, Length = length, IsDeferred = true };

    /// <summary>The element's name.</summary>
    public Tag Tag { get; }

    /// <summary>Its representation, from the file or, in implicit VR, from the dictionary.</summary>
    public Vr Vr { get; }

    /// <summary>The value as stored, padding included; empty for sequences, fragments and deferred values.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The items of a sequence, otherwise null.</summary>
    public IReadOnlyList<DataSet>? Items { get; private init; }

    /// <summary>Offset table and fragments of encapsulated pixel data, otherwise null.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Fragments { get; private init; }

    /// <summary>True when the value was not loaded; see <see cref="Offset"/>.</summary>
    public bool IsDeferred { get; private init; }

    /// <summary>Where the value begins, in bytes; set by the reader for deferred values only.</summary>
    public long Offset { get; private init; }

    /// <summary>Bytes of the value; -1 when its end is a delimiter.</summary>
    public long Length { get; private init; }

    /// <summary>True for a value of no bytes, items or fragments.</summary>
    public bool IsEmpty => !IsDeferred && Bytes.Length == 0 && Items is null or { Count: 0 } && Fragments is null or { Count: 0 };

    /// <summary>Tag and representation; never the value, which may be a patient's.</summary>
    public override string ToString() => $"{Tag} {Vr.Letters()}";
}
