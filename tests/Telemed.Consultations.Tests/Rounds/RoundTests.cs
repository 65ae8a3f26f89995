using Telemed.Consultations.Rounds;
using Telemed.Contracts;
using static Telemed.Consultations.Rounds.CaseStanding;
using static Telemed.Consultations.Tests.Rounds.RoundWorld;
using static Telemed.Consultations.Tests.World;
using RoundDecision = Telemed.Kernel.Decision<Telemed.Consultations.Rounds.RoundEvent, Telemed.Consultations.Rounds.RoundRefusal>;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>From bed to bed, and every rule that forbids a step by its own name.</summary>
public sealed class RoundTests
{
    private static readonly DateTimeOffset Later = Ten.AddDays(1).AddHours(1);

    private static readonly Dictionary<string, (RoundRefusal Expected, Func<RoundDecision> Step)> Steps = new()
    {
        ["a plan by an office"] = (RoundRefusal.Forbidden, () => Round.Plan(RoundState.Initial, AskingOffice, "CF", Plan, Beds, Ten)),
        ["a second plan"] = (RoundRefusal.IllegalTransition, () => Round.Plan(Planned, World.Author, "CF", Plan, Beds, Ten)),
        ["a plan in the past"] = (RoundRefusal.BadTimes, () => Round.Plan(RoundState.Initial, World.Author, "CF", Plan, Beds, Ten.AddDays(3))),
        ["a plan that ends before it starts"] = (RoundRefusal.BadTimes, () => Round.Plan(RoundState.Initial, World.Author, "CF", Plan with { End = Plan.Start }, Beds, Ten)),
        ["a plan without patients"] = (RoundRefusal.PlacesMissing, () => Round.Plan(RoundState.Initial, World.Author, "CF", Plan, [], Ten)),
        ["a patient twice"] = (RoundRefusal.PlaceTwice, () => Round.Plan(RoundState.Initial, World.Author, "CF", Plan, [Beds[0], Beds[0]], Ten)),
        ["a patient who is in it"] = (RoundRefusal.PlaceTwice, () => Round.Add(Planned, World.Author, [Beds[1]], Ten)),
        ["too many patients"] = (RoundRefusal.TooManyPlaces, () => Round.Add(Planned, World.Author, [.. Enumerable.Range(10, 38).Select(n => new PlannedPlace($"c{n}", null, "1"))], Ten)),
        ["an order without one of them"] = (RoundRefusal.OrderIncomplete, () => Round.Reorder(Planned, World.Author, ["c1", "c2"], Ten)),
        ["an order with one twice"] = (RoundRefusal.OrderIncomplete, () => Round.Reorder(Planned, World.Author, ["c1", "c2", "c2"], Ten)),
        ["leaving out without reason"] = (RoundRefusal.ReasonMissing, () => Round.LeaveOut(Planned, World.Author, "c1", " ", Open, Ten)),
        ["leaving out someone else"] = (RoundRefusal.NotInRound, () => Round.LeaveOut(Planned, World.Author, "c9", "出院", Open, Ten)),
        ["leaving out who has a signed note"] = (RoundRefusal.AlreadySeen, () => Round.LeaveOut(Underway, World.Author, "c1", "出院", Signed, Later)),
        ["another hour in the past"] = (RoundRefusal.BadTimes, () => Round.Reschedule(Planned, World.Author, Ten, Later, Ten)),
        ["a cancellation without reason"] = (RoundRefusal.ReasonMissing, () => Round.Cancel(Planned, World.Author, null, Ten)),
        ["giving back without reason"] = (RoundRefusal.ReasonMissing, () => Round.GiveBack(Taken, Lead, " ", Ten)),
        ["an unknown specialist"] = (RoundRefusal.PractitionerUnknown, () => Round.Take(Planned, AskedOffice, null, Ten)),
        ["taking it for a colleague"] = (RoundRefusal.PractitionerUnknown, () => Round.Take(Planned, Bystander, First, Ten)),
        ["a specialist of another hospital"] = (RoundRefusal.PractitionerElsewhere, () => Round.Take(Planned, AskedOffice, First with { InstitutionId = "province" }, Ten)),
        ["taking what names another"] = (RoundRefusal.NamedForAnother, () => Round.Take(
            RoundState.Initial.After(s => Round.Plan(s, World.Author, "CF", Plan with { Invited = Plan.Invited with { PractitionerId = "p1" } }, Beds, Ten)), Bystander, Third, Ten)),
        ["a start where nobody is left"] = (RoundRefusal.NobodyLeft, () => Round.Start(Taken, Lead, With(Gone, "c1", "c2", "c3"), Later)),
        ["a step behind the last"] = (RoundRefusal.NobodyLeft, () => Round.Next(Underway, Lead, With(Signed, "c2", "c3"), Later)),
        ["a move to someone else"] = (RoundRefusal.NotInRound, () => Round.Move(Underway, Lead, "c9", AllOpen, Later)),
        ["a move to who is with another hospital"] = (RoundRefusal.CaseGone, () => Round.Move(Underway, Lead, "c2", With(Gone, "c2"), Later)),
        ["an end that says nothing of the unseen"] = (RoundRefusal.UnseenUnexplained, () => Round.Finish(Underway, Lead, [new("c2", "检查中"), new("c3", " ")], AllOpen, Later)),
        ["an end that calls someone else unseen"] = (RoundRefusal.NotInRound, () => Round.Finish(Underway, Lead, [new("c9", "检查中")], AllOpen, Later)),
        ["an end that calls a signed note unseen"] = (RoundRefusal.AlreadySeen, () => Round.Finish(Underway, Lead, [new("c1", "检查中")], With(Signed, "c1"), Later)),
    };

