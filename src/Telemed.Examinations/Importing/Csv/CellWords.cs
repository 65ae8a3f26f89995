using System.Collections.Frozen;
using System.Globalization;
using Telemed.Contracts;
using Telemed.Examinations.Reporting;

namespace Telemed.Examinations.Importing.Csv;

/// <summary>Reads cells as hospitals fill them: times of China without offset, categories and flags in Chinese, signs of laboratories.</summary>
internal static class CellWords
{
    private static readonly string[] Times =
    [
        "yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy-M-d", "yyyy/M/d H:m:s", "yyyy/M/d H:m", "yyyy/M/d", "yyyyMMddHHmmss", "yyyyMMddHHmm", "yyyyMMdd", "yyyy.M.d H:m", "yyyy.M.d",
        "yyyy年M月d日 H:m:s", "yyyy年M月d日 H:m", "yyyy年M月d日", "yyyy-M-dTH:m:s", "yyyy-M-dTH:m:s.FFFFFFF", "yyyy-M-dTH:m",
    ];

    private static readonly FrozenDictionary<string, ResultCategory> Categories = new Dictionary<string, ResultCategory>(StringComparer.OrdinalIgnoreCase)
    {
        ["检验"] = ResultCategory.Lab,
        ["化验"] = ResultCategory.Lab,
        ["影像"] = ResultCategory.Imaging,
        ["放射"] = ResultCategory.Imaging,
        ["检查"] = ResultCategory.Imaging,
        ["心电"] = ResultCategory.Ecg,
        ["心电图"] = ResultCategory.Ecg,
        ["超声"] = ResultCategory.Ultrasound,
        ["病理"] = ResultCategory.Pathology,
        ["其他"] = ResultCategory.Other,
        ["其它"] = ResultCategory.Other,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Flags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["high"] = "high",
        ["h"] = "high",
        ["↑"] = "high",
        ["高"] = "high",
        ["偏高"] = "high",
        ["low"] = "low",
        ["l"] = "low",
        ["↓"] = "low",
        ["低"] = "low",
        ["偏低"] = "low",
        ["critical"] = "critical",
        ["危急"] = "critical",
        ["危急值"] = "critical",
        ["危"] = "critical",
        ["hh"] = "critical",
        ["ll"] = "critical",
        ["↑↑"] = "critical",
        ["↓↓"] = "critical",
        ["positive"] = "positive",
        ["阳性"] = "positive",
        ["pos"] = "positive",
        ["+"] = "positive",
        ["negative"] = "negative",
        ["阴性"] = "negative",
        ["neg"] = "negative",
        ["-"] = "negative",
        ["正常"] = "",
        ["n"] = "",
        ["normal"] = "",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>False for what is no time; an empty cell is none.</summary>
    public static bool Time(string? cell, out DateTimeOffset? at)
    {
        at = null;
        if (cell is null) return true;
        if (DateTime.TryParseExact(cell, Times, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var local) && local.Year > 1)
            at = new DateTimeOffset(local, ChinaTime.UtcOffset);
        else if (cell.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var said)) at = said;
        return at is not null;
    }

    /// <summary>The word of the category; the cell itself when it is none.</summary>
    public static string? Category(string? cell) => cell is not null && Categories.TryGetValue(cell, out var category) ? Words<ResultCategory>.Of(category) : cell;

    /// <summary>The word of the flag; the cell itself when it is none, null for a normal value.</summary>
    public static string? Flag(string? cell) => cell is null ? null : Flags.TryGetValue(cell, out var flag) ? (flag.Length == 0 ? null : flag) : cell;

    /// <summary>Lower and upper limit of <c>3.5-5.3</c>, <c>3.5～5.3</c>, <c>&lt;5</c>.</summary>
    public static (string? Low, string? High) Range(string? cell)
    {
        if (cell is null) return default;
        if (cell[0] is '<' or '＜' or '≤') return (null, Part(cell[1..]));
        if (cell[0] is '>' or '＞' or '≥') return (Part(cell[1..]), null);
        var dash = cell.IndexOfAny(['-', '～', '~', '—', '–'], 1);
        return dash > 0 ? (Part(cell[..dash]), Part(cell[(dash + 1)..].TrimStart('-', '—', '–'))) : default;
    }

    private static string? Part(string text) => text.Trim() is { Length: > 0 } part ? part : null;
}
