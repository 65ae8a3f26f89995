using Telemed.Contracts;

namespace Telemed.Cases.Acting;

/// <summary>One row: an action, where it starts, who may do it, and where it may lead.</summary>
/// <param name="Action">What is done.</param>
/// <param name="From">States in which it may be done.</param>
/// <param name="By">Who may do it.</param>
/// <param name="To">States after it; empty when the state stays as it is.</param>
/// <param name="When">What it asks of the case beside its state.</param>
/// <param name="Needs">Members of the body that must be there.</param>
public sealed record Transition<TAction, TStatus, TWhen>(
    TAction Action, IReadOnlyList<TStatus> From, IReadOnlyList<Party> By, IReadOnlyList<TStatus> To, TWhen When = default, params IReadOnlyList<string> Needs)
    where TAction : struct, Enum where TStatus : struct, Enum where TWhen : struct, Enum;

/// <summary>What a table says to a wish.</summary>
public enum TableVerdict
{
    /// <summary>It may be done.</summary>
    Allowed,

    /// <summary>Not in this state, though this caller may do it in another.</summary>
    Illegal,

    /// <summary>Not by this caller.</summary>
    Forbidden,
}

/// <summary>Reads the rows of one kind of case.</summary>
/// <param name="rows">The table.</param>
/// <param name="status">Where a case stands.</param>
/// <param name="holds">Whether a condition of a row holds for a case; pure.</param>
public sealed class TransitionTable<TState, TAction, TStatus, TWhen>(
    IReadOnlyList<Transition<TAction, TStatus, TWhen>> rows, Func<TState, TStatus> status, Func<TWhen, TState, bool> holds)
    where TAction : struct, Enum where TStatus : struct, Enum where TWhen : struct, Enum
{
    /// <summary>Whether a caller who stands like this to the case may do this now.</summary>
    public TableVerdict Ask(TState state, TAction action, Caller caller, Relation relation)
    {
        var everTheirs = false;
        var illegalHere = true;
        foreach (var row in rows)
        {
            if (!EqualityComparer<TAction>.Default.Equals(row.Action, action)) continue;
            var theirs = row.By.Include(caller, relation);
            everTheirs |= theirs;
            if (!Open(row, state)) continue;
            if (theirs) return TableVerdict.Allowed;
            illegalHere = false;
        }
        return everTheirs && illegalHere ? TableVerdict.Illegal : TableVerdict.Forbidden;
    }

    /// <summary>What this caller may do now.</summary>
    public IEnumerable<Transition<TAction, TStatus, TWhen>> Allowed(TState state, Caller caller, Relation relation) =>
        rows.Where(row => Open(row, state) && row.By.Include(caller, relation));

    /// <summary>What anybody may do now, for the text of a 409.</summary>
    public IEnumerable<TAction> Legal(TState state) => rows.Where(row => Open(row, state)).Select(row => row.Action).Distinct();

    private bool Open(Transition<TAction, TStatus, TWhen> row, TState state) => row.From.Contains(status(state)) && holds(row.When, state);
}
