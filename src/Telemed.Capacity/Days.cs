using System.Globalization;
using Telemed.Contracts;

namespace Telemed.Capacity;

/// <summary>Local days as clients write them: <c>2026-11-23</c>.</summary>
internal static class Days
{
    private const int FirstYear = 2000;
    private const int LastYear = 2199;

    /// <summary>Null when it is no day, or none that anybody plans for.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= FirstYear and <= LastYear ? day : null;

    /// <summary>Tells what is wrong with a day.</summary>
    public static void Day(this FieldErrors errors, string field, string? text, bool required)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            if (required) errors.Required(field, (object?)null);
        }
        else if (Read(text) is null) errors.Add(field, "invalid", "日期格式为 2026-11-23", "A day is written 2026-11-23");
    }
}
