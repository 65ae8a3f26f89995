using Telemed.Contracts;
using Telemed.Governance;
using Telemed.Testing;
using RosterDecision = Telemed.Kernel.Decision<Telemed.Capacity.RosterEvent, Telemed.Capacity.RosterRefusal>;
using static Telemed.Capacity.RosterEvent;
using static Telemed.Capacity.Tests.World;

namespace Telemed.Capacity.Tests;

public sealed class RosterRulesTests
{
    private static readonly Spec<RosterState, RosterEvent, RosterRefusal> Spec = new(RosterRules.Initial, RosterRules.Evolve);
    private static readonly PolicyPack Pack = PolicyPacks.Embedded().For("520191", Ten);
    private static readonly ServiceKind[] Imaging = [ServiceKind.Imaging];
    private static readonly RosterEvent Opening = new Opened("county", Monday);

    private static readonly Practitioner Reader = new("r1", "影像医师", "county", "放射科", Title.Attending, "1", Monday.AddDays(5), new(2015, 1, 1)) { Scope = "医学影像和放射治疗专业" };

    private static readonly Practitioner[] Staff =
    [
        Reader,
        Reader with { Id = "r2", LicenceValidTo = new(2099, 1, 1) },
        Reader with { Id = "young", PractisingSince = new(2025, 1, 1), LicenceValidTo = new(2099, 1, 1) },
        Reader with { Id = "internist", Scope = "内科专业", LicenceValidTo = new(2099, 1, 1) },
        Reader with { Id = "unknownScope", Scope = null, LicenceValidTo = new(2099, 1, 1) },
        Reader with { Id = "assistant", Title = Title.Assistant },
        Reader with { Id = "gone", Active = false },
        Reader with { Id = "elsewhere", InstitutionId = "city" },
    ];

    [Fact]
    public void A_week_is_opened_with_its_first_shift_and_holds_all_of_a_step_or_none()
    {
        var (day, night) = (Day(1), Night(1, "r2"));
        Spec.Given().When(s => Add(s, day, night)).Then(Opening, new ShiftAdded(day), new ShiftAdded(night));
        Spec.Given(Opening, new ShiftAdded(day)).When(s => Add(s, night)).Then(new ShiftAdded(night));
        Spec.Given().When(s => Add(s, night, Day(2, "gone"))).ThenRefused(RosterRefusal.NotOfThisHouse);
    }

    [Fact]
    public void A_night_shift_runs_over_midnight_and_ends_before_the_day_shift()
    {
        var night = Night(1);
        Assert.Equal((At(1, 20), At(2, 8)), (night.Start, night.End));
        Assert.True(night.Covers(At(1, 20)) && night.Covers(At(2, 0)) && night.Covers(At(2, 7, 59)));
        Assert.False(night.Covers(At(1, 19, 59)) || night.Covers(At(2, 8)));
        Spec.Given(Opening, new ShiftAdded(night)).When(s => Add(s, Day(2, from: 7))).ThenRefused(RosterRefusal.ShiftsOverlap);
        Spec.Given(Opening, new ShiftAdded(night)).When(s => Add(s, Day(2, "r2", from: 7))).Then(new ShiftAdded(Day(2, "r2", from: 7)));
        Assert.Single(Spec.Given(Opening, new ShiftAdded(night)).When(s => Add(s, Day(2))).Events);
        var (whole, next) = (Of(1, 8, 8), Of(2, 8, 8));
        Assert.Equal(TimeSpan.FromDays(1), whole.End - whole.Start);
        Assert.False(whole.Meets(next));
    }

    [Fact]
    public void The_last_night_of_a_week_meets_the_first_morning_of_the_next()
    {
        var sunday = Night(6, "r2");
        var early = Day(7, "r2", from: 6);
        Spec.Given().When(s => RosterRules.Add(s, "county", [early], Around(sunday), Ten)).ThenRefused(RosterRefusal.ShiftsOverlap);
        Spec.Given().When(s => RosterRules.Add(s, "county", [early], Around(), Ten)).Then(new Opened("county", Monday.AddDays(7)), new ShiftAdded(early));
    }

    [Fact]
    public void A_licence_has_to_hold_on_the_last_day_that_a_shift_touches()
    {
        Assert.Equal(Monday.AddDays(5), Reader.LicenceValidTo);
        Spec.Given().When(s => Add(s, Day(5))).Then(Opening, new ShiftAdded(Day(5)));
        Spec.Given().When(s => Add(s, Night(5))).ThenRefused(RosterRefusal.LicenceOver);
        Spec.Given().When(s => Add(s, Day(6))).ThenRefused(RosterRefusal.LicenceOver);
        var untilMidnight = Of(5, 16, 0);
        Spec.Given().When(s => Add(s, untilMidnight)).Then(Opening, new ShiftAdded(untilMidnight));
    }

    [Theory]
    [InlineData("nobody", RosterRefusal.NotOfThisHouse)]
    [InlineData("gone", RosterRefusal.NotOfThisHouse)]
    [InlineData("elsewhere", RosterRefusal.NotOfThisHouse)]
    [InlineData("assistant", RosterRefusal.TitleBelowService)]
    [InlineData("young", RosterRefusal.PracticeBelowService)]
    [InlineData("internist", RosterRefusal.OutOfScope)]
    [InlineData("unknownScope", null)]
    [InlineData("r2", null)]
    public void Nobody_is_on_duty_for_what_they_could_not_be_assigned(string who, RosterRefusal? refusal)
    {
        var result = Spec.Given().When(s => Add(s, Day(1, who)));
        if (refusal is { } why) result.ThenRefused(why);
        else Assert.Equal(2, result.Events.Count);
    }

