using Telemed.Contracts;
using static Telemed.Consultations.ConsultationEvent;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests;

public sealed class ClocksTests
{
    public static TheoryData<ServiceKind, Urgency> Rules
    {
        get
        {
            var data = new TheoryData<ServiceKind, Urgency>();
            foreach (var kind in Enum.GetValues<ServiceKind>())
                foreach (var urgency in Enum.GetValues<Urgency>()) data.Add(kind, urgency);
            return data;
        }
    }

    [Theory, MemberData(nameof(Rules))]
    public void Each_clock_starts_with_submission_and_breaks_as_its_rule_says(ServiceKind kind, Urgency urgency)
    {
        var state = Submitted(Request(kind, ConsultationMode.Asynchronous, urgency));
        string[] names = [ClockNames.Triage, ClockNames.Answer, ClockNames.Fallback, ClockNames.Expiry, ClockNames.Report];
        foreach (var name in names)
        {
            var rule = Pack.Clock(kind, urgency, name);
            var clock = state.Clocks.SingleOrDefault(c => c.Name == name);
            Assert.Equal(rule is null, clock is null);
            if (rule is null) continue;
            Assert.Equal(Pack.Due(rule, Ten), clock!.DueAt);
            Assert.Equal(Decision.Nothing, Consultation.FireClock(state, name, clock.DueAt.AddTicks(-1)));
            var broken = state.After(s => Consultation.FireClock(s, name, clock.DueAt));
            Assert.Equal(clock.DueAt, broken.Clocks.Single(c => c.Name == name).BreachedAt);
            Assert.Equal(rule.Effect == BreachEffect.OfferSecondHospital, broken.SecondHospitalOffered);
            Assert.Equal(rule.Effect == BreachEffect.Expire, broken.Status == ConsultationStatus.Expired);
            Assert.Empty(((Decision.Happened)Consultation.FireClock(broken, name, clock.DueAt.AddHours(1))).Events);
        }
    }

    [Fact]
    public void Breach_of_an_escalating_clock_escalates()
    {
        var state = Submitted(Request(urgency: Urgency.Emergency));
        var facts = ((Decision.Happened)Consultation.FireClock(state, ClockNames.Answer, Ten.AddMinutes(15))).Events;
        Assert.Collection(facts,
            f => Assert.Equal(new ClockBreached("answer", BreachEffect.Escalate, Ten.AddMinutes(15), Ten.AddMinutes(15)), f),
            f => Assert.Equal(new Escalated("answer", Ten.AddMinutes(15)), f));
    }

    [Fact]
    public void Acceptance_meets_the_answer_clocks_and_starts_the_next()
    {
        var clocks = Submitted(Request()).After(s => Consultation.Accept(s, AskedOffice, Pack, Ten.AddHours(1))).Clocks.ToDictionary(c => c.Name);
        Assert.Equal(Ten.AddHours(1), clocks["answer"].MetAt);
        Assert.Equal(Ten.AddHours(1), clocks["expiry"].MetAt);
        Assert.True(clocks["arrange"].Running);
        Assert.True(clocks["report"].Running);
    }

    [Fact]
    public void Waiting_for_the_other_side_stops_every_clock_and_the_answer_lets_them_run_on()
    {
        var asked = Submitted(Request(urgency: Urgency.Emergency)).After(s => Consultation.RequestInfo(s, AskedOffice, "？", Pack, Ten.AddMinutes(4)));
        var clocks = asked.Clocks.ToDictionary(c => c.Name);
        Assert.Equal(Ten.AddMinutes(4), clocks["triage"].MetAt);
        Assert.Equal(TimeSpan.FromMinutes(11), clocks["answer"].Remaining);
        Assert.True(clocks["information"].Running);
        Assert.Equal(Decision.Nothing, Consultation.FireClock(asked, "answer", Ten.AddDays(1)));

        var told = asked.After(s => Consultation.ProvideInfo(s, World.Author, "180", [], [], Pack, Ten.AddMinutes(34)));
        Assert.Equal(Ten.AddMinutes(45), told.Clocks.Single(c => c.Name == "answer").DueAt);
        Assert.Equal(Ten.AddMinutes(34), told.Clocks.Single(c => c.Name == "information").MetAt);
    }

    [Fact]
    public void A_question_never_answered_ends_the_case()
    {
        var asked = In("needsInfo");
        var clock = asked.Clocks.Single(c => c.Name == "information");
        Assert.Equal(ConsultationStatus.Expired, asked.After(s => Consultation.FireClock(s, "information", clock.DueAt)).Status);
    }

    [Fact]
    public void A_clock_already_over_when_it_is_paused_has_nothing_left()
    {
        var late = Submitted(Request(urgency: Urgency.Emergency)).After(s => Consultation.RequestInfo(s, AskedOffice, "？", Pack, Ten.AddHours(2)));
        Assert.All(late.Clocks.Where(c => c.Remaining is not null && c.DueAt < Ten.AddHours(2)), c => Assert.Equal(TimeSpan.Zero, c.Remaining));
    }

    [Fact]
    public void A_session_starts_the_clock_of_the_signature_and_release_that_of_the_decision()
    {
        Assert.True(In("opinionDraft").Clocks.Single(c => c.Name == "signature").Running);
        var released = In("released").Clocks.ToDictionary(c => c.Name);
        Assert.NotNull(released["signature"].MetAt);
        Assert.NotNull(released["report"].MetAt);
        Assert.True(released["decision"].Running);
        Assert.NotNull(In("adopted").Clocks.Single(c => c.Name == "decision").MetAt);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("declined")]
    [InlineData("withdrawn")]
    [InlineData("expired")]
    [InlineData("noShow")]
    [InlineData("converted")]
    public void An_ended_case_has_no_running_clock(string state) => Assert.DoesNotContain(In(state).Clocks, c => c.StoppedAt is null);

    [Fact]
    public void Another_hospital_gets_the_whole_time_again()
    {
        var again = In("declined").After(s => Actions.Try(s, ConsultationAction.Redirect, World.Author, Ten.AddHours(1)));
        Assert.Equal(Pack.Due(Pack.Clock(ServiceKind.Clinical, Urgency.Routine, "answer")!, Ten.AddHours(1)), again.Clocks.Single(c => c.Name == "answer").DueAt);
        Assert.Equal([new PreviouslyInvited("city", "noCapacity", Ten.AddHours(1))], again.Previous);
    }
}
