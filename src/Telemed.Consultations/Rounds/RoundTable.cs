using Telemed.Cases.Acting;
using Telemed.Contracts;
using static Telemed.Consultations.Rounds.RoundAction;
using static Telemed.Consultations.Rounds.RoundStatus;
using RoundTransition = Telemed.Cases.Acting.Transition<Telemed.Consultations.Rounds.RoundAction, Telemed.Consultations.Rounds.RoundStatus, Telemed.Consultations.Rounds.RoundWhen>;

namespace Telemed.Consultations.Rounds;

/// <summary>What a row of the table asks of the round beside its state.</summary>
public enum RoundWhen
{
    Always,

    /// <summary>Nobody makes the round yet.</summary>
    Untaken,

    /// <summary>Somebody makes it.</summary>
    Taken,
}

/// <summary>The transition table of a round: the one source for decisions, <c>GET …/actions</c> and the tests.</summary>
public static class RoundTable
{
    private static readonly Party Author = new(Role.Physician, Relation.Author);
    private static readonly Party AskingPhysician = new(Role.Physician, Relation.Inviting);
    private static readonly Party AskingOffice = new(Role.Office, Relation.Inviting);
    private static readonly Party AskedPhysician = new(Role.Physician, Relation.Invited);
    private static readonly Party Specialist = new(Role.Physician, Relation.Lead);
    private static readonly Party AskedOffice = new(Role.Office, Relation.Invited);

    /// <summary>Every row. Moving on is both sides' work: whoever holds the list at the bedside presses the button.</summary>
    public static IReadOnlyList<RoundTransition> Rows { get; } =
    [
        new(Reorder, [Planned, Underway], [AskingPhysician, AskingOffice, AskedPhysician], [], RoundWhen.Always, "order"),
        new(Add, [Planned, Underway], [AskingPhysician], [], RoundWhen.Always, "places"),
        new(LeaveOut, [Planned, Underway], [AskingPhysician, AskingOffice, AskedPhysician], [], RoundWhen.Always, "caseId", "reason"),
        new(Reschedule, [Planned], [Author, AskingOffice, AskedOffice], [], RoundWhen.Always, "start", "end"),
        new(Take, [Planned, Underway], [AskedPhysician], [], RoundWhen.Untaken),
        new(Take, [Planned, Underway], [AskedOffice], [], RoundWhen.Always, "practitionerId"),
        new(GiveBack, [Planned], [Specialist, AskedOffice], [], RoundWhen.Taken, "reason"),
        new(Start, [Planned], [AskingPhysician, AskedPhysician], [Underway]),
        new(Next, [Underway], [AskingPhysician, AskedPhysician], []),
        new(Move, [Underway], [AskingPhysician, AskedPhysician], [], RoundWhen.Always, "caseId"),
        new(Finish, [Underway], [AskingPhysician, AskedPhysician], [Finished]),
        new(Cancel, [Planned], [Author, AskingOffice, AskedOffice], [Cancelled], RoundWhen.Always, "reason"),
    ];

    private static readonly TransitionTable<RoundState, RoundAction, RoundStatus, RoundWhen> table =
        new(Rows, state => state.Status, (when, state) => when switch
        {
            RoundWhen.Untaken => state.PractitionerId is null,
            RoundWhen.Taken => state.PractitionerId is not null,
            _ => true,
        });

    /// <summary>Why this caller may not do this now; null when the table allows it.</summary>
    public static RoundRefusal? Forbids(RoundState state, RoundAction action, Caller caller) => table.Ask(state, action, caller, RoundRelations.Of(state, caller)) switch
    {
        TableVerdict.Allowed => null,
        TableVerdict.Illegal => RoundRefusal.IllegalTransition,
        _ => RoundRefusal.Forbidden,
    };

    /// <summary>What this caller may do now.</summary>
    public static IEnumerable<RoundTransition> Allowed(RoundState state, Caller caller) => table.Allowed(state, caller, RoundRelations.Of(state, caller));

    /// <summary>What anybody may do now, for the text of a 409.</summary>
    public static IEnumerable<RoundAction> Legal(RoundState state) => table.Legal(state);
}
