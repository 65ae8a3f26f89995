namespace Telemed.Kernel;

/// <summary>A command that was done: the hash of its request, and the version it made.</summary>
internal readonly record struct DoneCommand(string? BodyHash, long Version);

/// <summary>A case folded up to a version; the commands grow with it, and only its owner's turn touches them.</summary>
internal sealed record Folded<TState>(TState State, long Version, Dictionary<string, DoneCommand> Commands);

/// <summary>Folds the appends of one case and makes new ones.</summary>
internal sealed class CaseHistory<TState, TEvent, TRefusal>(IEventLog log, Aggregate<TState, TEvent, TRefusal> aggregate, StreamId stream)
    where TEvent : class where TRefusal : struct, Enum
{
    public Task<Folded<TState>> Read(CancellationToken cancellationToken) => CatchUp(new(aggregate.Initial, 0, []), cancellationToken);

    /// <summary>The same object when nothing was appended since.</summary>
    public async Task<Folded<TState>> CatchUp(Folded<TState> folded, CancellationToken cancellationToken)
    {
        await foreach (var append in log.ReadStream(stream, folded.Version, cancellationToken))
        {
            var state = Fold(folded.State, append.Events);
            folded.Commands[append.Context.CommandId] = new(append.Context.BodyHash, append.Version);
            folded = folded with { State = state, Version = append.Version };
        }
        return folded;
    }

    public async Task<TState> StateAt(Folded<TState> folded, long version, CancellationToken cancellationToken)
    {
        if (version == folded.Version) return folded.State;
        var state = aggregate.Initial;
        await foreach (var append in log.ReadStream(stream, 0, cancellationToken))
        {
            state = Fold(state, append.Events);
            if (append.Version == version) break;
        }
        return state;
    }

    /// <summary>Either an answer that stores nothing, or an append with the state after it.</summary>
    public (Outcome<TState, TRefusal>? Answer, Append? Append, Folded<TState> Next) Decide(
        Folded<TState> folded, long? seenVersion, CommandContext context, Func<TState, Decision<TEvent, TRefusal>> decide)
    {
        if (seenVersion is { } seen && seen != folded.Version) return (new Outcome<TState, TRefusal>.Stale(folded.Version), null, folded);
        var decision = decide(folded.State);
        if (decision is Decision<TEvent, TRefusal>.Refused refused)
            return (new Outcome<TState, TRefusal>.Refused(refused.Reason, folded.State, folded.Version), null, folded);
        var happened = ((Decision<TEvent, TRefusal>.Happened)decision).Events;
        if (happened.Count == 0) return (new Outcome<TState, TRefusal>.Done(folded.State, folded.Version, Repeated: false), null, folded);

        var facts = happened.Select(aggregate.Format.Write).ToArray();
        var after = Fold(folded.State, facts);   // the stored samples of every fact prove that its JSON says the same
        var (before, now) = (Claimed(folded.State), Claimed(after));
        var append = new Append(stream, folded.Version, context, facts, [.. now.Except(before)], [.. before.Except(now)]);
        return (null, append, folded with { State = after, Version = folded.Version + 1 });
    }

    private IReadOnlyList<string> Claimed(TState state) => aggregate.Claims?.Invoke(state) ?? [];

    private TState Fold(TState state, IReadOnlyList<EventData> facts)
    {
        foreach (var fact in facts) state = aggregate.Evolve(state, aggregate.Format.Read(fact));
        return state;
    }
}
