using System.Collections.Immutable;
using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Capacity.ScheduleEvent;

namespace Telemed.Capacity;

/// <summary>Stored facts of a schedule (排班). Names and members are the storage format: add, never rename.</summary>
public abstract record ScheduleEvent
{
    private ScheduleEvent() { }

    /// <param name="LastDay">Inclusive; null while open.</param>
    public sealed record Opened(string InstitutionId, string Department, string? PractitionerId, SchedulePlan Plan, DateOnly? LastDay) : ScheduleEvent;

    /// <summary>Other hours from <see cref="SchedulePlan.ValidFrom"/> on, in place of all that was planned from that day.</summary>
    public sealed record Changed(SchedulePlan Plan) : ScheduleEvent;
    public sealed record Ended(DateOnly LastDay) : ScheduleEvent;
    public sealed record DayBlocked(DateOnly Day, string Reason) : ScheduleEvent;
    public sealed record DayUnblocked(DateOnly Day) : ScheduleEvent;
}

/// <summary>Why a step on a schedule is refused.</summary>
public enum ScheduleRefusal
{
    [Refusal("没有此排班", "No such schedule", 404)]
    ScheduleUnknown,

    [Refusal("该排班已用其他内容建立", "This schedule exists with other particulars")]
    ScheduleExists,

    [Refusal("只能变更今天及以后的排班", "Only today and later days can be changed")]
    DayPassed,

    [Refusal("结束日期早于开始日期", "It would end before it begins")]
    EndsBeforeStart,

    [Refusal("变更日期晚于排班的最后一天", "The schedule has ended by that day")]
    AfterTheEnd,

    [Refusal("该医师在同一时间已有其他排班", "This practitioner has another clinic at that time")]
    PractitionerBusy,
}

/// <summary>A schedule as decisions and slots read it.</summary>
/// <param name="InstitutionId">Null before it is opened.</param>
/// <param name="Plans">By first day; each holds until the next.</param>
/// <param name="LastDay">Inclusive; null while open.</param>
/// <param name="Blocks">By day.</param>
public sealed record ScheduleState(
    string? InstitutionId, string Department, string? PractitionerId, ImmutableList<SchedulePlan> Plans, DateOnly? LastDay, ImmutableList<DayBlock> Blocks)
{
    /// <summary>The hours on that day; null when there is no clinic. Holidays of the region are not looked at.</summary>
    public SchedulePlan? PlanOn(DateOnly day) =>
        !(LastDay < day) && !Blocks.Exists(b => b.Day == day) && Plans.FindLast(p => p.ValidFrom <= day) is { } plan && plan.Runs(day) ? plan : null;

    /// <summary>Does a clinic with these hours and last day ever meet this one?</summary>
    public bool Meets(SchedulePlan plan, DateOnly? lastDay)
    {
        for (var i = 0; i < Plans.Count; i++)
        {
            var until = i + 1 < Plans.Count ? Plans[i + 1].ValidFrom.AddDays(-1) : LastDay;
            if (Plans[i].Overlaps(plan) && !(until < plan.ValidFrom) && !(lastDay < Plans[i].ValidFrom)) return true;
        }
        return false;
    }
}

/// <summary>The rules of a schedule. Whoever holds a slot keeps it: no rule here takes one away.</summary>
public static class ScheduleRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "schedule";

    public static ScheduleState Initial { get; } = new(null, "", null, [], null, []);

    public static Aggregate<ScheduleState, ScheduleEvent, ScheduleRefusal> Aggregate { get; } = new(Category, Initial, Evolve, new(Category));

    /// <param name="others">Other schedules of the same practitioner.</param>
    public static ScheduleDecision Open(
        ScheduleState state, string institutionId, string department, string? practitionerId, SchedulePlan plan, DateOnly? lastDay,
        IEnumerable<ScheduleState> others, DateOnly today) =>
        state.InstitutionId is not null ? ScheduleRefusal.ScheduleExists
        : lastDay < plan.ValidFrom ? ScheduleRefusal.EndsBeforeStart
        : plan.ValidFrom < today ? ScheduleRefusal.DayPassed
        : others.Any(o => o.Meets(plan, lastDay)) ? ScheduleRefusal.PractitionerBusy
        : new Opened(institutionId, department, practitionerId, plan, lastDay);

    /// <param name="others">Other schedules of the same practitioner.</param>
    public static ScheduleDecision Change(ScheduleState state, SchedulePlan plan, IEnumerable<ScheduleState> others, DateOnly today) =>
        state.InstitutionId is null ? ScheduleRefusal.ScheduleUnknown
        : plan.ValidFrom < today ? ScheduleRefusal.DayPassed
        : state.LastDay < plan.ValidFrom ? ScheduleRefusal.AfterTheEnd
        : state.Plans[^1].SameAs(plan) ? ScheduleDecision.Nothing
        : others.Any(o => o.Meets(plan, state.LastDay)) ? ScheduleRefusal.PractitionerBusy
        : new Changed(plan);

    /// <summary>Ends after that day; yesterday ends it at once, a later day than before lets it go on.</summary>
    /// <param name="others">Other schedules of the same practitioner.</param>
    public static ScheduleDecision End(ScheduleState state, DateOnly lastDay, IEnumerable<ScheduleState> others, DateOnly today) =>
        state.InstitutionId is null ? ScheduleRefusal.ScheduleUnknown
        : state.LastDay == lastDay ? ScheduleDecision.Nothing
        : lastDay < today.AddDays(-1) ? ScheduleRefusal.DayPassed
        : state.LastDay < lastDay && others.Any(o => o.Meets(state.Plans[^1], lastDay)) ? ScheduleRefusal.PractitionerBusy
        : new Ended(lastDay);

    public static ScheduleDecision Block(ScheduleState state, DateOnly day, string reason, DateOnly today) =>
        state.InstitutionId is null ? ScheduleRefusal.ScheduleUnknown
        : state.Blocks.Exists(b => b.Day == day) ? ScheduleDecision.Nothing
        : day < today ? ScheduleRefusal.DayPassed : new DayBlocked(day, reason);

    public static ScheduleDecision Unblock(ScheduleState state, DateOnly day, DateOnly today) =>
        state.InstitutionId is null ? ScheduleRefusal.ScheduleUnknown
        : !state.Blocks.Exists(b => b.Day == day) ? ScheduleDecision.Nothing
        : day < today ? ScheduleRefusal.DayPassed : new DayUnblocked(day);

    public static ScheduleState Evolve(ScheduleState state, ScheduleEvent fact) => fact switch
    {
        Opened e => state with { InstitutionId = e.InstitutionId, Department = e.Department, PractitionerId = e.PractitionerId, Plans = [e.Plan], LastDay = e.LastDay },
        Changed e => state with { Plans = state.Plans.RemoveAll(p => p.ValidFrom >= e.Plan.ValidFrom).Add(e.Plan) },
        Ended e => state with { LastDay = e.LastDay },
        DayBlocked e => state with { Blocks = state.Blocks.Add(new(e.Day, e.Reason)) },
        DayUnblocked e => state with { Blocks = state.Blocks.RemoveAll(b => b.Day == e.Day) },
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
