using System.Globalization;
using System.Text;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Tools;

/// <summary>Writes a data set for reading: tag, representation, value, name; one line for each element, items indented.</summary>
internal static class DataSetPrinter
{
    private const int MostCharacters = 80;
    private const int MostNumbers = 8;

    public static void Print(DataSet set, TextWriter output) => Print(set, CharacterSets.Of(set), "", output);

    private static void Print(DataSet set, CharacterSets sets, string indent, TextWriter output)
    {
        foreach (var element in set)
        {
            var name = DicomDictionary.TryFind(element.Tag, out var entry) ? entry.Keyword : element.Tag.IsPrivateCreator ? "PrivateCreator" : "";
            output.WriteLine($"{indent}{element.Tag} {element.Vr.Letters()} {Value(element, sets)}  # {name}");
            if (element.Items is not { } items) continue;
            foreach (var item in items)
            {
                output.WriteLine($"{indent}  item");
                Print(item, CharacterSets.Of(item, sets), indent + "    ", output);
            }
        }
    }

    private static string Value(Element element, CharacterSets sets)
    {
        if (element.Items is { } items) return $"{items.Count} item{(items.Count == 1 ? "" : "s")}";
        if (element.Fragments is { } fragments) return $"{fragments.Count} fragments";
        if (element.IsDeferred) return element.Length < 0 ? "encapsulated" : $"{element.Length} bytes";
        if (element.IsEmpty) return "(no value)";
        if (element.Vr.IsText()) return $"[{Printable(string.Join('\\', element.Texts(sets)))}]";
        var count = element.Vr is Vr.AT or Vr.FD or Vr.FL or Vr.SL or Vr.SS or Vr.SV or Vr.UL or Vr.US or Vr.UV ? element.WordCount() : 0;
        if (count == 0) return $"{element.Length} bytes";
        var numbers = Enumerable.Range(0, Math.Min(count, MostNumbers)).Select(i => element.Vr is Vr.AT
            ? Tag.From((uint)(element.Integer(i) ?? 0)).ToString()
            : (element.Number(i) ?? 0).ToString(CultureInfo.InvariantCulture));
        return string.Join('\\', numbers) + (count > MostNumbers ? $"… {count} values" : "");
    }

    // What a file holds must not move the cursor of who reads it.
    private static string Printable(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.Length > MostCharacters ? text.AsSpan(0, MostCharacters) : text) clean.Append(char.IsControl(c) ? '·' : c);
        return text.Length > MostCharacters ? clean.Append('…').ToString() : clean.ToString();
    }
}
