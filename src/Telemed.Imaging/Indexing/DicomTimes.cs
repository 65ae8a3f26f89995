using System.Globalization;

namespace Telemed.Imaging.Indexing;

/// <summary>Dates and times of day in the one form that sorts by time (PS3.5 §6.2), also from the older ways to write them.</summary>
internal static class DicomTimes
{
    /// <summary>Eight digits, from <c>20260801</c> or <c>2026.08.01</c>; null for anything else.</summary>
    public static string? Day(string text)
    {
        string digits = text.Trim().Replace(".", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return digits.Length == 8 && DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? digits : null;
    }

    /// <summary>Two to six digits with a fraction or not, from <c>101530.25</c> or <c>10:15:30</c>; null for anything else.</summary>
    public static string? Time(string text)
    {
        string time = text.Trim().Replace(":", "", StringComparison.Ordinal);
        int point = time.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? time : time[..point];
        bool valid = whole.Length is 2 or 4 or 6 && whole.All(char.IsAsciiDigit) && (point < 0 || whole.Length == 6 && point < time.Length - 1 && time.Length - point <= 7)
            && time.AsSpan(point + 1).IndexOfAnyExceptInRange('0', '9') < 0
            && string.CompareOrdinal(whole[..2], "24") < 0 && (whole.Length < 4 || string.CompareOrdinal(whole[2..4], "60") < 0)
            && (whole.Length < 6 || string.CompareOrdinal(whole[4..6], "61") < 0);
        return valid ? time : null;
    }
}
