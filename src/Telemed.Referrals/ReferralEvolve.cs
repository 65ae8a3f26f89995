using System.Diagnostics;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals;

/// <summary>Folds facts into the state.</summary>
public static class ReferralEvolve
{
    public static ReferralState Evolve(ReferralState state, ReferralEvent fact) => fact switch
    {
        ClockStarted or ClockPaused or ClockResumed or ClockStopped or ClockBreached => OnClock(state, fact),
        Escalated e => state with { UpdatedAt = e.At },
        SecondHospitalOffered e => state with { SecondHospitalOffered = true, UpdatedAt = e.At },
        Drafted or Edited or Submitted or InformationRequested or InformationProvided => OnRequest(state, fact),
        Accepted or Reserved or Declined or Contested or Redirected => OnAnswer(state, fact),
        Departed or Arrived or Admitted or Completed or Received => OnCare(state, fact),
        ReturnedDown or ReturnReceived or ReturnFollowedUp or ReturnEnded => OnReturn(state, fact),
        FollowedUp or FollowUpWaived or Rated => OnFollowing(state, fact),
        _ => OnEnd(state, fact),
    };

    private static ReferralState OnRequest(ReferralState s, ReferralEvent fact) => fact switch
    {
        Drafted e => s with
        {
            Status = ReferralStatus.Draft,
            Number = e.Number,
            Author = e.Author,
            FromId = e.FromId,
            Request = e.Request,
            ReturnOf = e.ReturnOf,
            ReceiverId = e.ReceiverId,
            Studies = e.Request.Studies,
            Results = e.Request.Results,
            Transport = e.Request.Transport,
            CreatedAt = e.At,
            UpdatedAt = e.At,
        },
        Edited e => s with { Request = e.Request, Studies = e.Request.Studies, Results = e.Request.Results, Transport = e.Request.Transport, UpdatedAt = e.At },
        Submitted e => s with
        {
            Status = ReferralStatus.Submitted,
            Standing = e.Standing,
            FollowUps = [.. e.FollowUps.Select((f, i) => new FollowUpTask($"{i + 1}", f.DueOn, f.What))],
            SubmittedAt = e.At,
            UpdatedAt = e.At,
        },
        InformationRequested e => s with
        {
            Status = ReferralStatus.NeedsInfo,
            ReturnsTo = s.Status,
            UpdatedAt = e.At,
            Questions = [.. s.Questions, new(e.Question, e.By, e.At, null, null)],
        },
        InformationProvided e => s with
        {
            Status = s.Status == ReferralStatus.NeedsInfo ? s.ReturnsTo : s.Status,
            UpdatedAt = e.At,
            Studies = [.. s.Studies.Union(e.Studies)],
            Results = [.. s.Results.Union(e.Results)],
            Questions = [.. s.Questions.Take(s.Questions.Count - 1), s.Questions[^1] with { Answer = e.Answer, AnsweredAt = e.At }],
        },
        _ => throw new UnreachableException(fact.GetType().Name),   // an unknown fact is data loss
    };

