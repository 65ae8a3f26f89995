using Telemed.Contracts;
using static Telemed.Referrals.ReferralRefusal;
using static Telemed.Referrals.Tests.World;

namespace Telemed.Referrals.Tests;

/// <summary>Rules beyond the table: each forbids one step by its own name.</summary>
public sealed class RefusalsTests
{
    private static readonly DateTimeOffset Later = Ten.AddHours(3);
    private static readonly ReferralRequest Up = Request();
    private static readonly Caller Asker = World.Author;

    private static readonly Dictionary<string, (ReferralRefusal Expected, Func<Decision> Step)> Steps = new()
    {
        ["no receiver"] = (ReceiverMissing, () => Send(Up with { To = new(null, "内科") })),
        ["an unknown receiver"] = (ReceiverUnknown, () => Send(Up, a => a with { Between = null })),
        ["no department"] = (DepartmentMissing, () => Send(Up with { To = new("county", " ") })),
        ["no reason"] = (ReasonCodeMissing, () => Send(Up with { ReasonCode = null })),
        ["a reason of the other direction"] = (ReasonCodeUnknown, () => Send(Up with { ReasonCode = "stable" })),
        ["a reason that needs a word"] = (CommentMissing, () => Send(Up with { ReasonCode = "other" })),
        ["an unknown criterion"] = (CriterionUnknown, () => Send(Up with { Criteria = ["downStable"] })),
        ["no impression"] = (ImpressionMissing, () => Send(Up with { Summary = Up.Summary with { Impression = "" } })),
        ["no present illness"] = (PresentIllnessMissing, () => Send(Up with { Summary = Up.Summary with { PresentIllness = null } })),
        ["no diagnosis"] = (DiagnosisMissing, () => Send(Up with { Diagnoses = [] })),
        ["nobody"] = (PatientUnknown, () => Send(Up, a => a with { Patient = null })),
        ["an unchecked identity"] = (IdentityUnchecked, () => Send(Up, a => a with { Patient = Patient with { IdentityChecked = false } })),
        ["a minor without guardian"] = (GuardianMissing, () => Send(Up, a => a with { Patient = Patient with { BirthDate = new(2015, 1, 1) } })),
        ["a minor with the own consent"] = (GuardianConsentNeeded, () => Send(Up, a => a with { Patient = Patient with { BirthDate = new(2015, 1, 1), HasGuardian = true } })),
        ["no consent"] = (ConsentMissing, () => Send(Up with { Consent = null })),
        ["a consent of tomorrow"] = (ConsentInFuture, () => Send(Up with { Consent = Up.Consent! with { At = Ten.AddDays(1) } })),
        ["an emergency basis in routine"] = (EmergencyBasisNotAllowed, () => Send(Up with { Consent = Up.Consent! with { Basis = ConsentBasis.Emergency } })),
        ["to itself"] = (OwnInstitution, () => Send(Up, a => a with { Between = UpPair with { To = Township } })),
        ["from where nobody is connected"] = (ReferringNotConnected, () => Send(Up, a => a with { From = Township with { Status = ConnectionStatus.Suspended } })),
        ["to where nobody is connected"] = (ReceiverNotConnected, () => Send(Up, a => a with { Between = UpPair with { To = County with { Status = ConnectionStatus.Registered } } })),
        ["to an imaging centre"] = (ReceiverTakesNoPatients, () => Send(Up, a => a with { Between = UpPair with { To = County with { Ownership = Ownership.ThirdParty } } })),
        ["up to the own level"] = (DirectionDoesNotFit, () => Send(Up, a => a with { Between = new(Township, Neighbour, true, null) })),
        ["across the city without agreement"] = (NoAgreement, () => Send(Up with { RelationReason = "专科" }, a => a with { Between = new(Township, Far, false, null) })),
        ["past the county without a word"] = (NearerReceiverFirst, () => Send(Up, a => a with { Between = new(Township, Province, false, null) })),
        ["across counties where the pack forbids it"] = (ReceiverNotAllowed, () => Send(Up with { RelationReason = "近" }, a => a with
        {
            Pack = Governance.PolicyPacks.Embedded().For("370102", Ten),
            Between = new(Township, Province, false, null),
        })),
        ["by nobody of the staff"] = (AuthorNotPractitioner, () => Send(Up, a => a with { AuthorAs = Asking with { Active = false } })),
        ["with an expired licence"] = (AuthorLicenceExpired, () => Send(Up, a => a with { AuthorAs = Asking with { LicenceValidTo = new(2026, 11, 22) } })),
        ["from a consultation that was not converted"] = (ConsultationNotConverted, () => Send(Up with { ConsultationId = "c-1" })),
        ["from a conversion that names another referral"] = (ConsultationNotConverted, () => Send(Up with { ConsultationId = "c-1" }, a => a with { Conversion = new("patient", "township", "another") })),
        ["a plan without text for a direct return"] = (PlanMissing, () => Send(Request(direction: ReferralDirection.Down) with { Plan = new(null, " ", null, []) }, a => a with { Between = UpPair with { Origin = true } })),
        ["a question without text"] = (TextMissing, () => Referral.RequestInfo(In("submitted"), AskedOffice, " ", Pack, Later)),
        ["a decline without reason"] = (ReasonCodeMissing, () => Referral.Decline(In("submitted"), AskedOffice, null, null, null, Pack, Later)),
        ["a decline with a reason of the other direction"] = (ReasonCodeUnknown, () => Referral.Decline(In("submitted"), AskedOffice, "notStable", "x", null, Pack, Later)),
        ["a decline whose reason needs a comment"] = (CommentMissing, () => Referral.Decline(In("submitted"), AskedOffice, "treatableBelow", null, null, Pack, Later)),
        ["a redirection to where it is"] = (IllegalTransition, () => Referral.Redirect(In("declined"), Asker, new("county", "内科"), null, UpPair, Pack, Later)),
        ["a redirection without department"] = (DepartmentMissing, () => Referral.Redirect(In("declined"), Asker, new("city", null), null, new(Township, City, false, null), Pack, Later)),
        ["a redirection to nowhere"] = (ReceiverUnknown, () => Referral.Redirect(In("declined"), Asker, new("nowhere", "内科"), null, null, Pack, Later)),
        ["a redirection across cities without agreement"] = (NoAgreement, () => Referral.Redirect(In("declined"), Asker, new("far", "内科"), null, new(Township, Far, false, null), Pack, Later)),
        ["a contest without reason"] = (TextMissing, () => Referral.Contest(In("declined"), Asker, "", Pack, Later)),
        ["a booking of nothing"] = (PlaceMissing, () => Referral.Reserve(In("accepted"), AskedOffice, null, Pack, Later)),
        ["not arrived before the booked time"] = (TooEarly, () => Referral.MarkNotArrived(In("accepted").After(s => Referral.Reserve(s, AskedOffice, Slot, Pack, Ten)), AskedOffice, null, Later)),
        ["an end without summary"] = (SummaryMissing, () => Referral.Complete(In("underCare"), Doctor1, Summary with { Course = "" }, Pack, Later)),
        ["a return from care without summary"] = (SummaryMissing, () => Return(In("underCare"), Plan)),
        ["a return without a plan"] = (PlanMissing, () => Return(In("completed"), new(null, null, null, []))),
        ["a follow-up planned for today"] = (BadFollowUp, () => Return(In("completed"), Plan with { FollowUps = [new(new(2026, 11, 23), "测血压")] })),
        ["a follow-up planned for nothing"] = (BadFollowUp, () => Return(In("completed"), Plan with { FollowUps = [new(new(2026, 11, 30), "")] })),
        ["a return to nowhere"] = (ReceiverUnknown, () => Referral.ReturnDown(In("completed"), "case", Doctor1, null, Plan, new("nowhere", "全科"), null, null, Pack, Later)),
        ["a return upwards"] = (DirectionDoesNotFit, () => Referral.ReturnDown(In("completed"), "case", Doctor1, null, Plan, new("city", "内科"), null, new(County, City, false, null), Pack, Later)),
        ["received by somebody of elsewhere"] = (PractitionerUnknown, () => Referral.Receive(Down, AskedOffice, "p-author", Asking, Pack, Later)),
        ["a follow-up without findings"] = (TextMissing, () => Referral.FollowUp(Received, AskedOffice, null, Later, " ", Pack, Later)),
        ["a follow-up of tomorrow"] = (TimeInFuture, () => Referral.FollowUp(Received, AskedOffice, null, Later.AddDays(1), "好转", Pack, Later)),
        ["a follow-up nobody planned"] = (FollowUpUnknown, () => Referral.FollowUp(Received, AskedOffice, "7", Later, "好转", Pack, Later)),
        ["a follow-up done before"] = (FollowUpUnknown, () => Referral.WaiveFollowUp(FollowedUp, AskedOffice, "1", "迁居", Pack, Later)),
        ["a waiver without reason"] = (TextMissing, () => Referral.WaiveFollowUp(Received, AskedOffice, null, "", Pack, Later)),
        ["a close below before the first follow-up"] = (LoopOpen, () => Referral.Close(Received, AskedOffice, Later)),
        ["a close above before reception"] = (LoopOpen, () => Referral.Close(In("completed, returned"), Asker, Later)),
        ["a score of six"] = (BadScore, () => Referral.Rate(In("completed"), Asker, 6, null, Later)),
        ["a second rating"] = (AlreadyRated, () => Referral.Rate(In("completed").After(s => Referral.Rate(s, Asker, 5, null, Later)), Asker, 1, null, Later)),
        ["a cancellation without reason"] = (TextMissing, () => Referral.Cancel(In("reserved"), Asker, null, Pack, Later)),
        ["a death of tomorrow"] = (TimeInFuture, () => Referral.RecordDeath(In("underCare"), Doctor1, Later.AddDays(1), null, null, Later)),
    };

