namespace Telemed.Kernel;

/// <summary>How one kind of case is folded and stored.</summary>
/// <param name="Category">Category of its streams.</param>
/// <param name="Initial">State before the first fact.</param>
/// <param name="Evolve">Folds one fact; throws on a fact it does not know, because that is data loss.</param>
/// <param name="Format">JSON form of the facts.</param>
/// <param name="Claims">Keys a case in this state holds alone in the whole log; pure.</param>
public sealed record Aggregate<TState, TEvent, TRefusal>(
    string Category, TState Initial, Func<TState, TEvent, TState> Evolve, EventFormat<TEvent> Format, Func<TState, IReadOnlyList<string>>? Claims = null)
    where TEvent : class where TRefusal : struct, Enum;

/// <summary>A case as loaded: its state and the number of appends behind it; version 0 when there is none.</summary>
public sealed record Loaded<TState>(TState State, long Version);

/// <summary>The single writer of each case: loads or reuses its state, decides, appends, retries when another writer was faster.</summary>
public interface ICaseOwner
{
    /// <summary>Runs one command on one case.</summary>
    /// <param name="aggregate">The kind of case.</param>
    /// <param name="id">The case.</param>
    /// <param name="seenVersion">What the caller had seen (<c>If-Match</c>); null decides on the present state.</param>
    /// <param name="context">Who, when, and the command's id.</param>
    /// <param name="decide">The rule: pure, called again after a conflict.</param>
    /// <param name="cancellationToken">Gives up waiting; an append under way may still happen.</param>
    Task<Outcome<TState, TRefusal>> Transact<TState, TEvent, TRefusal>(
        Aggregate<TState, TEvent, TRefusal> aggregate, string id, long? seenVersion, CommandContext context,
        Func<TState, Decision<TEvent, TRefusal>> decide, CancellationToken cancellationToken)
        where TEvent : class where TRefusal : struct, Enum;

    /// <summary>The present state of a case, straight from its owner.</summary>
    Task<Loaded<TState>> Load<TState, TEvent, TRefusal>(
        Aggregate<TState, TEvent, TRefusal> aggregate, string id, CancellationToken cancellationToken)
        where TEvent : class where TRefusal : struct, Enum;

    /// <summary>What this process folded of a case last, without a look at the log: it may be behind. Null when it is not in memory, or while it changes.</summary>
    Loaded<TState>? Known<TState, TEvent, TRefusal>(Aggregate<TState, TEvent, TRefusal> aggregate, string id) where TEvent : class where TRefusal : struct, Enum;
}
