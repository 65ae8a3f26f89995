using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Dimse;

/// <summary>Whether an object answers to the keys of a query (PS3.4 §C.2.2.2). Pure; for worklists and other small sets, and to hold a database's answers against.</summary>
public static class AttributeMatching
{
    /// <summary>Every key matches. Keys of zero length match everything; of several values one must match.</summary>
    /// <param name="keys">The identifier of the query.</param>
    /// <param name="candidate">The object.</param>
    public static bool Matches(DataSet keys, DataSet candidate) =>
        Matches(keys, CharacterSets.Of(keys), candidate, CharacterSets.Of(candidate));

    private static bool Matches(DataSet keys, CharacterSets keySets, DataSet candidate, CharacterSets candidateSets)
    {
        foreach (var key in keys)
        {
            if (key.Tag == Tags.SpecificCharacterSet || key.Tag == Tags.QueryRetrieveLevel || key.Tag == Tags.TimezoneOffsetFromUtc || key.Tag.IsGroupLength) continue;
            var value = candidate.Find(key.Tag);
            var matches = key.Vr is Vr.SQ || key.Items is not null
                ? MatchesItem(key, keySets, value, candidateSets)
                : MatchesValue(key, keySets, value, candidateSets);
            if (!matches) return false;
        }
        return true;
    }

    // Sequence matching (§C.2.2.2.6): one item of the object must match the one item of the key.
    private static bool MatchesItem(Element key, CharacterSets keySets, Element? value, CharacterSets candidateSets)
    {
        if (key.Items is not [{ Count: > 0 } wanted, ..]) return true;
        if (value?.Items is not { Count: > 0 } items) return wanted.All(IsUniversal);
        return items.Any(item => Matches(wanted, CharacterSets.Of(wanted, keySets), item, CharacterSets.Of(item, candidateSets)));
    }

    private static bool MatchesValue(Element key, CharacterSets keySets, Element? value, CharacterSets candidateSets)
    {
        if (IsUniversal(key)) return true;
        if (value is null || value.IsEmpty) return false;
        if (!key.Vr.IsText()) return key.Vr.WordBytes() > 1 ? key.Integer(0) is { } number && Enumerable.Range(0, value.WordCount()).Any(i => value.Integer(i) == number)
            : key.Bytes.Span.SequenceEqual(value.Bytes.Span);
        var wanted = key.Texts(keySets);
        var present = value.Texts(candidateSets);
        return wanted.Any(w => present.Any(p => MatchesText(key.Vr, w, p)));
    }

    /// <summary>One text against one key: equal, in the range, by wildcards or as a name, as the representation asks for.</summary>
    public static bool MatchesText(Vr vr, string key, string value) => vr switch
    {
        Vr.DA or Vr.TM or Vr.DT => DateTimeRange.Read(vr, key) is { } range && range.Contains(value),
        Vr.PN => NameMatching.Matches(key, value),
        Vr.UI => key == value,
        Vr.IS or Vr.DS => decimal.TryParse(key, System.Globalization.CultureInfo.InvariantCulture, out var wanted)
            && decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var present) && wanted == present,
        Vr.AS => key == value,
        _ => Wildcards.Matches(key, value),
    };

    private static bool IsUniversal(Element key) =>
        key.Items is { } items ? items.All(item => item.All(IsUniversal))
        : key.IsEmpty || key.Vr.IsText() && key.Bytes.Span.Trim(" \0"u8) is [] or [(byte)'*'];
}