    public static TheoryData<string> Each => [.. Steps.Keys];

    [Theory, MemberData(nameof(Each))]
    public void A_rule_refuses_by_its_own_name(string step) => Assert.Equal(Steps[step].Expected, Assert.IsType<RoundDecision.Refused>(Steps[step].Step()).Reason);

    [Fact]
    public void Every_refusal_of_a_rule_is_met() =>
        Assert.Equal([RoundRefusal.CaseUnfit], Enum.GetValues<RoundRefusal>().Except(Steps.Values.Select(s => s.Expected)));   // said where the case is looked up

    [Fact]
    public void A_round_goes_through_the_beds_in_order_and_passes_over_who_is_settled()
    {
        var first = Underway;
        Assert.Equal("c1", first.Present);
        var third = first.After(s => Round.Next(s, Lead, With(Signed, "c2"), Later));
        Assert.Equal("c3", third.Present);
        var order = first.After(s => Round.Reorder(s, Lead, ["c3", "c1", "c2"], Later)).After(s => Round.Next(s, World.Author, AllOpen, Later));
        Assert.Equal("c2", order.Present);
        Assert.Equal("c3", order.After(s => Round.Next(s, Lead, AllOpen, Later)).Present);   // who was passed over comes behind the last
    }

    [Fact]
    public void A_move_goes_anywhere_and_back_and_once()
    {
        var there = Underway.After(s => Round.Move(s, Lead, "c3", AllOpen, Later));
        Assert.Equal("c3", there.Present);
        Assert.Same(RoundDecision.Nothing, Round.Move(there, Lead, "c3", AllOpen, Later));
        Assert.Equal("c1", there.After(s => Round.Move(s, Lead, "c1", With(Signed, "c1"), Later)).Present);
        Assert.Equal("c2", there.After(s => Round.Next(s, Lead, AllOpen, Later)).Present);
    }

