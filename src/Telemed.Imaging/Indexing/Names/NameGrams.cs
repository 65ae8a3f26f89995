using System.Globalization;

namespace Telemed.Imaging.Indexing.Names;

/// <summary>Pieces of a name by which it is found from its middle: three Latin letters at a time, each other character alone.</summary>
internal static class NameGrams
{
    private const int Letters = 3;

    /// <summary>All pieces of a name's key, as words of letters and digits with spaces between them.</summary>
    public static string Of(IEnumerable<string> keys) => string.Join(' ', keys.SelectMany(Pieces).Distinct());

    /// <summary>What a name that fits the pattern must have, as FTS5 asks for it; null when the pattern says too little.</summary>
    public static string? Wanted(string pattern)
    {
        var pieces = pattern.Split(['*', '?']).SelectMany(Pieces).Distinct().ToList();
        return pieces.Count == 0 ? null : string.Join(" AND ", pieces);
    }

    private static IEnumerable<string> Pieces(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i])) yield return Word(text.AsSpan(i, 1));
            else if (i + Letters <= text.Length && System.Text.Ascii.IsValid(text.AsSpan(i, Letters))) yield return Word(text.AsSpan(i, Letters));
        }
    }

    /// <summary>Digits, because the tokenizer would take spaces and signs away.</summary>
    private static string Word(ReadOnlySpan<char> piece)
    {
        var word = new System.Text.StringBuilder("x", 1 + piece.Length * 4);
        foreach (char c in piece) word.Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        return word.ToString();
    }
}
