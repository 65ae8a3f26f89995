using Telemed.Cases.Acting;
using Telemed.Contracts;
using static Telemed.Referrals.ReferralAction;
using static Telemed.Referrals.ReferralStatus;

namespace Telemed.Referrals;

/// <summary>What a row of the table asks of the case beside its state.</summary>
public enum When
{
    Always,
    Emergency,
    Accepted,
    NotAccepted,

    /// <summary>Nobody answered in time and a second hospital was offered.</summary>
    SecondHospitalOffered,
    NotContested,
    QuestionOpen,

    /// <summary>The patient goes down.</summary>
    Down,

    /// <summary>The patient went up or across.</summary>
    NotDown,

    /// <summary>The patient went up or across, and no return is under way.</summary>
    NoReturn,

    /// <summary>The asking side wishes to cancel.</summary>
    AskingCancels,

    /// <summary>The asked side wishes to cancel.</summary>
    AskedCancels,
}

/// <summary>The transition table: the one source for decisions, <c>GET …/actions</c>, the printed matrix and the tests.</summary>
public static class ReferralTable
{
    private static readonly Party[] Author = [new(Role.Physician, Relation.Author)];
    private static readonly Party[] Asking = [new(Role.Physician, Relation.Inviting), new(Role.Office, Relation.Inviting)];
    private static readonly Party[] Asked = [new(Role.Office, Relation.Invited), new(Role.Physician, Relation.Invited)];
    private static readonly Party[] AskedPhysician = [new(Role.Physician, Relation.Invited)];
    private static readonly Party[] Both = [.. Asking, .. Asked];

    /// <summary>Every row.</summary>
    public static IReadOnlyList<Transition> Rows { get; } =
    [
        new(Edit, [Draft], Author, []),
        new(Submit, [Draft], Author, [Submitted]),
        new(RequestInfo, [Submitted, Redirected], Asked, [NeedsInfo], When.Always, "question"),
        new(ProvideInfo, [NeedsInfo], Asking, [Submitted, Redirected], When.Always, "answer"),
        new(ProvideInfo, [InTransit, Arrived], Asking, [], When.QuestionOpen, "answer"),
        new(Accept, [Submitted, Redirected], Asked, [ReferralStatus.Accepted, Reserved]),
        new(Accept, [InTransit, Arrived], Asked, [], When.NotAccepted),
        new(Decline, [Submitted, Redirected, NeedsInfo, InTransit], Asked, [Declined], When.NotAccepted, "reasonCode"),
        new(Redirect, [Declined], Asking, [Redirected, InTransit], When.Always, "to"),
        new(Redirect, [Submitted, Redirected, InTransit], Asking, [Redirected, InTransit], When.SecondHospitalOffered, "to"),
        new(Contest, [Declined], Asking, [Submitted, InTransit], When.NotContested, "reason"),
        new(Reserve, [ReferralStatus.Accepted], Asked, [Reserved], When.Always, "slotId|bedId"),
        new(Reserve, [Reserved, InTransit, Arrived], Asked, [], When.Accepted, "slotId|bedId"),
        new(Depart, [ReferralStatus.Accepted, Reserved], Asking, [InTransit]),
        new(Depart, [Submitted, Redirected, NeedsInfo], Asking, [InTransit], When.Emergency),
        new(Arrive, [ReferralStatus.Accepted, Reserved, InTransit, CancelRequested], Asked, [Arrived]),
        new(Arrive, [Submitted, Redirected, NeedsInfo, Declined], Asked, [Arrived], When.Emergency),   // who stands at the door is taken in
        new(MarkNotArrived, [ReferralStatus.Accepted, Reserved, InTransit], Asked, [NotArrived], When.Accepted),
        new(Admit, [Arrived], Asked, [UnderCare], When.NotDown),
        new(Complete, [UnderCare], AskedPhysician, [Completed], When.NotDown, "summary"),
        new(ReturnDown, [UnderCare, Completed], AskedPhysician, [Completed], When.NoReturn, "plan"),
        new(Receive, [Submitted, Redirected, NeedsInfo, ReferralStatus.Accepted, Reserved, InTransit, Arrived], Asked, [UnderCare], When.Down),
        new(FollowUp, [UnderCare], Asked, [], When.Down, "findings|waive"),
        new(Rate, [UnderCare, Completed, Closed], Author, [], When.Always, "score"),
        new(Close, [Completed], Asking, [Closed], When.NotDown),
        new(Close, [UnderCare], Asked, [Closed], When.Down),
        new(Cancel, [ReferralStatus.Accepted, Reserved, InTransit], Both, [CancelRequested], When.Accepted, "reason"),
        new(ConfirmCancel, [CancelRequested], Asked, [Cancelled, ReferralStatus.Accepted, Reserved, InTransit], When.AskingCancels, "agree"),
        new(ConfirmCancel, [CancelRequested], Asking, [Cancelled, ReferralStatus.Accepted, Reserved, InTransit], When.AskedCancels, "agree"),
        new(Withdraw, [Draft, Submitted, Redirected, NeedsInfo, Declined, InTransit], Asking, [Withdrawn], When.NotAccepted),
        new(RecordDeath, [Submitted, NeedsInfo, Redirected, ReferralStatus.Accepted, Reserved, InTransit, Arrived, UnderCare, Completed, Declined, CancelRequested],
            Both, [Deceased], When.Always, "at"),
    ];

    private static readonly TransitionTable<ReferralState, ReferralAction, ReferralStatus, When> table = new(Rows, state => state.Status, Holds);

    /// <summary>Why this caller may not do this now; null when the table allows it.</summary>
    public static ReferralRefusal? Forbids(ReferralState state, ReferralAction action, Caller caller) => table.Ask(state, action, caller, Relations.Of(state, caller)) switch
    {
        TableVerdict.Allowed => null,
        TableVerdict.Illegal => ReferralRefusal.IllegalTransition,
        _ => ReferralRefusal.Forbidden,
    };

    /// <summary>What this caller may do now.</summary>
    public static IEnumerable<Transition> Allowed(ReferralState state, Caller caller) => table.Allowed(state, caller, Relations.Of(state, caller));

    /// <summary>What anybody may do now, for the text of a 409.</summary>
    public static IEnumerable<ReferralAction> Legal(ReferralState state) => table.Legal(state);

    private static bool Holds(When when, ReferralState state) => when switch
    {
        When.Emergency => state.Lane == Urgency.Emergency,
        When.Accepted => state.AcceptedAt is not null,
        When.NotAccepted => state.AcceptedAt is null,
        When.SecondHospitalOffered => state.SecondHospitalOffered,
        When.NotContested => state.Contest is null,
        When.QuestionOpen => state.QuestionOpen,
        When.Down => state.Direction == ReferralDirection.Down,
        When.NotDown => state.Direction != ReferralDirection.Down,
        When.NoReturn => state.Direction != ReferralDirection.Down && !state.ReturnLive,
        When.AskingCancels => state.CancelWish?.Side == Side.Asking,
        When.AskedCancels => state.CancelWish?.Side == Side.Asked,
        _ => true,
    };
}
