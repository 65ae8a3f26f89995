using System.Diagnostics;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations;

/// <summary>Folds facts into the state.</summary>
public static class ConsultationEvolve
{
    public static ConsultationState Evolve(ConsultationState state, ConsultationEvent fact) => fact switch
    {
        ClockStarted or ClockPaused or ClockResumed or ClockStopped or ClockBreached => OnClock(state, fact),
        Escalated e => state with { UpdatedAt = e.At },
        SecondHospitalOffered e => state with { SecondHospitalOffered = true, UpdatedAt = e.At },
        OpinionDrafted or OpinionSigned or OpinionReleased or AmendmentOpened => OnOpinion(state, fact),
        Scheduled or Rescheduled or SessionStarted or SessionSuspended or SessionResumed or SessionFinished => OnSession(state, fact),
        DecisionRecorded or FollowedUp or Rated => OnFollowing(state, fact),
        Closed or Withdrawn or MarkedNoShow or ConvertedToReferral or Expired or Declined => OnEnd(state, fact),
        _ => OnRequest(state, fact),
    };

    private static ConsultationState OnRequest(ConsultationState s, ConsultationEvent fact) => fact switch
    {
        Drafted e => s with
        {
            Status = ConsultationStatus.Draft,
            Number = e.Number,
            Author = e.Author,
            InvitingId = e.InvitingId,
            Request = e.Request,
            Studies = e.Request.Studies,
            Results = e.Request.Results,
            CreatedAt = e.At,
            UpdatedAt = e.At,
        },
        Edited e => s with { Request = e.Request, Studies = e.Request.Studies, Results = e.Request.Results, UpdatedAt = e.At },
        Submitted e => s with { Status = ConsultationStatus.Submitted, Agreement = e.Agreement, Policy = e.Policy, Areas = e.Areas, SubmittedAt = e.At, UpdatedAt = e.At },
        InformationRequested e => s with
        {
            Status = ConsultationStatus.NeedsInfo,
            ReturnsTo = s.Status,
            UpdatedAt = e.At,
            Questions = [.. s.Questions, new(e.Question, e.By, e.At, null, null)],
        },
        InformationProvided e => s with
        {
            Status = s.ReturnsTo,
            UpdatedAt = e.At,
            Studies = [.. s.Studies.Union(e.Studies)],
            Results = [.. s.Results.Union(e.Results)],
            Questions = [.. s.Questions.Take(s.Questions.Count - 1), s.Questions[^1] with { Answer = e.Answer, AnsweredAt = e.At }],
        },
        Accepted e => s with { Status = ConsultationStatus.Accepted, UpdatedAt = e.At },
        Redirected e => s with
        {
            Status = ConsultationStatus.Submitted,
            Request = s.Request with { Invited = e.Invited },
            Agreement = e.Agreement,
            Policy = e.Policy,
            Areas = e.Areas,
            Previous = [.. s.Previous, new(s.Invited.InstitutionId!, e.ReasonCode, e.At)],
            Declined = null,
            SecondHospitalOffered = false,
            Assigned = [],
            Lead = null,
            EndedAt = null,
            UpdatedAt = e.At,
        },
        Assigned e => s with
        {
            Status = s.Status == ConsultationStatus.Accepted ? ConsultationStatus.Assigned : s.Status,
            Assigned = e.Practitioners,
            Lead = e.Lead,
            Signing = e.Signing,
            Draft = s.Draft is { Amends: not null } ? s.Draft : null,
            UpdatedAt = e.At,
        },
        Claimed e => s with
        {
            Status = ConsultationStatus.Assigned,
            Assigned = [e.Practitioner],
            Lead = e.Practitioner.PractitionerId,
            Signing = e.Signing,
            UpdatedAt = e.At,
        },
        GivenBack e => s with
        {
            Status = s.Status == ConsultationStatus.NeedsInfo ? s.Status : ConsultationStatus.Accepted,
            ReturnsTo = s.Status == ConsultationStatus.NeedsInfo ? ConsultationStatus.Accepted : s.ReturnsTo,
            Assigned = [],
            Lead = null,
            Session = null,
            Draft = null,
            UpdatedAt = e.At,
        },
        _ => throw new UnreachableException(fact.GetType().Name),   // an unknown fact is data loss
    };

