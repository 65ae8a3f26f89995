using Telemed.Kernel;

namespace Telemed.Cases.Timing;

/// <summary>A kind of case that has clocks.</summary>
public interface IClockedCase
{
    /// <summary>Category of its streams.</summary>
    string Category { get; }

    /// <summary>The clocks that run in a case as it stands, and its version; none when there is no such case.</summary>
    Task<Loaded<IReadOnlyList<RunningClock>>> Clocks(ICaseOwner owner, string id, CancellationToken cancellationToken);

    /// <summary>The same as this process knows the case, without a look at the log; null when it does not.</summary>
    IReadOnlyList<RunningClock>? Known(ICaseOwner owner, string id);

    /// <summary>Tells a case that its clock has run out; the version after it when that changed something.</summary>
    Task<long?> Fire(ICaseOwner owner, string id, string clock, CommandContext context, CancellationToken cancellationToken);
}

/// <summary>A clock that can run out.</summary>
/// <param name="Name">Unique in its case.</param>
/// <param name="Due">When it runs out.</param>
public sealed record RunningClock(string Name, DateTimeOffset Due);

/// <summary>A kind of case by its aggregate and the rule that takes a clock.</summary>
/// <param name="aggregate">How it is folded and stored.</param>
/// <param name="clocks">The clocks that run in a state; pure.</param>
/// <param name="decide">State, name of the clock and time to a decision; pure.</param>
public sealed class ClockedCase<TState, TEvent, TRefusal>(
    Aggregate<TState, TEvent, TRefusal> aggregate, Func<TState, IEnumerable<RunningClock>> clocks,
    Func<TState, string, DateTimeOffset, Decision<TEvent, TRefusal>> decide) : IClockedCase
    where TEvent : class where TRefusal : struct, Enum
{
    /// <inheritdoc/>
    public string Category => aggregate.Category;

    /// <inheritdoc/>
    public async Task<Loaded<IReadOnlyList<RunningClock>>> Clocks(ICaseOwner owner, string id, CancellationToken cancellationToken)
    {
        var loaded = await owner.Load(aggregate, id, cancellationToken);
        return new([.. loaded.Version == 0 ? [] : clocks(loaded.State)], loaded.Version);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunningClock>? Known(ICaseOwner owner, string id) => owner.Known(aggregate, id) is { } known ? [.. clocks(known.State)] : null;

    /// <inheritdoc/>
    public async Task<long?> Fire(ICaseOwner owner, string id, string clock, CommandContext context, CancellationToken cancellationToken) =>
        await owner.Transact(aggregate, id, null, context, state => decide(state, clock, context.At), cancellationToken)
            is Outcome<TState, TRefusal>.Done done ? done.Version : null;
}
