using System.Globalization;

namespace Telemed.Dicom.Core;

/// <summary>The name of a data element: group and element number (PS3.5 §7.1).</summary>
/// <param name="Group">Group number; odd groups are private.</param>
/// <param name="Element">Element number.</param>
public readonly record struct Tag(ushort Group, ushort Element) : IComparable<Tag>
{
    /// <summary>Both numbers as one, group first, as <c>0x00100020</c>.</summary>
    public uint Value => ((uint)Group << 16) | Element;

    /// <summary>True for an odd group (PS3.5 §7.8).</summary>
    public bool IsPrivate => (Group & 1) == 1;

    /// <summary>True for the element that reserves a private block, (gggg,0010) to (gggg,00FF) of an odd group (PS3.5 §7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x10 and <= 0xFF;

    /// <summary>True for a retired group length (gggg,0000) (PS3.5 §7.2).</summary>
    public bool IsGroupLength => Element == 0;

    /// <summary>A tag from both numbers as one.</summary>
    public static Tag From(uint value) => new((ushort)(value >> 16), (ushort)value);

    /// <summary>Reads eight hexadecimal digits or a dictionary keyword, the two forms of an attribute in DICOMweb (PS3.18 §8.3.4.1).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Tag tag)
    {
        tag = default;
        if (text.Length == 8 && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
        {
            tag = From(value);
            return true;
        }
        return DicomDictionary.TryFind(text, out tag);
    }

    /// <inheritdoc/>
    public int CompareTo(Tag other) => Value.CompareTo(other.Value);

    /// <summary>True when <paramref name="left"/> is written before <paramref name="right"/>.</summary>
    public static bool operator <(Tag left, Tag right) => left.Value < right.Value;

    /// <summary>True when <paramref name="left"/> is written after <paramref name="right"/>.</summary>
    public static bool operator >(Tag left, Tag right) => left.Value > right.Value;

    /// <summary>True when <paramref name="left"/> is not written after <paramref name="right"/>.</summary>
    public static bool operator <=(Tag left, Tag right) => left.Value <= right.Value;

    /// <summary>True when <paramref name="left"/> is not written before <paramref name="right"/>.</summary>
    public static bool operator >=(Tag left, Tag right) => left.Value >= right.Value;

    /// <summary>Eight upper-case hexadecimal digits, the name used by the DICOM JSON model (PS3.18 §F.2.1).</summary>
    public string ToHex() => Value.ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>The form of the standard, as <c>(0010,0020)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");
}
