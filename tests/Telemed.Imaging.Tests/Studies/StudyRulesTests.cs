using Telemed.Imaging.Studies;
using static Telemed.Imaging.Studies.StudyEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Imaging.Studies.StudyEvent, Telemed.Imaging.Studies.StudyRefusal>;

namespace Telemed.Imaging.Tests.Studies;

public sealed class StudyRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly GlassBroken Broken = new("e1", "doctor", "county", EmergencyReason.Emergency, "chest pain", Noon, Noon.AddHours(4));

    [Fact]
    public void An_access_that_still_lasts_is_not_opened_twice_and_one_that_ended_is() => Assert.Multiple(
        () => Assert.Equal(Decision.Nothing, StudyRules.BreakGlass(After(Broken), Broken with { AccessId = "e2", At = Noon.AddHours(1) })),
        () => Happened(StudyRules.BreakGlass(After(Broken), Broken with { AccessId = "e2", At = Noon.AddHours(5) })),
        () => Happened(StudyRules.BreakGlass(After(Broken), Broken with { AccessId = "e2", AccountId = "other", At = Noon.AddHours(1) })));

    [Fact]
    public void Nobody_reviews_the_own_access_and_nobody_reviews_twice() => Assert.Multiple(
        () => Refused(StudyRefusal.OwnAccess, StudyRules.Review(After(Broken), "e1", "doctor", true, null)),
        () => Refused(StudyRefusal.NoSuchAccess, StudyRules.Review(After(Broken), "e9", "office", true, null)),
        () => Refused(StudyRefusal.AlreadyReviewed, StudyRules.Review(After(Broken, new EmergencyReviewed("e1", false, null)), "e1", "office", true, null)),
        () => Happened(StudyRules.Review(After(Broken), "e1", "office", false, "no")));

    [Fact]
    public void A_number_stands_for_one_patient_until_that_is_undone() => Assert.Multiple(
        () => Assert.Equal(Decision.Nothing, StudyRules.Match(After(new PatientMatched("p1")), "p1", "p1")),
        () => Refused(StudyRefusal.MatchedToAnother, StudyRules.Match(After(new PatientMatched("p1")), "p2", "p1")),
        () => Refused(StudyRefusal.MatchedToAnother, StudyRules.Match(After(), "p2", "p1")),
        () => Happened(StudyRules.Match(After(new PatientMatched("p1"), new PatientUnmatched("p1", "wrong")), "p2", null)),
        () => Refused(StudyRefusal.NotMatched, StudyRules.Unmatch(After(), "wrong")));

    [Fact]
    public void A_link_is_taken_back_once() => Refused(StudyRefusal.NoSuchShare, StudyRules.Revoke(After(new Shared("s1", "h", "p", Noon), new ShareRevoked("s1")), "s1"));

    private static StudyState After(params StudyEvent[] facts) => facts.Aggregate(StudyState.Initial, StudyRules.Aggregate.Evolve);

    private static void Happened(Decision decision) => Assert.NotEmpty(Assert.IsType<Decision.Happened>(decision).Events);

    private static void Refused(StudyRefusal reason, Decision decision) => Assert.Equal(reason, Assert.IsType<Decision.Refused>(decision).Reason);
}
