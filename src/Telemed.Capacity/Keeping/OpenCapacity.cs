using Telemed.Contracts;

namespace Telemed.Capacity.Keeping;

/// <summary>What is free now, and for whom: schedules and wards of the read model less what cases hold.</summary>
internal sealed class OpenCapacity(CapacityTables tables, IDirectory directory, IPolicies policies) : ICapacity
{
    /// <summary>So many days ahead free slots are looked for.</summary>
    public const int DaysAhead = 84;

    private const int DaysAtOnce = 7;

    public (BookableCapacity? Found, CapacityRefusal? Refused) Find(string id, string institutionId, string forInstitutionId, DateTimeOffset now) =>
        SlotKey.TryParse(id, out var key) ? FindSlot(key, institutionId, IsPrimary(forInstitutionId), now)
        : WardRules.WardOf(id) is { } ward ? FindBed(id, ward, institutionId)
        : (null, CapacityRefusal.CapacityUnknown);

    public IReadOnlyList<BookableCapacity> NextFree(
        CapacityKind kind, string institutionId, string? department, string forInstitutionId, DateTimeOffset now, int limit, string? except = null) =>
        kind == CapacityKind.Bed
            ? [.. FreeBeds(institutionId, department).Where(b => b.Id != except).Take(limit)]
            : [.. FreeSlots(institutionId, department, IsPrimary(forInstitutionId), now).Where(s => s.Id != except).Take(limit)];

    public CapacityWaiting Waiting(string institutionId, string? department, string forInstitutionId, DateTimeOffset now) =>
        Waiting(institutionId, department, IsPrimary(forInstitutionId), now);

    /// <param name="primary">As for an institution of primary care.</param>
    public CapacityWaiting Waiting(string institutionId, string? department, bool primary, DateTimeOffset now)
    {
        var next = FreeSlots(institutionId, department, primary, now).FirstOrDefault()?.Start;
        return new(next, next is { } start ? ChinaTime.Day(start).DayNumber - ChinaTime.Day(now).DayNumber : null, FreeBeds(institutionId, department).Count());
    }

    /// <summary>Holidays of the region in which an institution lies, as of a day.</summary>
    public BusinessCalendar CalendarOf(string institutionId, DateOnly day) =>
        policies.For(directory.Institution(institutionId)?.AreaCode ?? "", Slots.Moment(day.ToDateTime(default))).Calendar;

    private (BookableCapacity?, CapacityRefusal?) FindSlot(SlotKey key, string institutionId, bool primary, DateTimeOffset now)
    {
        if (tables.Schedule(key.ScheduleId) is not { } schedule || schedule.State.InstitutionId != institutionId) return (null, CapacityRefusal.CapacityUnknown);
        var day = DateOnly.FromDateTime(key.Start);
        if (Slots.Find(key, schedule.State, CalendarOf(institutionId, day)) is not { } slot) return (null, CapacityRefusal.CapacityPast);
        var refusal = slot.Refuses(primary, now) ?? (tables.HeldSlots([key.ScheduleId], day, day).ContainsKey(key) ? CapacityRefusal.CapacityTaken : null);
        return (Bookable(slot, schedule.State), refusal);
    }

    private (BookableCapacity?, CapacityRefusal?) FindBed(string id, string wardId, string institutionId)
    {
        if (tables.Ward(wardId) is not { } ward || ward.State.InstitutionId != institutionId || WardRules.Find(ward.State, id, wardId) is not { } bed)
            return (null, CapacityRefusal.CapacityUnknown);
        CapacityRefusal? refusal = tables.HeldBeds(wardId).ContainsKey(id) ? CapacityRefusal.CapacityTaken : bed.Open ? null : CapacityRefusal.CapacityPast;
        return (Bookable(id, bed, ward.State), refusal);
    }

    /// <summary>Earliest first; primary care is offered what is kept for it before what others could have.</summary>
    private IEnumerable<BookableCapacity> FreeSlots(string institutionId, string? department, bool primary, DateTimeOffset now)
    {
        var today = ChinaTime.Day(now);
        var schedules = tables.Schedules(institutionId, department).Where(s => !(s.State.LastDay < today)).ToDictionary(s => s.Id, s => s.State);
        if (schedules.Count == 0) yield break;
        for (var ahead = 0; ahead < DaysAhead; ahead += DaysAtOnce)
        {
            var held = tables.HeldSlots(schedules.Keys, today.AddDays(ahead), today.AddDays(ahead + DaysAtOnce - 1));
            for (var day = today.AddDays(ahead); day < today.AddDays(ahead + DaysAtOnce); day = day.AddDays(1))
            {
                var calendar = CalendarOf(institutionId, day);
                var free = schedules.SelectMany(s => Slots.On(s.Key, s.Value, day, calendar)).Where(slot => slot.Refuses(primary, now) is null && !held.ContainsKey(slot.Key));
                foreach (var slot in free.OrderBy(s => s.Start).ThenBy(s => now < s.KeptUntil ? 0 : 1).ThenBy(s => s.Key.ScheduleId, StringComparer.Ordinal).ThenBy(s => s.Key.Place))
                    yield return Bookable(slot, schedules[slot.Key.ScheduleId]);
            }
        }
    }

    private IEnumerable<BookableCapacity> FreeBeds(string institutionId, string? department) =>
        from ward in tables.Wards(institutionId, department).OrderBy(w => w.State.Department, StringComparer.Ordinal).ThenBy(w => w.State.Ward, StringComparer.Ordinal)
        let held = tables.HeldBeds(ward.Id)
        from bed in ward.State.Beds
        let id = WardRules.BedId(ward.Id, bed.Label)
        where bed.Open && !held.ContainsKey(id)
        select Bookable(id, bed, ward.State);

    private bool IsPrimary(string institutionId) => directory.Institution(institutionId)?.IsPrimary == true;

    private BookableCapacity Bookable(Slot slot, ScheduleState schedule) => new(
        CapacityKind.Slot, slot.Key.ToString(), schedule.InstitutionId!, schedule.Department, slot.Start, slot.Length,
        schedule.PractitionerId is { } id ? directory.Practitioner(id)?.Name : null);

    private static BookableCapacity Bookable(string id, Bed bed, WardState ward) =>
        new(CapacityKind.Bed, id, ward.InstitutionId!, ward.Department, null, null, $"{ward.Ward} {bed.Label}");
}