    [Fact]
    public void What_is_over_stays_as_it_was()
    {
        var over = Of(0, 6, 9);
        Spec.Given().When(s => Add(s, over)).ThenRefused(RosterRefusal.EndsInThePast);
        var given = Spec.Given(Opening, new ShiftAdded(over));
        given.When(s => Change(s, over with { To = new(12, 0) })).ThenRefused(RosterRefusal.ShiftOver);
        given.When(s => RosterRules.Remove(s, over.Id, Ten)).ThenRefused(RosterRefusal.ShiftOver);
    }

    [Fact]
    public void A_shift_that_runs_can_end_at_another_time_and_nothing_else()
    {
        var runs = Of(0, 8, 20);
        var given = Spec.Given(Opening, new ShiftAdded(runs));
        given.When(s => RosterRules.Remove(s, runs.Id, Ten)).ThenRefused(RosterRefusal.ShiftBegun);
        given.When(s => Change(s, runs with { PractitionerId = "r2" })).ThenRefused(RosterRefusal.ShiftBegun);
        given.When(s => Change(s, runs with { From = new(9, 0) })).ThenRefused(RosterRefusal.ShiftBegun);
        given.When(s => Change(s, runs with { To = new(9, 0) })).ThenRefused(RosterRefusal.EndsInThePast);
        var shorter = runs with { To = new(10, 0), Line = DutyLine.Backup };
        given.When(s => Change(s, shorter)).Then(new ShiftChanged(shorter));
    }

    [Fact]
    public void A_planned_shift_is_changed_within_its_week_or_removed()
    {
        var (first, second) = (Day(1), Day(2));
        var given = Spec.Given(Opening, new ShiftAdded(first), new ShiftAdded(second));
        given.When(s => Change(s, first)).ThenNothing();
        given.When(s => Change(s, first with { Services = [ServiceKind.Imaging] })).ThenNothing();
        given.When(s => Change(s, first with { Day = Monday.AddDays(7) })).ThenRefused(RosterRefusal.OtherWeek);
        given.When(s => Change(s, first with { Day = second.Day })).ThenRefused(RosterRefusal.ShiftsOverlap);
        var other = first with { PractitionerId = "r2", To = new(12, 0) };
        Assert.Equal([other, second], given.When(s => Change(s, other)).After.Shifts);
        Assert.Equal([second], given.When(s => RosterRules.Remove(s, first.Id, Ten)).After.Shifts);
        given.When(s => RosterRules.Remove(s, "20261123-none", Ten)).ThenRefused(RosterRefusal.ShiftUnknown);
    }

    [Fact]
    public void A_week_is_copied_as_far_as_its_people_can_and_never_twice()
    {
        var from = Week(Day(0, "r2"), Day(1, "r2"), Day(4), Night(6, "r2"));
        var there = Of(8, 8, 20, "r2") with { Id = "there" };   // Tuesday of the next week stands already
        var next = new RosterState("county", Monday.AddDays(7), [there]);
        var (decision, left) = Copy(from, next);
        var copies = Assert.IsType<Kernel.Decision<RosterEvent, RosterRefusal>.Happened>(decision).Events.Cast<ShiftAdded>().Select(a => (a.Shift.PractitionerId, a.Shift.Day)).ToArray();
        Assert.Equal([("r2", Monday.AddDays(7)), ("r2", Monday.AddDays(13))], copies);
        Assert.Equal([("r1", RosterRefusal.LicenceOver)], left.Select(l => (l.Shift.PractitionerId, l.Why)));
        var after = Assert.IsType<Kernel.Decision<RosterEvent, RosterRefusal>.Happened>(decision).Events.Aggregate(next, RosterRules.Evolve);
        Assert.Equal(Kernel.Decision<RosterEvent, RosterRefusal>.Nothing, Copy(from, after).Decision);
        Assert.Equal(RosterRefusal.WeekEmpty, Assert.IsType<Kernel.Decision<RosterEvent, RosterRefusal>.Refused>(Copy(RosterRules.Initial, next).Decision).Reason);
    }

    [Fact]
    public void A_shift_tells_its_week_and_an_invented_id_none()
    {
        Assert.Equal(Monday, RosterRules.WeekOf(RosterRules.ShiftId(Monday, "abc")));
        Assert.Null(RosterRules.WeekOf("20261124-abc"));   // a Tuesday
        Assert.Null(RosterRules.WeekOf("abc"));
        Assert.Equal("a-house", RosterRules.InstitutionOf(RosterRules.IdOf("a-house", Monday)));
        Assert.All(Enumerable.Range(0, 7), d => Assert.Equal(Monday, RosterRules.MondayOf(Monday.AddDays(d))));
    }

    private static Shift Of(int day, int from, int to, string who = "r1") => new($"20261123-{day}{from}{who}", who, Imaging, Monday.AddDays(day), new(from, 0), new(to, 0), DutyLine.First);

    private static Shift Day(int day, string who = "r1", int from = 8) => Of(day, from, 20, who);

    private static Shift Night(int day, string who = "r1") => Of(day, 20, 8, who);

    private static RosterState Week(params Shift[] shifts) => new("county", Monday, [.. shifts]);

    private static DutySurroundings Around(params Shift[] others) => new(id => Staff.FirstOrDefault(p => p.Id == id), Pack, others);

    private static RosterDecision Add(RosterState state, params Shift[] shifts) => RosterRules.Add(state, "county", shifts, Around(), Ten);

    private static RosterDecision Change(RosterState state, Shift shift) => RosterRules.Change(state, shift, Around(), Ten);

    private static (RosterDecision Decision, IReadOnlyList<LeftOut> Left) Copy(RosterState from, RosterState to) =>
        RosterRules.CopyWeek(from, to, Monday.AddDays(7), s => $"copy-{s.Id}", Around([.. from.Shifts]), Ten);
}
