using Telemed.Capacity.Keeping;
using Telemed.Contracts;

namespace Telemed.Capacity.Listing;

/// <summary>A party with its name.</summary>
public sealed record Named(string Id, string? Name);

/// <summary>Hours as clients see them.</summary>
public sealed record PlanView(IReadOnlyList<int> Weekdays, string From, string To, int SlotMinutes, int PerSlot, Quota Quota, DateOnly ValidFrom);

/// <summary>A slot that a case holds and the schedule no longer offers: the office has to find another for it.</summary>
public sealed record AffectedSlot(string SlotId, DateTimeOffset Start, string CaseId);

/// <summary>A schedule as clients see it: the hours of today, and what changes later.</summary>
/// <param name="Affected">For the own institution alone: held slots that were withdrawn.</param>
public sealed record ScheduleView(
    string Id, string InstitutionId, string? InstitutionName, string Department, Named? Practitioner,
    IReadOnlyList<int> Weekdays, string From, string To, int SlotMinutes, int PerSlot, Quota Quota, DateOnly ValidFrom, DateOnly? ValidTo,
    IReadOnlyList<PlanView> Changes, IReadOnlyList<DayBlock> Blocks, IReadOnlyList<AffectedSlot>? Affected, long Version);

/// <summary>From schedules to what clients see.</summary>
internal sealed class ScheduleViews(CapacityTables tables, OpenCapacity capacity, IDirectory directory)
{
    public ScheduleView Of(string id, ScheduleState state, long version, Caller caller, DateTimeOffset now)
    {
        var today = ChinaTime.Day(now);
        var present = Math.Max(0, state.Plans.FindLastIndex(p => p.ValidFrom <= today));
        var plan = Plan(state.Plans[present]);
        return new(
            id, state.InstitutionId!, directory.Institution(state.InstitutionId!)?.Name, state.Department,
            state.PractitionerId is { } practitioner ? new(practitioner, directory.Practitioner(practitioner)?.Name) : null,
            plan.Weekdays, plan.From, plan.To, plan.SlotMinutes, plan.PerSlot, plan.Quota, plan.ValidFrom, state.LastDay,
            [.. state.Plans.Skip(present + 1).Select(Plan)], [.. state.Blocks.Where(b => b.Day >= today).OrderBy(b => b.Day)],
            caller.InstitutionId == state.InstitutionId ? Affected(id, state, today, now) : null, version);
    }

    private List<AffectedSlot> Affected(string id, ScheduleState state, DateOnly today, DateTimeOffset now) =>
    [
        .. from held in tables.HeldSlots([id], today, DateOnly.MaxValue)
           let start = Slots.Moment(held.Key.Start)
           where start > now && Slots.Find(held.Key, state, capacity.CalendarOf(state.InstitutionId!, DateOnly.FromDateTime(held.Key.Start))) is null
           orderby start, held.Key.Place
           select new AffectedSlot(held.Key.ToString(), start, held.Value),
    ];

    private static PlanView Plan(SchedulePlan plan) =>
        new(plan.Weekdays, $"{plan.From:HH:mm}", $"{plan.To:HH:mm}", plan.SlotMinutes, plan.PerSlot, plan.Quota, plan.ValidFrom);
}
