using Telemed.Cases.Acting;
using Telemed.Contracts;
using static Telemed.Consultations.ConsultationAction;
using static Telemed.Consultations.ConsultationStatus;

namespace Telemed.Consultations;

/// <summary>What a row of the table asks of the case beside its state.</summary>
public enum When
{
    Always,
    Synchronous,
    Asynchronous,
    SynchronousEmergency,

    /// <summary>Nobody answered in time and a second hospital was offered.</summary>
    SecondHospitalOffered,

    /// <summary>No opinion was ever released.</summary>
    BeforeRelease,
}

/// <summary>The transition table: the one source for decisions, <c>GET …/actions</c>, the printed matrix and the tests.</summary>
public static class ConsultationTable
{
    private static readonly Party Author = new(Role.Physician, Relation.Author);
    private static readonly Party Colleague = new(Role.Physician, Relation.Inviting);
    private static readonly Party AskingOffice = new(Role.Office, Relation.Inviting);
    private static readonly Party AskedOffice = new(Role.Office, Relation.Invited);
    private static readonly Party AskedPhysician = new(Role.Physician, Relation.Invited);
    private static readonly Party Expert = new(Role.Physician, Relation.Assigned);
    private static readonly Party Lead = new(Role.Physician, Relation.Lead);

    /// <summary>Every row.</summary>
    public static IReadOnlyList<Transition> Rows { get; } =
    [
        new(Edit, [Draft], [Author], []),
        new(Submit, [Draft], [Author], [Submitted]),
        new(RequestInfo, [Submitted, Accepted], [AskedOffice, AskedPhysician], [NeedsInfo], When.Always, "question"),
        new(RequestInfo, [Assigned, Scheduled], [AskedOffice, Expert], [NeedsInfo], When.Always, "question"),
        new(RequestInfo, [OpinionDraft], [AskedOffice, Expert], [NeedsInfo], When.BeforeRelease, "question"),
        new(ProvideInfo, [NeedsInfo], [Author, AskingOffice], [Submitted, Accepted, Assigned, Scheduled, OpinionDraft], When.Always, "answer"),
        new(Accept, [Submitted], [AskedOffice], [Accepted]),
        new(Decline, [Submitted, Accepted, Assigned], [AskedOffice], [Declined], When.Always, "reasonCode"),
        new(Redirect, [Declined], [Author, AskingOffice], [Submitted], When.Always, "invited"),
        new(Redirect, [Submitted], [Author, AskingOffice], [Submitted], When.SecondHospitalOffered, "invited"),
        new(Assign, [Accepted], [AskedOffice], [Assigned], When.Always, "practitionerIds", "lead"),
        new(Assign, [Assigned, Scheduled, OpinionDraft], [AskedOffice], [], When.BeforeRelease, "practitionerIds", "lead"),
        new(Claim, [Submitted, Accepted], [AskedPhysician], [Assigned]),
        new(Schedule, [Assigned], [AskedOffice, Lead], [Scheduled], When.Synchronous, "start", "end"),
        new(Reschedule, [Scheduled, NoShow], [AskedOffice, Lead], [Scheduled], When.Always, "start", "end"),
        new(StartSession, [Scheduled, Suspended], [AskedOffice, Expert], [InSession]),
        new(StartSession, [Assigned], [AskedOffice, Expert], [InSession], When.SynchronousEmergency),
        new(SuspendSession, [InSession], [AskedOffice, Expert], [Suspended]),
        new(FinishSession, [InSession, Suspended], [Expert], [OpinionDraft]),
        new(DraftOpinion, [Assigned], [Expert], [OpinionDraft], When.Asynchronous, "opinion"),
        new(DraftOpinion, [OpinionDraft], [Expert], [], When.Always, "opinion"),
        new(Sign, [OpinionDraft], [Expert], [OpinionDraft, Released], When.Always, "password"),
        new(Adopt, [Released], [Colleague], [Adopted], When.Always, "decision"),
        new(FollowUp, [Adopted], [Colleague], [], When.Always, "findings"),
        new(Rate, [Released, Adopted, Closed], [Author], [], When.Always, "score"),
        new(Close, [Adopted], [Author, AskingOffice], [Closed]),
        new(Withdraw, [Draft, Submitted, NeedsInfo, Accepted, Assigned, Scheduled, Suspended], [Author, AskingOffice], [Withdrawn], When.BeforeRelease),
        new(MarkNoShow, [Scheduled], [AskedOffice, Lead, Author], [NoShow], When.Always, "side"),
        new(ConvertToReferral, [Accepted, Assigned, Scheduled, InSession, Suspended, Released, Adopted], [Author, AskingOffice], [Converted]),
        new(Amend, [Released, Adopted], [Expert], [OpinionDraft], When.Always, "reason"),
    ];

    private static readonly TransitionTable<ConsultationState, ConsultationAction, ConsultationStatus, When> table = new(Rows, state => state.Status, Holds);

    /// <summary>Why this caller may not do this now; null when the table allows it.</summary>
    public static ConsultationRefusal? Forbids(ConsultationState state, ConsultationAction action, Caller caller) => table.Ask(state, action, caller, Relations.Of(state, caller)) switch
    {
        TableVerdict.Allowed => null,
        TableVerdict.Illegal => ConsultationRefusal.IllegalTransition,
        _ => ConsultationRefusal.Forbidden,
    };

    /// <summary>What this caller may do now.</summary>
    public static IEnumerable<Transition> Allowed(ConsultationState state, Caller caller) => table.Allowed(state, caller, Relations.Of(state, caller));

    /// <summary>What anybody may do now, for the text of a 409.</summary>
    public static IEnumerable<ConsultationAction> Legal(ConsultationState state) => table.Legal(state);

    private static bool Holds(When when, ConsultationState state) => when switch
    {
        When.Synchronous => state.Request.Mode == ConsultationMode.Synchronous,
        When.Asynchronous => state.Request.Mode == ConsultationMode.Asynchronous,
        When.SynchronousEmergency => state.Request is { Mode: ConsultationMode.Synchronous, Urgency: Urgency.Emergency },
        When.SecondHospitalOffered => state.SecondHospitalOffered,
        When.BeforeRelease => state.Opinions.Count == 0,
        _ => true,
    };
}