    private static ReferralState OnAnswer(ReferralState s, ReferralEvent fact) => fact switch
    {
        Accepted e => s with
        {
            Status = s.Status is ReferralStatus.InTransit or ReferralStatus.Arrived ? s.Status : ReferralStatus.Accepted,
            AcceptedAt = e.At,
            SecondHospitalOffered = false,
            UpdatedAt = e.At,
        },
        Reserved e => s with { Status = s.Status == ReferralStatus.Accepted ? ReferralStatus.Reserved : s.Status, Place = e.Place, UpdatedAt = e.At },
        Declined e => s with
        {
            Status = ReferralStatus.Declined,
            Declined = new(e.ReasonCode, e.Comment, e.Alternative, e.At),
            SecondHospitalOffered = false,
            UpdatedAt = e.At,
        },
        Contested e => s with { Status = Waiting(s, ReferralStatus.Submitted), Contest = new(e.Reason, e.By, e.At), Declined = null, UpdatedAt = e.At },
        Redirected e => s with
        {
            Status = Waiting(s, ReferralStatus.Redirected),
            Request = s.Request with { To = e.To },
            ReceiverId = null,
            Standing = e.Standing,
            Previous = [.. s.Previous, new(s.To.InstitutionId!, e.ReasonCode, e.At)],
            Declined = null,
            SecondHospitalOffered = false,
            UpdatedAt = e.At,
        },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    // whoever left before an answer came stays on the way
    private static ReferralStatus Waiting(ReferralState s, ReferralStatus otherwise) => s.DepartedAt is null ? otherwise : ReferralStatus.InTransit;

    private static ReferralState OnCare(ReferralState s, ReferralEvent fact) => fact switch
    {
        Departed e => s with { Status = ReferralStatus.InTransit, Transport = e.Transport ?? s.Transport, DepartedAt = e.At, UpdatedAt = e.At },
        Arrived e => s with { Status = ReferralStatus.Arrived, CancelWish = null, Declined = null, SecondHospitalOffered = false, ArrivedAt = e.At, UpdatedAt = e.At },
        Admitted e => s with { Status = ReferralStatus.UnderCare, Admission = new(e.At, e.Ward, e.AdmissionNumber), UpdatedAt = e.At },
        Completed e => s with { Status = ReferralStatus.Completed, Discharge = new(e.Summary, e.By, e.At), UpdatedAt = e.At },
        Received e => s with { Status = ReferralStatus.UnderCare, ReceiverId = e.PractitionerId ?? s.ReceiverId, ReceivedAt = e.At, SecondHospitalOffered = false, UpdatedAt = e.At },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static ReferralState OnReturn(ReferralState s, ReferralEvent fact) => fact switch
    {
        ReturnedDown e => s with
        {
            Return = new(e.Return, e.To, e.ReceiverId, e.Plan, e.Standing, e.By, e.At),
            Returns = s.Returns + 1,
            UpdatedAt = e.At,
        },
        ReturnReceived e => s with { Return = s.Return! with { ReceivedAt = e.At }, UpdatedAt = e.At },
        ReturnFollowedUp e => s with { Return = s.Return! with { FollowedUpAt = e.At }, UpdatedAt = e.At },
        ReturnEnded e => s with { Return = s.Return! with { Ended = true }, UpdatedAt = e.At },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static ReferralState OnFollowing(ReferralState s, ReferralEvent fact) => fact switch
    {
        FollowedUp e => Task(s, e.TaskId, e.At, t => t with { DoneAt = e.On, Findings = e.Findings, By = e.By }),
        FollowUpWaived e => Task(s, e.TaskId, e.At, t => t with { Waived = e.Reason, By = e.By }),
        Rated e => s with { Rating = new(e.Score, e.Comment), UpdatedAt = e.At },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static ReferralState Task(ReferralState s, string id, DateTimeOffset at, Func<FollowUpTask, FollowUpTask> change) =>
        s with { FollowUps = [.. s.FollowUps.Select(t => t.Id == id ? change(t) : t)], UpdatedAt = at };

    private static ReferralState OnEnd(ReferralState s, ReferralEvent fact) => fact switch
    {
        CancellationRequested e => s with { Status = ReferralStatus.CancelRequested, CancelWish = new(e.Reason, e.Side, e.By, e.At, s.Status), UpdatedAt = e.At },
        CancellationRefused e => s with { Status = s.CancelWish!.ReturnsTo, CancelWish = null, UpdatedAt = e.At },
        Cancelled e => Ended(s, ReferralStatus.Cancelled, e.At),
        Withdrawn e => Ended(s, ReferralStatus.Withdrawn, e.At),
        Expired e => Ended(s, ReferralStatus.Expired, e.At),
        MarkedNotArrived e => Ended(s, ReferralStatus.NotArrived, e.At),
        DeathRecorded e => Ended(s, ReferralStatus.Deceased, e.At) with { Death = new(e.On, e.Place, e.Cause, e.By) },
        Closed e => Ended(s, ReferralStatus.Closed, e.At),
        ClosedItself e => Ended(s, ReferralStatus.Closed, e.At) with { ClosedBy = new(e.Reason, e.Other, e.InstitutionId, e.At) },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static ReferralState Ended(ReferralState s, ReferralStatus status, DateTimeOffset at) =>
        s with { Status = status, SecondHospitalOffered = false, EndedAt = at, UpdatedAt = at };

    private static ReferralState OnClock(ReferralState s, ReferralEvent fact) => fact switch
    {
        ClockStarted e => s with { Clocks = [.. s.Clocks.Where(c => c.Name != e.Clock), new(e.Clock, e.DueAt, e.BusinessTime, e.Effect)] },
        ClockPaused e => Clock(s, e.Clock, c => c with { Remaining = e.Remaining, PausedAt = e.At }),
        ClockResumed e => Clock(s, e.Clock, c => c with { Remaining = null, PausedAt = null, DueAt = e.DueAt }),
        ClockStopped e => Clock(s, e.Clock, c => c with { StoppedAt = e.At, MetAt = e.Met ? e.At : null, PausedAt = null, Remaining = null }),
        ClockBreached e => Clock(s, e.Clock, c => c with { BreachedAt = e.At }),
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static ReferralState Clock(ReferralState s, string name, Func<CaseClock, CaseClock> change) =>
        s with { Clocks = [.. s.Clocks.Select(c => c.Name == name ? change(c) : c)] };
}
