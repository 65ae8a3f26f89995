using System.Buffers;

namespace Telemed.Dicom.UpperLayer;

/// <summary>A presentation data value: one fragment of a message (PS3.8 §9.3.5.1, Annex E.2).</summary>
/// <param name="ContextId">Presentation context.</param>
/// <param name="IsCommand">Part of the command set; otherwise of the data set.</param>
/// <param name="IsLast">Ends the command set or data set.</param>
/// <param name="Fragment">The bytes; borrowed from the receive buffer when received.</param>
public readonly record struct DataValue(byte ContextId, bool IsCommand, bool IsLast, ReadOnlySequence<byte> Fragment)
{
    /// <summary>By content of the fragment.</summary>
    public bool Equals(DataValue other) =>
        ContextId == other.ContextId && IsCommand == other.IsCommand && IsLast == other.IsLast &&
        Fragment.Length == other.Fragment.Length && Fragment.ToArray().AsSpan().SequenceEqual(other.Fragment.ToArray());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ContextId, IsCommand, IsLast, Fragment.Length);
}
