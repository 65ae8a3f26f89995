using Telemed.Contracts;
using static Telemed.Consultations.ConsultationRefusal;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests;

/// <summary>Rules beyond the table: each forbids one step by its own name.</summary>
public sealed class RefusalsTests
{
    private static readonly DateTimeOffset Later = Ten.AddHours(3);
    private static readonly Caller Asker = World.Author;

    private static readonly Dictionary<string, (ConsultationRefusal Expected, Func<Decision> Step)> Steps = new()
    {
        ["a question without text"] = (TextMissing, () => Consultation.RequestInfo(In("submitted"), AskedOffice, " ", Pack, Later)),
        ["an answer without text"] = (TextMissing, () => Consultation.ProvideInfo(In("needsInfo"), Asker, "", [], [], Pack, Later)),
        ["a decline without reason"] = (ReasonCodeMissing, () => Decline(null, null)),
        ["a decline with an unknown reason"] = (ReasonCodeUnknown, () => Decline("badMood", null)),
        ["a decline whose reason needs a comment"] = (CommentMissing, () => Decline("other", null)),
        ["a redirection to where it is already"] = (IllegalTransition, () => Consultation.Redirect(In("declined"), Asker, Request().Invited, Around, Later)),
        ["a redirection without department"] = (DepartmentMissing, () => Consultation.Redirect(In("declined"), Asker, new("province", null, null, null), Around, Later)),
        ["a redirection without agreement"] = (NoAgreement, () => Consultation.Redirect(
            In("declined"), Asker, new("province", "内科", null, null), Around with { Invited = Province, Agreement = null }, Later)),
        ["an assignment of nobody"] = (PractitionerUnknown, () => Assign(In("accepted"), "p1")),
        ["an assignment of someone unknown"] = (PractitionerUnknown, () => Consultation.Assign(In("accepted"), AskedOffice, ["p1", "p9"], "p1", [First], Pack, Later)),
        ["an assignment of someone elsewhere"] = (PractitionerElsewhere, () => Assign(In("accepted"), "p1", First with { InstitutionId = "province" })),
        ["an assignment of someone who left"] = (PractitionerElsewhere, () => Assign(In("accepted"), "p1", First with { Active = false })),
        ["an assignment with an expired licence"] = (LicenceExpired, () => Assign(In("accepted"), "p1", First with { LicenceValidTo = new(2026, 11, 22) })),
        ["an assignment below the title of the kind"] = (TitleTooLow, () => Assign(In("accepted"), "p1", First with { Title = Title.Resident })),
        ["a lead below the title asked for"] = (TitleTooLow, () => Assign(
            Accepted(Request() with { Invited = Request().Invited with { MinimumTitle = Title.Chief } }), "p1", First)),
        ["an assignment with too short a practice"] = (PracticeTooShort, () => Assign(In("accepted"), "p1", First with { PractisingSince = new(2024, 1, 1) })),
        ["a lead who is not assigned"] = (LeadNotAssigned, () => Assign(In("accepted"), "p3", First)),
        ["a multidisciplinary team of one department"] = (DepartmentsTooFew, () => Assign(Accepted(Request(ServiceKind.Mdt)), "p1", First, Second with { Department = First.Department })),
        ["an imaging report by one attending alone"] = (ReviewerMissing, () => Assign(Accepted(Imaging), "p2", Second)),
        ["an imaging team of residents"] = (ReviewerMissing, () => Assign(
            Accepted(Imaging with { Invited = Imaging.Invited with { MinimumTitle = null } }), "p1", First with { Title = Title.Resident }, Second with { Title = Title.Resident })),
        ["a claim of a case that names another"] = (NamedForAnother, () => Consultation.Claim(Named("p1"), Bystander, Third, Pack, Later)),
        ["a claim below the title asked for"] = (TitleTooLow, () => Consultation.Claim(
            Submitted(Request() with { Invited = Request().Invited with { MinimumTitle = Title.Chief } }), Lead, First, Pack, Later)),
        ["a claim of imaging by one attending"] = (ReviewerMissing, () => Consultation.Claim(Submitted(Imaging), Expert, Second, Pack, Later)),
        ["a date in the past"] = (BadTimes, () => Consultation.Schedule(In("assigned"), AskedOffice, Later.AddHours(-1), Later, null, Later)),
        ["a date that ends before it starts"] = (BadTimes, () => Consultation.Reschedule(In("scheduled"), AskedOffice, Later.AddHours(2), Later.AddHours(1), null, Pack, Later)),
        ["a no-show before the time"] = (TooEarly, () => Consultation.MarkNoShow(In("scheduled"), Lead, Side.Inviting, Ten)),
        ["advice with a diagnosis"] = (AdviceHoldsDiagnosis, () => Consultation.DraftOpinion(Assigned(Async(ServiceKind.Advice)), Lead, Opinion, Later)),
        ["a signature on an empty draft"] = (NothingToSign, () => Consultation.Sign(
            In("opinionDraft").After(s => Consultation.DraftOpinion(s, Lead, new("", [], null), Later)), Lead, 2, First, "jws", Pack, Later)),
        ["a signature on a draft that has changed"] = (DraftChanged, () => Consultation.Sign(
            In("opinionDraft").After(s => Consultation.DraftOpinion(s, Expert, Opinion with { Advice = "改" }, Later)), Lead, 1, First, "jws", Pack, Later)),
        ["a signature with an expired licence"] = (LicenceExpired, () => Consultation.Sign(In("opinionDraft"), Lead, 1, First with { LicenceValidTo = new(2026, 1, 1) }, "jws", Pack, Later)),
        ["a signature in another's name"] = (PractitionerUnknown, () => Consultation.Sign(In("opinionDraft"), Lead, 1, Second, "jws", Pack, Later)),
        ["a review by a resident"] = (ReviewerTitleTooLow, () => Consultation.Sign(ReadImages, Expert, 1, Second with { Title = Title.Resident }, "jws", Pack, Later)),
        ["an amendment without reason"] = (TextMissing, () => Consultation.Amend(In("released"), Lead, "", null, Pack, Later)),
        ["an amendment by who did not sign"] = (NotASigner, () => Consultation.Amend(In("released"), Expert, "补充", null, Pack, Later)),
        ["a partial adoption without reason"] = (NoteMissing, () => Consultation.Adopt(In("released"), Asker, AdoptionDecision.Partly, " ", Later)),
        ["a rejection without reason"] = (NoteMissing, () => Consultation.Adopt(In("released"), Asker, AdoptionDecision.NotAdopted, null, Later)),
        ["a follow-up without findings"] = (TextMissing, () => Consultation.FollowUp(In("adopted"), Asker, Later, "", Later)),
        ["a follow-up in the future"] = (TimeInFuture, () => Consultation.FollowUp(In("adopted"), Asker, Later.AddDays(1), "好转", Later)),
        ["a score of six"] = (BadScore, () => Consultation.Rate(In("released"), Asker, 6, null, Later)),
        ["a second rating"] = (AlreadyRated, () => Consultation.Rate(In("released").After(s => Consultation.Rate(s, Asker, 5, null, Later)), Asker, 1, null, Later)),
    };

