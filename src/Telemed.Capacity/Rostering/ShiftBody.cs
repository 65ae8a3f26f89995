using System.Globalization;
using Telemed.Capacity.Listing;
using Telemed.Contracts;

namespace Telemed.Capacity.Rostering;

/// <summary>A shift as the client sends it; every member may be missing.</summary>
/// <param name="Day">The day on which it begins, <c>2026-11-23</c>.</param>
/// <param name="Days">Several days of one week in its place: the same hours on each.</param>
/// <param name="From">Local time, <c>20:00</c>.</param>
/// <param name="To">Local time; of the next day when it is not later than <paramref name="From"/>.</param>
/// <param name="Line"><c>first</c> or <c>backup</c>; the first when left out.</param>
public sealed record ShiftBody(string? PractitionerId, IReadOnlyList<string>? Services, string? Day, IReadOnlyList<string>? Days, string? From, string? To, string? Line)
{
    private const int DaysOfWeek = 7;

    internal void Validate(FieldErrors errors, bool several)
    {
        errors.Required("practitionerId", PractitionerId, 80);
        if (Services is not { Count: > 0 }) errors.Required("services", (object?)null);
        else if (Services.Any(s => ListWaiting.ServiceOf(s) is null)) errors.Unknown("services");
        if (several && Days is { Count: > 0 }) CheckDays(errors, Days);
        else errors.Day("day", Day, required: true);
        Hour(errors, "from", From);
        Hour(errors, "to", To);
        if (!string.IsNullOrEmpty(Line) && LineOf(Line) is null) errors.Unknown("line");
    }

    /// <summary>The days meant, each once; only after <see cref="Validate"/>.</summary>
    internal IReadOnlyList<DateOnly> AllDays() => Days is { Count: > 0 } days ? [.. days.Select(d => Capacity.Days.Read(d)!.Value).Distinct().Order()] : [Capacity.Days.Read(Day)!.Value];

    /// <summary>The shift of one of the days; only after <see cref="Validate"/>.</summary>
    internal Shift ToShift(string id, DateOnly day) => new(
        id, PractitionerId!, [.. Services!.Select(s => ListWaiting.ServiceOf(s)!.Value).Distinct().Order()], day, Time(From)!.Value, Time(To)!.Value, LineOf(Line) ?? DutyLine.First);

    private static void CheckDays(FieldErrors errors, IReadOnlyList<string> texts)
    {
        var days = texts.Select(Capacity.Days.Read).ToArray();
        if (days.Length > DaysOfWeek || days.Contains(null)) errors.Add("days", "invalid", "最多七天，日期格式为 2026-11-23", "Seven days at most, each written 2026-11-23");
        else if (days.Select(d => RosterRules.MondayOf(d!.Value)).Distinct().Count() > 1) errors.Add("days", "several-weeks", "须在同一周内", "All in one week");
    }

    private static void Hour(FieldErrors errors, string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) errors.Required(field, (object?)null);
        else if (Time(text) is null) errors.Add(field, "invalid", "时间格式为 08:00", "A time is written 08:00");
    }

    private static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static DutyLine? LineOf(string? text) => text switch { "first" => DutyLine.First, "backup" => DutyLine.Backup, _ => null };
}
