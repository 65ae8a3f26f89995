using Telemed.Contracts;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests;

/// <summary>A case that goes back with the ward round it is in.</summary>
public sealed class GiveBackTests
{
    private static readonly DateTimeOffset Later = Ten.AddHours(3);
    private static readonly ConsultationRequest Bedside = Request(ServiceKind.WardRound, ConsultationMode.Asynchronous);

    private static ConsultationState Claimed(ConsultationRequest request) => Submitted(request).After(s => Consultation.Claim(s, Lead, First, Pack, Ten));

    private static ConsultationState Scheduled => Claimed(Request(ServiceKind.WardRound)).After(s => Consultation.Schedule(s, Lead, Ten.AddHours(1), Ten.AddHours(2), null, Ten));

    private static readonly Dictionary<string, Func<ConsultationState>> Held = new()
    {
        ["claimed"] = () => Claimed(Bedside),
        ["assigned by the office"] = () => Accepted(Bedside).After(s => Consultation.Assign(s, AskedOffice, ["p1"], "p1", [First], Pack, Ten)),
        ["with a date"] = () => Scheduled,
        ["with a draft"] = () => Claimed(Bedside).After(s => Consultation.DraftOpinion(s, Lead, Opinion, Ten)),
    };

    private static readonly Dictionary<string, Func<ConsultationState>> Others = new()
    {
        ["nobody's"] = () => Submitted(Bedside),
        ["another's"] = () => Submitted(Bedside).After(s => Consultation.Claim(s, Expert, Second, Pack, Ten)),
        ["a team's"] = () => Assigned(Bedside),
        ["begun"] = () => Scheduled.After(s => Consultation.StartSession(s, Lead, Ten.AddHours(1))),
        ["met, with a draft due"] = () => Scheduled.After(s => Consultation.StartSession(s, Lead, Ten.AddHours(1))).After(s => Consultation.FinishSession(s, Lead, Pack, Ten.AddHours(2))),
        ["signed"] = () => Held["with a draft"]().After(s => Consultation.Sign(s, Lead, 1, First, "jws", Pack, Ten)),
        ["withdrawn"] = () => Claimed(Bedside).After(s => Consultation.Withdraw(s, World.Author, null, Ten)),
    };

    public static TheoryData<string> EachHeld => [.. Held.Keys];

    public static TheoryData<string> EachOther => [.. Others.Keys];

    [Theory, MemberData(nameof(EachHeld))]
    public void It_waits_to_be_arranged_anew_and_can_be_taken_by_another(string held)
    {
        var back = Held[held]().After(s => Consultation.GiveBack(s, "p1", Lead, Pack, Later));
        Assert.Equal((ConsultationStatus.Accepted, 0, null, null, null), (back.Status, back.Assigned.Count, back.Lead, back.Session, back.Draft));
        var clock = back.Clocks.Single(c => c.Name == ClockNames.Arrange);
        Assert.True(clock.Running && clock.DueAt > Later, $"{clock}");
        var taken = back.After(s => Consultation.Claim(s, Expert, Second, Pack, Later));
        Assert.Equal((ConsultationStatus.Assigned, "p2"), (taken.Status, taken.Lead));
        Assert.Same(Decision.Nothing, Consultation.GiveBack(back, "p1", Lead, Pack, Later));
    }

    [Theory, MemberData(nameof(EachOther))]
    public void What_is_not_held_alone_or_is_begun_stays(string other) => Assert.Same(Decision.Nothing, Consultation.GiveBack(Others[other](), "p1", Lead, Pack, Later));

    [Fact]
    public void Where_a_question_is_open_the_answer_leads_to_nobody()
    {
        var back = Claimed(Bedside).After(s => Consultation.RequestInfo(s, Lead, "体温？", Pack, Ten)).After(s => Consultation.GiveBack(s, "p1", Lead, Pack, Later));
        Assert.Equal((ConsultationStatus.NeedsInfo, 0), (back.Status, back.Assigned.Count));
        Assert.Equal((true, false), (back.Clocks.Single(c => c.Name == ClockNames.Information).Running, back.Clocks.Single(c => c.Name == ClockNames.Arrange).Running));
        var answered = back.After(s => Consultation.ProvideInfo(s, World.Author, "38.1", [], [], Pack, Later));
        Assert.Equal((ConsultationStatus.Accepted, true), (answered.Status, answered.Clocks.Single(c => c.Name == ClockNames.Arrange).Running));
        Assert.Same(Decision.Nothing, Consultation.GiveBack(back, "p1", Lead, Pack, Later));
    }
}
