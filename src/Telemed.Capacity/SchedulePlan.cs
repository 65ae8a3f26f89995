using System.Text.Json.Serialization;

namespace Telemed.Capacity;

/// <summary>Places kept for primary care, and until when.</summary>
/// <param name="PrimaryShare">0 to 1 of a day's places, rounded up.</param>
/// <param name="ReleaseHoursBefore">So many hours before its start a kept place is anybody's.</param>
public sealed record Quota(decimal PrimaryShare, int ReleaseHoursBefore)
{
    /// <summary>Nothing is kept.</summary>
    public static Quota None { get; } = new(0, 0);
}

/// <summary>Weekly hours of a clinic from a day on.</summary>
/// <param name="Weekdays">1 Monday to 7 Sunday.</param>
/// <param name="From">Local time of the first slot.</param>
/// <param name="To">Local time by which the last slot has ended.</param>
/// <param name="SlotMinutes">Length of a slot.</param>
/// <param name="PerSlot">Patients at the same time.</param>
/// <param name="ValidFrom">First day of these hours.</param>
public sealed record SchedulePlan(IReadOnlyList<int> Weekdays, TimeOnly From, TimeOnly To, int SlotMinutes, int PerSlot, Quota Quota, DateOnly ValidFrom)
{
    /// <summary>Starts within a day.</summary>
    [JsonIgnore]
    public int StartsADay => (int)((To - From).TotalMinutes / SlotMinutes);

    /// <summary>Places within a day.</summary>
    [JsonIgnore]
    public int PlacesADay => StartsADay * PerSlot;

    /// <summary>Held on that weekday.</summary>
    public bool Runs(DateOnly day) => Weekdays.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek);

    /// <summary>Whether the n-th place of a day is kept for primary care: spread evenly, and never fewer than the share.</summary>
    /// <param name="place">0 to <see cref="PlacesADay"/> - 1, in the order of time.</param>
    public bool IsKept(int place) => decimal.Ceiling((place + 1) * Quota.PrimaryShare) > decimal.Ceiling(place * Quota.PrimaryShare);

    /// <summary>The same hours.</summary>
    public bool SameAs(SchedulePlan other) => this with { Weekdays = other.Weekdays } == other && Weekdays.SequenceEqual(other.Weekdays);

    /// <summary>Two clinics at one time.</summary>
    public bool Overlaps(SchedulePlan other) => From < other.To && other.From < To && Weekdays.Intersect(other.Weekdays).Any();
}

/// <summary>A day without this clinic: leave, a meeting, works in the house.</summary>
public sealed record DayBlock(DateOnly Day, string Reason);
