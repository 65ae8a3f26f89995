using System.Text;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>Texts of a data set in its declared, or detected, character sets.</summary>
public static class DataSetText
{
    /// <summary>The first value of a text element without padding; null when absent or empty.</summary>
    public static string? Text(this DataSet set, Tag tag, CharacterSets sets) =>
        set.Find(tag) is { } element && element.Texts(sets) is [{ Length: > 0 } first, ..] ? first : null;

    /// <summary>All values of a text element without padding; one for representations that may hold a backslash.</summary>
    public static string[] Texts(this Element element, CharacterSets sets)
    {
        if (element.Bytes.IsEmpty) return [];
        if (!element.Vr.UsesCharacterSet() && element.Vr != Vr.UN) return element.AsciiValues();
        // Split after decoding: the second byte of a Chinese or Japanese character may be a backslash.
        string text = sets.Decode(element.Bytes.Span, element.Vr);
        if (element.Vr.IsSingleText()) return [text.TrimEnd(' ', '\0')];
        var values = text.Split('\\');
        for (int i = 0; i < values.Length; i++) values[i] = values[i].Trim(' ', '\0');
        return values;
    }

    /// <summary>The same data set with every text in UTF-8, as ISO_IR 192 declares it; other values are the same memory.</summary>
    public static DataSet ToUtf8(this DataSet set)
    {
        var converted = Convert(set, CharacterSets.Of(set));
        converted.AddAscii(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");
        return converted;
    }

    private static DataSet Convert(DataSet set, CharacterSets sets)
    {
        var converted = new DataSet();
        foreach (var element in set)
        {
            if (element.Tag == Tags.SpecificCharacterSet) continue;
            if (element.Items is { } items) converted.Add(Element.Sequence(element.Tag, [.. items.Select(item => Convert(item, CharacterSets.Of(item, sets)))]));
            else converted.Add(element.Vr.UsesCharacterSet() && !Ascii.IsValid(element.Bytes.Span) || element.Bytes.Span.Contains(Iso2022.Escape) ? Convert(element, sets) : element);
        }
        return converted;
    }

    private static Element Convert(Element element, CharacterSets sets)
    {
        if (!element.Vr.UsesCharacterSet()) return element;
        string text = sets.Decode(element.Bytes.Span, element.Vr).TrimEnd(' ', '\0');
        var bytes = new byte[(System.Text.Encoding.UTF8.GetByteCount(text) + 1) & ~1];
        if (System.Text.Encoding.UTF8.GetBytes(text, bytes) < bytes.Length) bytes[^1] = (byte)' ';
        return new Element(element.Tag, element.Vr, bytes);
    }
}
