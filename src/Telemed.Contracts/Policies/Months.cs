using System.Globalization;

namespace Telemed.Contracts;

/// <summary>Months as numbers, year × 100 + month (202611), in China's time.</summary>
public static class Months
{
    /// <summary>The month of a day.</summary>
    public static int Of(DateOnly day) => day.Year * 100 + day.Month;

    /// <summary>The month that it was in China.</summary>
    public static int Of(DateTimeOffset at) => Of(ChinaTime.Day(at));

    /// <summary>The month before.</summary>
    public static int Before(int month) => month % 100 == 1 ? month - 100 + 11 : month - 1;

    /// <summary>The month after.</summary>
    public static int After(int month) => month % 100 == 12 ? month + 100 - 11 : month + 1;

    /// <summary>From one to the other, both among them.</summary>
    public static IEnumerable<int> Between(int from, int to)
    {
        for (var month = from; month <= to; month = After(month)) yield return month;
    }

    /// <summary>Last day: alliances are taken as they stood then.</summary>
    public static DateOnly LastDay(int month) => new(month / 100, month % 100, DateTime.DaysInMonth(month / 100, month % 100));

    /// <summary>From <c>2026-11</c>, or from a day in it, <c>2026-11-30</c>; null when it is no month.</summary>
    public static int? Parse(string? text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200 ? Of(day) : null;

    /// <summary>As the API writes it, <c>2026-11</c>.</summary>
    public static string Text(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 100:D4}-{month % 100:D2}");
}
