using Telemed.Contracts;

namespace Telemed.Referrals;

/// <summary>Stored facts. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record ReferralEvent
{
    private ReferralEvent() { }

    public sealed record Drafted(string Number, Author Author, string FromId, ReferralRequest Request, CaseRef? ReturnOf, string? ReceiverId, DateTimeOffset At) : ReferralEvent;
    public sealed record Edited(ReferralRequest Request, DateTimeOffset At) : ReferralEvent;
    public sealed record Submitted(Standing Standing, IReadOnlyList<PlannedFollowUp> FollowUps, DateTimeOffset At) : ReferralEvent;
    public sealed record InformationRequested(string Question, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record InformationProvided(string Answer, IReadOnlyList<string> Studies, IReadOnlyList<string> Results, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Accepted(string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Reserved(Reservation Place, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Declined(string ReasonCode, string? Comment, string? Alternative, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Contested(string Reason, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Redirected(Receiver To, string ReasonCode, Standing Standing, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Departed(Transport? Transport, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Arrived(string By, DateTimeOffset At) : ReferralEvent;

    /// <param name="By">Null when the clock said so.</param>
    public sealed record MarkedNotArrived(string? Comment, string? By, DateTimeOffset At) : ReferralEvent;
    public sealed record Admitted(string? Ward, string? AdmissionNumber, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Completed(DischargeSummary Summary, string By, DateTimeOffset At) : ReferralEvent;

    /// <summary>The down-referral named here is made from this fact, also after a crash.</summary>
    public sealed record ReturnedDown(
        CaseRef Return, Receiver To, string? ReceiverId, CarePlan Plan, Standing Standing, Author By, DateTimeOffset At) : ReferralEvent;
    public sealed record ReturnReceived(string ReturnId, DateTimeOffset At) : ReferralEvent;
    public sealed record ReturnFollowedUp(string ReturnId, bool Waived, DateTimeOffset At) : ReferralEvent;

    /// <summary>The down-referral ended before its patient was received and followed up; another return may be made.</summary>
    public sealed record ReturnEnded(string ReturnId, ReferralStatus State, DateTimeOffset At) : ReferralEvent;
    public sealed record Received(string? PractitionerId, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record FollowedUp(string TaskId, DateTimeOffset On, string Findings, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record FollowUpWaived(string TaskId, string Reason, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Rated(int Score, string? Comment, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Closed(string By, DateTimeOffset At) : ReferralEvent;
    public sealed record ClosedItself(string Reason, CaseRef? Other, string? InstitutionId, DateTimeOffset At) : ReferralEvent;
    public sealed record CancellationRequested(string Reason, Side Side, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record CancellationRefused(string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Cancelled(string Reason, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record Withdrawn(string? Comment, string By, DateTimeOffset At) : ReferralEvent;
    public sealed record DeathRecorded(DateTimeOffset On, string? Place, string? Cause, string By, DateTimeOffset At) : ReferralEvent;

    public sealed record ClockStarted(string Clock, DateTimeOffset DueAt, bool BusinessTime, BreachEffect Effect, DateTimeOffset At) : ReferralEvent;
    public sealed record ClockPaused(string Clock, TimeSpan Remaining, DateTimeOffset At) : ReferralEvent;
    public sealed record ClockResumed(string Clock, DateTimeOffset DueAt, DateTimeOffset At) : ReferralEvent;
    public sealed record ClockStopped(string Clock, bool Met, DateTimeOffset At) : ReferralEvent;
    public sealed record ClockBreached(string Clock, BreachEffect Effect, DateTimeOffset DueAt, DateTimeOffset At) : ReferralEvent;
    public sealed record Escalated(string Clock, DateTimeOffset At) : ReferralEvent;
    public sealed record SecondHospitalOffered(string Clock, DateTimeOffset At) : ReferralEvent;
    public sealed record Expired(string Clock, DateTimeOffset At) : ReferralEvent;
}
