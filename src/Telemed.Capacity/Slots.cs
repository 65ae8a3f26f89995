using Telemed.Contracts;

namespace Telemed.Capacity;

/// <summary>A place in a clinic as its schedule offers it, whether held or not.</summary>
/// <param name="KeptUntil">Until then for primary care alone; null when never kept.</param>
public readonly record struct Slot(SlotKey Key, DateTimeOffset Start, TimeSpan Length, DateTimeOffset? KeptUntil)
{
    /// <summary>May the asking institution have it now, if nobody holds it?</summary>
    /// <param name="primary">The asking institution is primary care.</param>
    public CapacityRefusal? Refuses(bool primary, DateTimeOffset now) =>
        now >= Start ? CapacityRefusal.CapacityPast : !primary && now < KeptUntil ? CapacityRefusal.CapacityReserved : null;
}

/// <summary>What slots follow from a schedule. Pure: the same schedule, day and calendar give the same slots.</summary>
public static class Slots
{
    /// <summary>The slots of one local day, by time and place; none on a holiday of the region.</summary>
    public static IEnumerable<Slot> On(string scheduleId, ScheduleState schedule, DateOnly day, BusinessCalendar calendar)
    {
        if (schedule.PlanOn(day) is not { } plan || calendar.Holidays.Contains(day)) yield break;
        for (var n = 0; n < plan.PlacesADay; n++)
            yield return Make(plan, new(scheduleId, day.ToDateTime(plan.From).AddMinutes(n / plan.PerSlot * plan.SlotMinutes), n % plan.PerSlot + 1), n);
    }

    /// <summary>One slot; null where the schedule offers none at that time and place.</summary>
    public static Slot? Find(SlotKey key, ScheduleState schedule, BusinessCalendar calendar)
    {
        var day = DateOnly.FromDateTime(key.Start);
        if (schedule.PlanOn(day) is not { } plan || calendar.Holidays.Contains(day)) return null;
        var (nth, rest) = Math.DivRem((int)(key.Start - day.ToDateTime(plan.From)).TotalMinutes, plan.SlotMinutes);
        return rest == 0 && nth >= 0 && nth < plan.StartsADay && key.Place >= 1 && key.Place <= plan.PerSlot
            ? Make(plan, key, nth * plan.PerSlot + key.Place - 1)
            : null;
    }

    /// <summary>The moment of a local time in China.</summary>
    public static DateTimeOffset Moment(DateTime local) => new DateTimeOffset(local, ChinaTime.UtcOffset).ToUniversalTime();

    private static Slot Make(SchedulePlan plan, SlotKey key, int place)
    {
        var start = Moment(key.Start);
        return new(key, start, TimeSpan.FromMinutes(plan.SlotMinutes), plan.IsKept(place) ? start.AddHours(-plan.Quota.ReleaseHoursBefore) : null);
    }
}
