using Telemed.Contracts;
using Telemed.Examinations.Items;

namespace Telemed.Examinations.Mapping;

/// <summary>A standard item that an own code may mean.</summary>
/// <param name="Score">0 to 1; 1 for a known other name.</param>
public sealed record SuggestionView(string Code, string Name, double Score);

/// <summary>Standard items whose names are most like a name: a help for the steward, never a decision.</summary>
internal sealed class Suggestions(StandardItems items)
{
    private const int Most = 3;
    private const double Least = 0.3;
    private const double ByCode = 0.95;

    public IReadOnlyList<SuggestionView> For(string? name, string code, ResultCategory category, Language language) =>
    [
        .. items.Definitions.Where(d => d.Item.Category == category)
            .Select(d => (d.Item, Score: Score(d, name, code)))
            .Where(s => s.Score >= Least).OrderByDescending(s => s.Score).ThenBy(s => s.Item.Code, StringComparer.Ordinal).Take(Most)
            .Select(s => new SuggestionView(s.Item.Code, s.Item.Name.In(language), Math.Round(s.Score, 2))),
    ];

    private static double Score(ItemDefinition item, string? name, string code)
    {
        var ownCode = Plain(code);
        var best = Plain(item.Item.Code[(item.Item.Code.IndexOf('.', StringComparison.Ordinal) + 1)..]) == ownCode ? ByCode : 0;
        foreach (var known in item.Names)
        {
            var plain = Plain(known);
            if (plain == ownCode) best = Math.Max(best, ByCode);
            if (name is not null) best = Math.Max(best, Likeness(Plain(name), plain));
        }
        return best;
    }

    /// <summary>Share of single and paired characters that both have (Dice); order counts through the pairs.</summary>
    internal static double Likeness(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0) return 0;
        if (one == other) return 1;
        var (a, b) = (Parts(one), Parts(other));
        var common = 0;
        foreach (var (part, n) in a) common += Math.Min(n, b.GetValueOrDefault(part));
        return Math.Min(0.99, 2.0 * common / (a.Values.Sum() + b.Values.Sum()));
    }

    private static Dictionary<string, int> Parts(string text)
    {
        var parts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] > 0x2E7F) Add(text.Substring(i, 1));   // a Chinese character means something alone, a Latin letter does not
            if (i + 1 < text.Length) Add(text.Substring(i, 2));
        }
        return parts;

        void Add(string part) => parts[part] = parts.GetValueOrDefault(part) + 1;
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
