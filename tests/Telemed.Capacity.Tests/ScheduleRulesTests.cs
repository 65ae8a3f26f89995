using Telemed.Testing;
using static Telemed.Capacity.ScheduleEvent;
using static Telemed.Capacity.Tests.World;

namespace Telemed.Capacity.Tests;

public sealed class ScheduleRulesTests
{
    private static readonly Spec<ScheduleState, ScheduleEvent, ScheduleRefusal> Spec = new(ScheduleRules.Initial, ScheduleRules.Evolve);
    private static readonly Opened Opening = new("county", "内科", "p1", Plan, null);
    private static readonly SchedulePlan Afternoons = Plan with { From = new(14, 0), To = new(16, 0), ValidFrom = Monday.AddDays(7) };

    [Fact]
    public void A_schedule_is_opened_once() =>
        Spec.Given(Opening).When(s => ScheduleRules.Open(s, "county", "外科", null, Plan, null, [], Monday)).ThenRefused(ScheduleRefusal.ScheduleExists);

    [Fact]
    public void A_schedule_does_not_begin_in_the_past()
    {
        Spec.Given().When(s => Open(s, today: Monday.AddDays(1))).ThenRefused(ScheduleRefusal.DayPassed);
        Spec.Given().When(s => Open(s)).Then(Opening);
    }

    [Fact]
    public void A_practitioner_sits_in_one_place_at_a_time()
    {
        var other = Schedule(Plan with { Weekdays = [5], From = new(9, 45), To = new(11, 0) });
        Spec.Given().When(s => Open(s, other)).ThenRefused(ScheduleRefusal.PractitionerBusy);
        Spec.Given().When(s => Open(s, Schedule(Plan with { From = new(10, 0), To = new(11, 0) }))).Then(Opening);
        Spec.Given().When(s => Open(s, Schedule(Plan with { Weekdays = [6, 7] }))).Then(Opening);
    }

    [Fact]
    public void A_clinic_that_has_ended_or_moved_away_is_in_nobodys_way()
    {
        var moved = ScheduleRules.Evolve(Schedule(), new Changed(Afternoons));
        var later = Plan with { ValidFrom = Monday.AddDays(7) };
        Assert.True(moved.Meets(Plan, null));
        Assert.False(moved.Meets(later, null));
        Assert.False(Schedule(lastDay: Monday.AddDays(6)).Meets(later, null));
        Assert.True(Schedule(lastDay: Monday.AddDays(7)).Meets(later, null));
        Assert.False(Schedule(later).Meets(Plan, Monday.AddDays(6)));
    }

    [Fact]
    public void Other_hours_hold_from_their_day_and_replace_what_was_planned_behind_it()
    {
        var other = Afternoons with { SlotMinutes = 30, ValidFrom = Monday.AddDays(3) };
        var changed = Spec.Given(Opening, new Changed(Afternoons)).When(s => ScheduleRules.Change(s, other, [], Monday)).After;
        Assert.Equal([Plan.ValidFrom, other.ValidFrom], changed.Plans.Select(p => p.ValidFrom));
        Assert.Equal(15, changed.PlanOn(Monday.AddDays(2))!.SlotMinutes);
        Assert.Equal(30, changed.PlanOn(Monday.AddDays(3))!.SlotMinutes);
    }

    [Fact]
    public void A_change_neither_reaches_back_nor_behind_the_end()
    {
        var given = Spec.Given(Opening, new Ended(Monday.AddDays(6)));
        given.When(s => ScheduleRules.Change(s, Afternoons, [], Monday)).ThenRefused(ScheduleRefusal.AfterTheEnd);
        given.When(s => ScheduleRules.Change(s, Plan, [], Monday.AddDays(1))).ThenRefused(ScheduleRefusal.DayPassed);
        given.When(s => ScheduleRules.Change(s, Plan with { Weekdays = [1, 2, 3, 4, 5] }, [], Monday)).ThenNothing();
        Spec.Given().When(s => ScheduleRules.Change(s, Plan, [], Monday)).ThenRefused(ScheduleRefusal.ScheduleUnknown);
    }

    [Fact]
    public void An_end_can_be_put_off_unless_the_practitioner_sits_elsewhere_by_then()
    {
        var given = Spec.Given(Opening, new Ended(Monday.AddDays(6)));
        given.When(s => ScheduleRules.End(s, Monday.AddDays(20), [], Monday)).Then(new Ended(Monday.AddDays(20)));
        given.When(s => ScheduleRules.End(s, Monday.AddDays(20), [Schedule(Plan with { ValidFrom = Monday.AddDays(14) })], Monday))
            .ThenRefused(ScheduleRefusal.PractitionerBusy);
        given.When(s => ScheduleRules.End(s, Monday.AddDays(6), [], Monday)).ThenNothing();
        given.When(s => ScheduleRules.End(s, Monday, [], Monday.AddDays(2))).ThenRefused(ScheduleRefusal.DayPassed);
        given.When(s => ScheduleRules.End(s, Monday.AddDays(1), [], Monday.AddDays(2))).Then(new Ended(Monday.AddDays(1)));
    }

    [Fact]
    public void A_blocked_day_comes_back_when_the_block_goes()
    {
        var tuesday = Monday.AddDays(1);
        var blocked = Spec.Given(Opening).When(s => ScheduleRules.Block(s, tuesday, "外出进修", Monday));
        blocked.Then(new DayBlocked(tuesday, "外出进修"));
        Assert.Null(blocked.After.PlanOn(tuesday));
        Assert.NotNull(Spec.Given(Opening, new DayBlocked(tuesday, "外出进修")).When(s => ScheduleRules.Unblock(s, tuesday, Monday)).After.PlanOn(tuesday));
        Spec.Given(Opening).When(s => ScheduleRules.Block(s, Monday, "晚了", tuesday)).ThenRefused(ScheduleRefusal.DayPassed);
        Spec.Given(Opening, new DayBlocked(tuesday, "x")).When(s => ScheduleRules.Block(s, tuesday, "x", Monday)).ThenNothing();
    }

    private static Kernel.Decision<ScheduleEvent, ScheduleRefusal> Open(ScheduleState state, ScheduleState? other = null, DateOnly? today = null) =>
        ScheduleRules.Open(state, "county", "内科", "p1", Plan, null, other is null ? [] : [other], today ?? Monday);
}