    [Fact]
    public void Who_is_left_out_keeps_the_reason_and_may_come_back_at_the_end()
    {
        var without = Underway.After(s => Round.LeaveOut(s, World.Author, "c1", "外出检查", Open, Later));
        Assert.Null(without.Present);
        Assert.Equal(["c2", "c3"], without.Here.Select(p => p.CaseId));
        Assert.DoesNotContain("round-place:c1", without.Claims);
        Assert.Equal("外出检查", without.Places[0].LeftOut!.Reason);
        Assert.Same(RoundDecision.Nothing, Round.LeaveOut(without, World.Author, "c1", "外出检查", Open, Later));
        var back = without.After(s => Round.Add(s, World.Author, [Beds[0]], Later));
        Assert.Equal(["c2", "c3", "c1"], back.Here.Select(p => p.CaseId));
        Assert.Contains("round-place:c1", back.Claims);
    }

    [Fact]
    public void An_end_needs_a_reason_only_for_who_was_neither_visited_nor_settled()
    {
        var ended = Underway.After(s => Round.Finish(s, Lead, [new("c3", "检查中")], With(Gone, "c2"), Later));
        Assert.Equal((RoundStatus.Finished, null, "检查中"), (ended.Status, ended.Present, ended.Places[2].Unseen));
        Assert.Empty(ended.Claims);
    }

    [Fact]
    public void The_office_may_give_the_round_to_another_specialist()
    {
        Assert.Equal("p1", Taken.PractitionerId);
        Assert.Same(RoundDecision.Nothing, Round.Take(Taken, AskedOffice, First, Ten));
        Assert.Equal("p2", Taken.After(s => Round.Take(s, AskedOffice, Second, Ten)).PractitionerId);
    }

    [Theory]
    [InlineData("c1", Open, PlaceState.BeingSeen)]
    [InlineData("c1", Signed, PlaceState.Seen)]
    [InlineData("c2", Open, PlaceState.Waiting)]
    [InlineData("c2", Gone, PlaceState.Gone)]
    [InlineData("c2", Signed, PlaceState.Seen)]
    public void A_place_is_what_the_round_and_the_case_say(string caseId, CaseStanding standing, PlaceState expected) =>
        Assert.Equal(expected, Standings.Of(Underway, Underway.Places.Single(p => p.CaseId == caseId), standing));

    [Fact]
    public void A_visit_without_a_note_waits_for_the_note()
    {
        var moved = Underway.After(s => Round.Next(s, Lead, AllOpen, Later));
        Assert.Equal(PlaceState.NoteDue, Standings.Of(moved, moved.Places[0], Open));
        Assert.Equal(PlaceState.Waiting, Standings.Of(moved, moved.Places[0] with { Unseen = "外出" }, Open));
        Assert.Equal(PlaceState.LeftOut, Standings.Of(moved, moved.Places[0] with { LeftOut = new("外出", Later) }, Signed));
    }

    [Fact]
    public void A_case_stands_to_the_round_as_its_own_facts_say()
    {
        var ward = Request(ServiceKind.WardRound, ConsultationMode.Asynchronous);
        Assert.Equal(Open, Standings.Of(Planned, Submitted(ward)));
        Assert.Equal(Signed, Standings.Of(Planned, Released(ward)));
        Assert.Equal(Gone, Standings.Of(Planned, In("declined")));
        Assert.Equal(Gone, Standings.Of(Planned, Submitted(ward) with { Request = ward with { Invited = ward.Invited with { InstitutionId = "province" } } }));
        Assert.True(Standings.Fits(Submitted(ward), "township", "city"));
        Assert.False(Standings.Fits(Submitted(ward), "township", "province"));
        Assert.False(Standings.Fits(Submitted(ward), "village", "city"));
        Assert.False(Standings.Fits(Drafted(ward), "township", "city"));
        Assert.False(Standings.Fits(Released(ward), "township", "city"));
        Assert.False(Standings.Fits(Submitted(Request()), "township", "city"));
    }

    [Fact]
    public void An_order_that_is_so_already_is_no_fact() => Assert.Same(RoundDecision.Nothing, Round.Reorder(Planned, World.Author, ["c1", "c2", "c3"], Ten));

    private static ConsultationState In(string state) => World.In(state);
}