    private static ConsultationState OnSession(ConsultationState s, ConsultationEvent fact) => fact switch
    {
        Scheduled e => s with { Status = ConsultationStatus.Scheduled, Session = new(e.Start, e.End, e.Room, null), UpdatedAt = e.At },
        Rescheduled e => s with { Status = ConsultationStatus.Scheduled, Session = new(e.Start, e.End, e.Room, null), EndedAt = null, UpdatedAt = e.At },
        SessionStarted e => s with
        {
            Status = ConsultationStatus.InSession,
            UpdatedAt = e.At,
            Session = (s.Session ?? new(e.At, e.At, null, null)) with { StartedAt = e.At },
        },
        SessionSuspended e => s with { Status = ConsultationStatus.Suspended, UpdatedAt = e.At },
        SessionResumed e => s with { Status = ConsultationStatus.InSession, UpdatedAt = e.At },
        SessionFinished e => s with { Status = ConsultationStatus.OpinionDraft, UpdatedAt = e.At },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static ConsultationState OnOpinion(ConsultationState s, ConsultationEvent fact) => fact switch
    {
        OpinionDrafted e => s with
        {
            Status = ConsultationStatus.OpinionDraft,
            Revisions = e.Revision,
            UpdatedAt = e.At,
            Draft = new(e.Revision, e.Content, e.By, e.At, s.Draft?.Amends, []),
        },
        OpinionSigned e => s with { Draft = s.Draft! with { Signatures = [.. s.Draft.Signatures, e.Signature] }, UpdatedAt = e.Signature.At },
        OpinionReleased e => s with
        {
            Status = ConsultationStatus.Released,
            Draft = null,
            Decision = null,
            UpdatedAt = e.At,
            Opinions = [.. s.Opinions, new(e.Version, s.Draft!.Content!, s.Draft.Signatures, e.At, s.Draft.Amends, e.Responsibility)],
        },
        AmendmentOpened e => s with
        {
            Status = ConsultationStatus.OpinionDraft,
            UpdatedAt = e.At,
            Revisions = s.Revisions + 1,
            Draft = new(s.Revisions + 1, null, null, e.At, e.Amends, []),
        },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static ConsultationState OnFollowing(ConsultationState s, ConsultationEvent fact) => fact switch
    {
        DecisionRecorded e => s with { Status = ConsultationStatus.Adopted, Decision = new(e.Decision, e.Note, e.By, e.At), UpdatedAt = e.At },
        FollowedUp e => s with { FollowUps = [.. s.FollowUps, new(e.On, e.Findings, e.By)], UpdatedAt = e.At },
        Rated e => s with { Rating = new(e.Score, e.Comment), UpdatedAt = e.At },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static ConsultationState OnEnd(ConsultationState s, ConsultationEvent fact) => fact switch
    {
        Closed e => Ended(s, ConsultationStatus.Closed, e.At),
        Withdrawn e => Ended(s, ConsultationStatus.Withdrawn, e.At),
        MarkedNoShow e => Ended(s, ConsultationStatus.NoShow, e.At),
        ConvertedToReferral e => Ended(s, ConsultationStatus.Converted, e.At) with { ReferralId = e.ReferralId },
        Expired e => Ended(s, ConsultationStatus.Expired, e.At),
        Declined e => Ended(s, ConsultationStatus.Declined, e.At) with { Declined = new(e.ReasonCode, e.Comment, e.Alternative, e.At) },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static ConsultationState Ended(ConsultationState s, ConsultationStatus status, DateTimeOffset at) =>
        s with { Status = status, EndedAt = at, UpdatedAt = at };

    private static ConsultationState OnClock(ConsultationState s, ConsultationEvent fact) => fact switch
    {
        ClockStarted e => s with
        {
            Clocks = [.. s.Clocks.Where(c => c.Name != e.Clock), new(e.Clock, e.DueAt, e.BusinessTime, e.Effect)],
        },
        ClockPaused e => Clock(s, e.Clock, c => c with { Remaining = e.Remaining, PausedAt = e.At }),
        ClockResumed e => Clock(s, e.Clock, c => c with { Remaining = null, PausedAt = null, DueAt = e.DueAt }),
        ClockStopped e => Clock(s, e.Clock, c => c with { StoppedAt = e.At, MetAt = e.Met ? e.At : null, PausedAt = null, Remaining = null }),
        ClockBreached e => Clock(s, e.Clock, c => c with { BreachedAt = e.At }),
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static ConsultationState Clock(ConsultationState s, string name, Func<CaseClock, CaseClock> change) =>
        s with { Clocks = [.. s.Clocks.Select(c => c.Name == name ? change(c) : c)] };
}
