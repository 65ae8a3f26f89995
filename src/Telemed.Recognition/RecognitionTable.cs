using Telemed.Cases.Acting;
using Telemed.Contracts;
using static Telemed.Recognition.RecognitionAction;
using static Telemed.Recognition.RecognitionStatus;

namespace Telemed.Recognition;

/// <summary>What a row of the table asks of the case beside its state.</summary>
public enum When
{
    Always,

    /// <summary>There is an earlier result to speak of.</summary>
    ResultFound,

    /// <summary>A decision stands.</summary>
    DecisionStands,
}

/// <summary>The transition table: the one source for decisions, <c>GET …/actions</c> and the tests. Nothing in it stands between a physician and an order.</summary>
public static class RecognitionTable
{
    private static readonly Party[] Ordering = [new(Role.Physician, Relation.Inviting)];
    private static readonly Party[] OrderingSide = [.. Ordering, new(Role.Office, Relation.Inviting)];

    /// <summary>Every row.</summary>
    public static IReadOnlyList<Transition> Rows { get; } =
    [
        new(View, [Open, Decided], Ordering, [], When.ResultFound, "resultId"),
        new(Decide, [Open, Decided], Ordering, [Open, Decided], When.ResultFound, "code", "resultId", "decision"),
        new(Revoke, [Open, Decided], Ordering, [Open, Decided], When.DecisionStands),
        new(Quote, [Open, Decided], Ordering, [], When.ResultFound, "resultId", "where"),
        new(Order, [Open, Decided], Ordering, [Open, Decided], When.Always, "code"),
        new(Close, [Open, Decided], OrderingSide, [Closed]),
    ];

    private static readonly TransitionTable<RecognitionState, RecognitionAction, RecognitionStatus, When> table = new(Rows, state => state.Status, Holds);

    /// <summary>Why this caller may not do this now; null when the table allows it.</summary>
    public static RecognitionRefusal? Forbids(RecognitionState state, RecognitionAction action, Caller caller) => table.Ask(state, action, caller, Relations.Of(state, caller)) switch
    {
        TableVerdict.Allowed => null,
        TableVerdict.Illegal => RecognitionRefusal.IllegalTransition,
        _ => RecognitionRefusal.Forbidden,
    };

    /// <summary>What this caller may do now.</summary>
    public static IEnumerable<Transition> Allowed(RecognitionState state, Caller caller) => table.Allowed(state, caller, Relations.Of(state, caller));

    /// <summary>What anybody may do now, for the text of a 409.</summary>
    public static IEnumerable<RecognitionAction> Legal(RecognitionState state) => table.Legal(state);

    private static bool Holds(When when, RecognitionState state) => when switch
    {
        When.ResultFound => state.Items.Any(i => i.Candidates.Count > 0),
        When.DecisionStands => state.Decisions.Any(d => d.RevokedAt is null),
        _ => true,
    };
}
