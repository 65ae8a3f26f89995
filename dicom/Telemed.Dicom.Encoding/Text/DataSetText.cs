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
}