    public static TheoryData<string> Each => [.. Steps.Keys];

    private static ConsultationRequest Imaging => Async(ServiceKind.Imaging);

    /// <summary>Written by the lead, waiting for the reviewer.</summary>
    private static ConsultationState ReadImages =>
        Assigned(Imaging).After(s => Consultation.DraftOpinion(s, Lead, Opinion, Later)).After(s => Consultation.Sign(s, Lead, 1, First, "jws", Pack, Later));

    [Theory, MemberData(nameof(Each))]
    public void A_rule_refuses_by_its_own_name(string step) => Assert.Equal(Steps[step].Expected, SubmitConsultationTests.Refused(Steps[step].Step()));

    [Fact]
    public void Every_refusal_has_words_in_both_languages_and_a_case_that_meets_it()
    {
        foreach (var refusal in Enum.GetValues<ConsultationRefusal>()) Assert.NotEqual("", Refusals.ToProblem(refusal).Text.Zh + Refusals.ToProblem(refusal).Text.En);
        var met = Steps.Values.Select(s => s.Expected).Concat(SubmitConsultationTests.Met).Append(Forbidden).Append(IllegalTransition);
        Assert.Empty(Enum.GetValues<ConsultationRefusal>().Except(met));
    }

    [Fact]
    public void An_imaging_report_is_released_by_writer_and_reviewer()
    {
        Assert.Equal(ConsultationStatus.OpinionDraft, ReadImages.Status);
        var released = ReadImages.After(s => Consultation.Sign(s, Expert, 1, Second, "jws", Pack, Later));
        Assert.Equal(ConsultationStatus.Released, released.Status);
        Assert.Equal(Responsibility.Joint, released.Opinions[0].Responsibility);
    }

    [Fact]
    public void An_emergency_or_a_senior_physician_alone_needs_no_reviewer()
    {
        var urgent = Accepted(Imaging with { Urgency = Urgency.Emergency }).After(s => Consultation.Assign(s, AskedOffice, ["p2"], "p2", [Second], Pack, Ten));
        Assert.Equal(SigningRule.Single, urgent.Signing);
        Assert.Equal(SigningRule.Single, Accepted(Imaging).After(s => Consultation.Assign(s, AskedOffice, ["p1"], "p1", [First], Pack, Ten)).Signing);
        Assert.Equal(SigningRule.WriterAndReviewer, Assigned(Imaging).Signing);
    }

    [Fact]
    public void A_changed_draft_loses_its_signatures()
    {
        var changed = ReadImages.After(s => Consultation.DraftOpinion(s, Expert, Opinion with { Advice = "复查" }, Later));
        Assert.Empty(changed.Draft!.Signatures);
        var one = changed.After(s => Consultation.Sign(s, Expert, 2, Second, "jws", Pack, Later));
        Assert.Equal(ConsultationStatus.OpinionDraft, one.Status);
        Assert.Equal(ConsultationStatus.Released, one.After(s => Consultation.Sign(s, Lead, 2, First, "jws", Pack, Later)).Status);
    }

    private static ConsultationRequest Async(ServiceKind kind) => Request(kind, ConsultationMode.Asynchronous);

    private static ConsultationState Named(string practitioner) => Drafted(Request() with { Invited = Request().Invited with { PractitionerId = practitioner } })
        .After(s => Consultation.Submit(s, Asker, Around with { Named = First }, Ten));

    private static Decision Decline(string? reason, string? comment) => Consultation.Decline(In("submitted"), AskedOffice, reason, comment, null, Pack, Later);

    private static Decision Assign(ConsultationState state, string lead, params Practitioner[] team) =>
        Consultation.Assign(state, AskedOffice, [.. team.Select(p => p.Id)], lead, team, Pack, Later);
}
