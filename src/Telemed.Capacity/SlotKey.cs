using System.Globalization;

namespace Telemed.Capacity;

/// <summary>Which place of which schedule at which local time. Written nowhere until a case holds it.</summary>
/// <param name="Start">Local time in China.</param>
/// <param name="Place">1 for the first of those at the same time.</param>
public readonly record struct SlotKey(string ScheduleId, DateTime Start, int Place)
{
    private const string StartFormat = "yyyyMMddHHmm";

    /// <summary>The day by which held slots are found: <c>20261123</c>.</summary>
    public string Day => DayOf(DateOnly.FromDateTime(Start));

    /// <summary>How a day is written in the read model.</summary>
    public static string DayOf(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The id of the slot; one slot has exactly one.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ScheduleId}-{Start.ToString(StartFormat, CultureInfo.InvariantCulture)}-{Place}");

    /// <summary>False for anything that is not the one way of writing a slot: a second spelling would be a second claim on the same place.</summary>
    public static bool TryParse(string id, out SlotKey key)
    {
        key = default;
        var place = id.LastIndexOf('-');
        var start = place > 0 ? id.LastIndexOf('-', place - 1) : -1;
        if (start <= 0
            || !DateTime.TryParseExact(id.AsSpan(start + 1, place - start - 1), StartFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            || !int.TryParse(id.AsSpan(place + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n)) return false;
        key = new(id[..start], at, n);
        return key.ToString() == id;
    }
}
