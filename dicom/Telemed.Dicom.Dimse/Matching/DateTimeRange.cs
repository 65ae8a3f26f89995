using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>A date, a time, or a range of them as a query writes it (PS3.4 §C.2.2.2.5), both ends inclusive.</summary>
/// <param name="From">Lowest value in the normal form, padded with the lowest digits; null when it is open.</param>
/// <param name="To">Highest value, padded with the highest digits; null when it is open.</param>
public sealed record DateTimeRange(string? From, string? To)
{
    private const int DateDigits = 8;
    private const int TimeDigits = 12;   // HHMMSSFFFFFF

    /// <summary>Reads a key.</summary>
    /// <returns>Null when it is neither a value nor a range of the representation.</returns>
    public static DateTimeRange? Read(Vr vr, string key)
    {
        key = key.Trim();
        // A date and time may end in an offset from UTC, as -0500; the index and the modalities speak local time, so it is left out.
        if (vr is Vr.DT && key.Length > 14 && key[^5] is '+' or '-' && key.AsSpan(key.Length - 4).IndexOfAnyExceptInRange('0', '9') < 0
            && key.AsSpan(0, key.Length - 5).IndexOf('-') >= 0) key = key[..^5];
        int dash = key.IndexOf('-', StringComparison.Ordinal);
        var (from, to) = dash < 0 ? (key, key) : (key[..dash], key[(dash + 1)..]);
        if (from.Length + to.Length == 0) return null;
        var low = from.Length == 0 ? null : Pad(vr, from, '0');
        var high = to.Length == 0 ? null : Pad(vr, to, '9');
        return (from.Length > 0 && low is null) || (to.Length > 0 && high is null) ? null : new(low, high);
    }

    /// <summary>A value of an object lies in the range. A value cut short counts as its lowest.</summary>
    public bool Contains(string value)
    {
        var length = (From ?? To)!.Length;
        var normal = Digits(value);
        if (normal is null or { Length: 0 }) return false;
        normal = normal.Length > length ? normal[..length] : normal.PadRight(length, '0');
        return (From is null || string.CompareOrdinal(normal, From) >= 0) && (To is null || string.CompareOrdinal(normal, To) <= 0);
    }

    private static string? Pad(Vr vr, string value, char with)
    {
        int length = vr switch { Vr.DA => DateDigits, Vr.TM => TimeDigits, _ => DateDigits + TimeDigits };
        return Digits(value) is { Length: > 0 } digits && digits.Length <= length ? digits.PadRight(length, with) : null;
    }

    // Colons and dots between the parts are of the time before DICOM (PS3.5 §6.2).
    private static string? Digits(string value)
    {
        var digits = value.Replace(":", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        return digits.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? digits : null;
    }
}
