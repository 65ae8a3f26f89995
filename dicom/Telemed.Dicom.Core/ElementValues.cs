using System.Buffers.Binary;
using System.Globalization;

namespace Telemed.Dicom.Core;

/// <summary>Lazy decoding of values that need no character set. Wrong or missing values are null, never an exception.</summary>
public static class ElementValues
{
    /// <summary>The first value of a text of the default repertoire, without padding; null when the element is absent or empty.</summary>
    public static string? Ascii(this DataSet set, Tag tag) => set.AsciiValues(tag) is [{ Length: > 0 } first, ..] ? first : null;

    /// <summary>All values of a text of the default repertoire, without padding; empty when the element is absent.</summary>
    public static string[] AsciiValues(this DataSet set, Tag tag) => set.Find(tag)?.AsciiValues() ?? [];

    /// <summary>All values of a text of the default repertoire, without padding.</summary>
    public static string[] AsciiValues(this Element element)
    {
        if (element.Bytes.IsEmpty) return [];
        var values = System.Text.Encoding.Latin1.GetString(element.Bytes.Span).Split('\\');
        for (int i = 0; i < values.Length; i++) values[i] = values[i].Trim(' ', '\0');
        return values;
    }

    /// <summary>The first whole number of an integer, integer-string or tag element; null when there is none.</summary>
    public static long? Integer(this DataSet set, Tag tag) => set.Find(tag)?.Integer(0);

    /// <summary>A whole number by position; null when there is none there.</summary>
    public static long? Integer(this Element element, int index)
    {
        if (element.Vr is Vr.IS or Vr.DS)
            return element.AsciiValues() is var texts && index < texts.Length
                && decimal.TryParse(texts[index], NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
                && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : null;
        int size = element.Vr is Vr.AT ? 4 : element.Vr.WordBytes();
        if (size == 1 || (long)(index + 1) * size > element.Bytes.Length) return null;
        var at = element.Bytes.Span.Slice(index * size, size);
        return element.Vr switch
        {
            Vr.US or Vr.OW => BinaryPrimitives.ReadUInt16LittleEndian(at),
            Vr.SS => BinaryPrimitives.ReadInt16LittleEndian(at),
            Vr.UL or Vr.OL => BinaryPrimitives.ReadUInt32LittleEndian(at),
            Vr.SL => BinaryPrimitives.ReadInt32LittleEndian(at),
            Vr.SV => BinaryPrimitives.ReadInt64LittleEndian(at),
            Vr.UV or Vr.OV => BinaryPrimitives.ReadUInt64LittleEndian(at) is var big and <= long.MaxValue ? (long)big : null,
            Vr.AT => ((long)BinaryPrimitives.ReadUInt16LittleEndian(at) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(at[2..]),
            _ => null,
        };
    }

    /// <summary>A number by position, from FL, FD, OF, OD, DS or any whole-number representation; null when there is none there.</summary>
    public static double? Number(this Element element, int index)
    {
        switch (element.Vr)
        {
            case Vr.FL or Vr.OF:
                return (index + 1L) * 4 <= element.Bytes.Length ? BinaryPrimitives.ReadSingleLittleEndian(element.Bytes.Span[(index * 4)..]) : null;
            case Vr.FD or Vr.OD:
                return (index + 1L) * 8 <= element.Bytes.Length ? BinaryPrimitives.ReadDoubleLittleEndian(element.Bytes.Span[(index * 8)..]) : null;
            case Vr.DS:
                return element.AsciiValues() is var texts && index < texts.Length
                    && double.TryParse(texts[index], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
            default:
                return element.Integer(index);
        }
    }

    /// <summary>How many numbers or tags a binary value holds; 0 for texts and sequences.</summary>
    public static int WordCount(this Element element) => element.Vr is Vr.AT ? element.Bytes.Length / 4
        : element.Vr.WordBytes() is var size and > 1 ? element.Bytes.Length / size : 0;
}
