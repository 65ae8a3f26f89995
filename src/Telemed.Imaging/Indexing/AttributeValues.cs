using System.Globalization;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Indexing.Names;
using Telemed.Imaging.Querying;

namespace Telemed.Imaging.Indexing;

/// <summary>Values of objects in the form the index keeps: dates and times as digits, several values between backslashes.</summary>
internal static class AttributeValues
{
    private const int MaxCharacters = 1024;   // of one value; a text of a megabyte helps nobody find anything

    /// <summary>Null when the object does not have it or has nothing readable there.</summary>
    public static object? Read(DataSet set, CharacterSets sets, IndexedAttribute attribute)
    {
        if (attribute.Path.Inner is { } inner) return ReadInner(set, sets, attribute.Path.Tag, inner);
        if (attribute.Kind == MatchKind.Number) return set.Integer(attribute.Path.Tag);
        if (set.Find(attribute.Path.Tag) is not { } element) return null;
        var texts = element.Texts(sets);
        if (texts is not [{ } first, ..]) return null;
        string? value = attribute.Kind switch
        {
            MatchKind.List => Join(texts),
            MatchKind.Date => DicomTimes.Day(first),
            MatchKind.Time => DicomTimes.Time(first),
            MatchKind.Name => string.Join('\\', texts),
            _ => first,
        };
        return string.IsNullOrEmpty(value) ? null : value.Length > MaxCharacters ? value[..MaxCharacters] : value;
    }

    /// <summary>Values between and around backslashes, so that each can be found as a whole; null when all are empty.</summary>
    public static string? Join(IEnumerable<string> values)
    {
        string joined = string.Join('\\', values);
        return joined.AsSpan().Trim('\\').IsEmpty ? null : $"\\{joined}\\";
    }

    /// <summary>The values that <see cref="Join"/> joined.</summary>
    public static string[] Split(string joined) => joined.Length < 2 ? [] : joined[1..^1].Split('\\');

    /// <summary>The form in which a name column is compared.</summary>
    public static string? NameKey(object? value) => value is string text ? PersonNames.Key(text) : null;

    private static string? ReadInner(DataSet set, CharacterSets sets, Tag sequence, Tag inner)
    {
        if (set.Find(sequence)?.Items is not { Count: > 0 } items) return null;
        string? joined = Join(items.Select(item => item.Text(inner, CharacterSets.Of(item, sets))?.Replace('\\', ' ') ?? ""));
        return joined?.Length > MaxCharacters ? null : joined;
    }
}
