using Telemed.Kernel;

namespace Telemed.Silos.Grains;

/// <summary>The case owner of a silo. While a grain handles a command of its own case, what this silo folded last is taken as the present state without a look at the log:
/// nobody else writes the case unless a silo has just died, and the expected version shows it when a step is stored.</summary>
/// <param name="inner">Who owns cases without grains.</param>
internal sealed class GrainCaseOwner(ICaseOwner inner) : ICaseOwner
{
    private readonly AsyncLocal<OwnCase?> handled = new();

    /// <summary>From here to the end of the calling method.</summary>
    public void Trust(OwnCase own) => handled.Value = own;

    public async Task<Loaded<TState>> Load<TState, TEvent, TRefusal>(Aggregate<TState, TEvent, TRefusal> aggregate, string id, CancellationToken cancellationToken)
        where TEvent : class where TRefusal : struct, Enum
    {
        if (handled.Value is not { } own || own.Stream != new StreamId(aggregate.Category, id) || inner.Known(aggregate, id) is not { } known)
            return await inner.Load(aggregate, id, cancellationToken);
        own.WasBehind ??= async token => (await inner.Load(aggregate, id, token)).Version != known.Version;
        return known;
    }

    public Task<Outcome<TState, TRefusal>> Transact<TState, TEvent, TRefusal>(
        Aggregate<TState, TEvent, TRefusal> aggregate, string id, long? seenVersion, CommandContext context,
        Func<TState, Decision<TEvent, TRefusal>> decide, CancellationToken cancellationToken)
        where TEvent : class where TRefusal : struct, Enum => inner.Transact(aggregate, id, seenVersion, context, decide, cancellationToken);

    public Loaded<TState>? Known<TState, TEvent, TRefusal>(Aggregate<TState, TEvent, TRefusal> aggregate, string id) where TEvent : class where TRefusal : struct, Enum =>
        inner.Known(aggregate, id);
}

/// <summary>The case of a grain, for one command.</summary>
/// <param name="stream">Its stream.</param>
internal sealed class OwnCase(StreamId stream)
{
    public StreamId Stream => stream;

    /// <summary>Whether the log holds more of the case than the state the command was first shown; null when it was shown none from memory.</summary>
    public Func<CancellationToken, Task<bool>>? WasBehind { get; set; }
}
