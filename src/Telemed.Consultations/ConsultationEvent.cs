using Telemed.Contracts;

namespace Telemed.Consultations;

/// <summary>Stored facts. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record ConsultationEvent
{
    private ConsultationEvent() { }

    public sealed record Drafted(string Number, Author Author, string InvitingId, ConsultationRequest Request, DateTimeOffset At) : ConsultationEvent;
    public sealed record Edited(ConsultationRequest Request, DateTimeOffset At) : ConsultationEvent;
    public sealed record Submitted(AgreementRef Agreement, PolicyRef Policy, Areas Areas, DateTimeOffset At) : ConsultationEvent;
    public sealed record InformationRequested(string Question, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record InformationProvided(string Answer, IReadOnlyList<string> Studies, IReadOnlyList<string> Results, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record Accepted(string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record Declined(string ReasonCode, string? Comment, string? Alternative, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record Redirected(Invited Invited, string ReasonCode, AgreementRef Agreement, PolicyRef Policy, Areas Areas, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record Assigned(IReadOnlyList<AssignedPractitioner> Practitioners, string Lead, SigningRule Signing, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record Claimed(AssignedPractitioner Practitioner, SigningRule Signing, string By, DateTimeOffset At) : ConsultationEvent;

    /// <summary>Whoever had the case gave it back with the ward round it is in; the institution has still accepted it.</summary>
    public sealed record GivenBack(string PractitionerId, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record Scheduled(DateTimeOffset Start, DateTimeOffset End, string? Room, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record Rescheduled(DateTimeOffset Start, DateTimeOffset End, string? Room, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record SessionStarted(string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record SessionSuspended(string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record SessionResumed(string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record SessionFinished(string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record OpinionDrafted(int Revision, OpinionContent Content, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record OpinionSigned(int Version, int Revision, OpinionSignature Signature) : ConsultationEvent;
    public sealed record OpinionReleased(int Version, Responsibility Responsibility, DateTimeOffset At) : ConsultationEvent;
    public sealed record AmendmentOpened(int Amends, string Reason, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record DecisionRecorded(AdoptionDecision Decision, string? Note, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record FollowedUp(DateTimeOffset On, string Findings, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record Rated(int Score, string? Comment, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record Closed(string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record Withdrawn(string? Comment, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record MarkedNoShow(Side Side, string By, DateTimeOffset At) : ConsultationEvent;
    public sealed record ConvertedToReferral(string? ReferralId, string By, DateTimeOffset At) : ConsultationEvent;

    public sealed record ClockStarted(string Clock, DateTimeOffset DueAt, bool BusinessTime, BreachEffect Effect, DateTimeOffset At) : ConsultationEvent;
    public sealed record ClockPaused(string Clock, TimeSpan Remaining, DateTimeOffset At) : ConsultationEvent;
    public sealed record ClockResumed(string Clock, DateTimeOffset DueAt, DateTimeOffset At) : ConsultationEvent;
    public sealed record ClockStopped(string Clock, bool Met, DateTimeOffset At) : ConsultationEvent;
    public sealed record ClockBreached(string Clock, BreachEffect Effect, DateTimeOffset DueAt, DateTimeOffset At) : ConsultationEvent;
    public sealed record Escalated(string Clock, DateTimeOffset At) : ConsultationEvent;
    public sealed record SecondHospitalOffered(string Clock, DateTimeOffset At) : ConsultationEvent;
    public sealed record Expired(string Clock, DateTimeOffset At) : ConsultationEvent;
}