    public static TheoryData<string> Each => [.. Steps.Keys];

    [Theory, MemberData(nameof(Each))]
    public void A_rule_refuses_by_its_own_name(string step) => Assert.Equal(Steps[step].Expected, Assert.IsType<Decision.Refused>(Steps[step].Step()).Reason);

    [Fact]
    public void Every_refusal_has_words_in_both_languages_and_a_case_that_meets_it()
    {
        foreach (var refusal in Enum.GetValues<ReferralRefusal>()) Assert.NotEqual("", Refusals.ToProblem(refusal).Text.Zh + Refusals.ToProblem(refusal).Text.En);
        Assert.Empty(Enum.GetValues<ReferralRefusal>().Except(Steps.Values.Select(s => s.Expected)).Except([Forbidden]));
    }

    [Fact]
    public void In_an_emergency_the_head_of_the_institution_may_consent_and_no_nearer_receiver_is_asked_for()
    {
        var request = Request(Urgency.Emergency);
        var unknown = Patient with { IdentityChecked = false };
        Assert.IsType<Decision.Happened>(Send(
            request with { Consent = new(ConsentBasis.Emergency, true, Ten) }, a => a with { Patient = unknown, Between = new(Township, Province, false, null) }));
    }

    [Fact]
    public void All_missing_fields_are_listed_at_once() => Assert.Equal(
        ["to.institutionId", "to.department", "reasonCode", "summary.impression", "summary.presentIllness", "diagnoses"],
        ReferralGate.Incomplete(Up with { To = new(null, null), ReasonCode = null, Summary = FormSummary.Empty, Diagnoses = [] }).Select(m => m.Field));

    private static Decision Send(ReferralRequest request, Func<Surroundings, Surroundings>? change = null) =>
        Referral.Submit(Drafted(request), Asker, change is null ? Around : change(Around), Ten);

    private static Decision Return(ReferralState state, CarePlan plan) =>
        Referral.ReturnDown(state, "case", Doctor1, null, plan, new("township", "全科"), null, DownPair, Pack, Ten.AddHours(3));
}
