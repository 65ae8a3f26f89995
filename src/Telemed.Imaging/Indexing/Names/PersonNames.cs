using System.Globalization;
using System.Text;

namespace Telemed.Imaging.Indexing.Names;

/// <summary>Names of persons (VR PN, PS3.5 §6.2.1) in the forms in which they are compared.</summary>
internal static class PersonNames
{
    /// <summary>Upper case, components with single spaces between them, groups and several names with <c>=</c> between them; null when nothing is left.</summary>
    public static string? Key(string name)
    {
        string key = string.Join('=', name.Split(['=', '\\']).Select(GroupKey).Where(group => group.Length > 0));
        return key.Length == 0 ? null : key;
    }

    /// <summary>What a patient is found by: each group as it is, and the fuzzy forms.</summary>
    public static IReadOnlyCollection<NameEntry> Entries(string name)
    {
        var entries = new HashSet<NameEntry>();
        bool hasCharacters = name.Any(IsHan);
        foreach (string group in name.Split('='))
        {
            string key = GroupKey(group);
            if (key.Length == 0) continue;
            entries.Add(new(NameForm.Exact, key));
            AddFuzzy(entries, key, hasCharacters);
        }
        return entries;
    }

    /// <summary>The fuzzy forms that a query's name may be the beginning of.</summary>
    public static IReadOnlyCollection<NameEntry> Wanted(string query)
    {
        var wanted = new HashSet<NameEntry>();
        foreach (string group in query.Split('='))
        {
            string compact = Compact(GroupKey(group).Replace("*", "", StringComparison.Ordinal).Replace("?", "", StringComparison.Ordinal));
            if (compact.Length == 0) continue;
            wanted.Add(new(NameForm.Fuzzy, compact));
            // A name that was sent in Latin letters only is found by its characters too; one that has characters must have these.
            if (compact.Any(IsHan))
                foreach (string spelled in Pinyin.Spell(compact)) wanted.Add(new(NameForm.Latin, spelled));
        }
        return wanted;
    }

    private static void AddFuzzy(HashSet<NameEntry> entries, string key, bool hasCharacters)
    {
        string compact = Compact(key);
        var components = key.Split(' ').Select(Compact).Where(component => component.Length > 0).ToArray();
        entries.Add(new(NameForm.Fuzzy, compact));
        entries.Add(new(NameForm.Fuzzy, string.Concat(components.Reverse())));
        foreach (string component in components) entries.Add(new(NameForm.Fuzzy, component));
        if (key.Any(IsHan))
        {
            foreach (string spelled in Pinyin.Spell(compact)) entries.Add(new(NameForm.Fuzzy, spelled));
            foreach (string initials in Pinyin.Initials(compact)) entries.Add(new(NameForm.Fuzzy, initials));
        }
        else if (!hasCharacters)
        {
            entries.Add(new(NameForm.Latin, compact));
        }
        if (components.Length > 1 && !key.Any(IsHan)) entries.Add(new(NameForm.Fuzzy, string.Concat(components.Select(component => component[0]))));
    }

    private static string GroupKey(string group) => string.Join(' ', Fold(group).Split(['^', ' ', '\u3000', '·'], StringSplitOptions.RemoveEmptyEntries));

    private static string Compact(string key) => string.Concat(key.Where(char.IsLetterOrDigit));

    /// <summary>Upper case; full-width letters become half-width. Accents stay, since two names may differ by them alone.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (char c in text) folded.Append(char.ToUpper(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c, CultureInfo.InvariantCulture));
        return folded.ToString();
    }

    private static bool IsHan(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' || char.IsSurrogate(c);
}

/// <summary>One way in which a name is found.</summary>
internal readonly record struct NameEntry(NameForm Form, string Key);

/// <summary>What a key of a name is.</summary>
internal enum NameForm
{
    /// <summary>A component group, upper case.</summary>
    Exact = 0,
    /// <summary>Without separators, in other orders, spelled in pinyin, as initials.</summary>
    Fuzzy = 1,
    /// <summary>The letters of a name that was sent without characters.</summary>
    Latin = 2,
}
