using System.Collections.Frozen;

namespace Telemed.Imaging.Indexing.Names;

/// <summary>How Chinese names are spelled, for finding them with a Latin keyboard.</summary>
internal static class Pinyin
{
    private const int MaxSpellings = 4;

    private static readonly Lazy<FrozenDictionary<char, string[]>> Readings = new(Load);

    /// <summary>Whole spellings without spaces, with every common reading of characters that have two; other characters stay.</summary>
    public static IReadOnlyList<string> Spell(string text) => Combine(text, reading => reading);

    /// <summary>First letters, as names are typed at a counter.</summary>
    public static IReadOnlyList<string> Initials(string text) => Combine(text, reading => reading[..1]);

    private static List<string> Combine(string text, Func<string, string> part)
    {
        List<string> spelled = [""];
        foreach (char c in text)
        {
            var parts = Readings.Value.TryGetValue(c, out var readings) ? readings.Select(part).Distinct().ToArray() : [c.ToString()];
            spelled = [.. spelled.SelectMany(before => parts.Select(next => before + next)).Take(MaxSpellings)];
        }
        return spelled;
    }

    private static FrozenDictionary<char, string[]> Load()
    {
        using var stream = typeof(Pinyin).Assembly.GetManifestResourceStream("pinyin.txt")
            ?? throw new InvalidOperationException("The table of pinyin is not part of the assembly.");
        using var reader = new StreamReader(stream);
        var readings = new Dictionary<char, string[]>(21_000);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            string reading = line[..space].TrimStart('+');
            foreach (char c in line.AsSpan(space + 1)) readings[c] = readings.TryGetValue(c, out var known) ? [.. known, reading] : [reading];
        }
        return readings.ToFrozenDictionary();
    }
}
