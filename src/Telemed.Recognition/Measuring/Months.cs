using System.Globalization;
using Telemed.Contracts;

namespace Telemed.Recognition.Measuring;

/// <summary>Months as numbers (202611) and as the API writes them (2026-11).</summary>
internal static class Months
{
    public static int Of(DateTimeOffset at)
    {
        var day = ChinaTime.Day(at);
        return (day.Year * 100) + day.Month;
    }

    /// <summary>Null when it is none.</summary>
    public static int? Read(string? text) => DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day.Year * 100) + day.Month : null;

    public static string Name(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 100:D4}-{month % 100:D2}");
}
