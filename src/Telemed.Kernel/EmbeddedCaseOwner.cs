using System.Diagnostics;

namespace Telemed.Kernel;

/// <summary>The case owner of one process: one command per case at a time, states kept in memory, the expected version as the guard against others.</summary>
/// <remarks>Where other processes may write the same log, an answer that stores nothing is given only after a look for their appends.</remarks>
/// <param name="log">The truth.</param>
/// <param name="capacity">Appends whose folded states and command ids are kept in memory.</param>
/// <param name="alone">Nobody else writes this log: what is in memory is the present state, and no look is needed.</param>
public sealed class EmbeddedCaseOwner(IEventLog log, int capacity = 20_000, bool alone = false) : ICaseOwner
{
    private const int MostAttempts = 100;
    private readonly CaseCache cases = new(capacity);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Lost the race for this case a hundred times.</exception>
    public async Task<Outcome<TState, TRefusal>> Transact<TState, TEvent, TRefusal>(
        Aggregate<TState, TEvent, TRefusal> aggregate, string id, long? seenVersion, CommandContext context,
        Func<TState, Decision<TEvent, TRefusal>> decide, CancellationToken cancellationToken)
        where TEvent : class where TRefusal : struct, Enum
    {
        using var turn = await cases.Enter(new(aggregate.Category, id), cancellationToken);
        var history = new CaseHistory<TState, TEvent, TRefusal>(log, aggregate, new(aggregate.Category, id));
        var fresh = alone || turn.Folded is null;
        var folded = turn.Folded as Folded<TState> ?? await history.Read(cancellationToken);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (folded.Commands.TryGetValue(context.CommandId, out var done))
            {
                turn.Keep(folded, folded.Commands.Count);
                return done.BodyHash == context.BodyHash
                    ? new Outcome<TState, TRefusal>.Done(await history.StateAt(folded, done.Version, cancellationToken), done.Version, Repeated: true)
                    : new Outcome<TState, TRefusal>.KeyReused();
            }
            var (answer, append, next) = history.Decide(folded, seenVersion, context, decide);
            if (append is null)
            {
                if (!fresh && await history.CatchUp(folded, cancellationToken) is var caught && caught.Version > folded.Version) (folded, fresh) = (caught, true);
                else return Answer(turn, folded, answer!);
                continue;
            }
            turn.Forget();   // until the log has answered nobody knows how the case stands
            switch (await Store(append, alone ? CancellationToken.None : cancellationToken))   // given up, it could still happen behind the back of the memory
            {
                case AppendResult.Appended { Repeated: false }:
                    next.Commands[context.CommandId] = new(context.BodyHash, next.Version);
                    return Answer(turn, next, new Outcome<TState, TRefusal>.Done(next.State, next.Version, Repeated: false));
                case AppendResult.Taken taken:
                    return Answer(turn, folded, new Outcome<TState, TRefusal>.Taken(taken.Key, taken.By));
                default:
                    (folded, fresh) = (await history.CatchUp(folded, cancellationToken), true);
                    break;
            }
        }
        throw new InvalidOperationException($"Lost the race for {aggregate.Category} {MostAttempts} times.");
    }

    /// <inheritdoc/>
    public async Task<Loaded<TState>> Load<TState, TEvent, TRefusal>(
        Aggregate<TState, TEvent, TRefusal> aggregate, string id, CancellationToken cancellationToken)
        where TEvent : class where TRefusal : struct, Enum
    {
        var stream = new StreamId(aggregate.Category, id);
        if (alone && Known(aggregate, id) is { } known) return known;
        using var turn = await cases.Enter(stream, cancellationToken);
        var history = new CaseHistory<TState, TEvent, TRefusal>(log, aggregate, stream);
        var folded = turn.Folded is Folded<TState> kept ? await history.CatchUp(kept, cancellationToken) : await history.Read(cancellationToken);
        return Answer(turn, folded, new Loaded<TState>(folded.State, folded.Version));
    }

    /// <inheritdoc/>
    public Loaded<TState>? Known<TState, TEvent, TRefusal>(Aggregate<TState, TEvent, TRefusal> aggregate, string id) where TEvent : class where TRefusal : struct, Enum =>
        cases.Known(new(aggregate.Category, id)) is Folded<TState> known ? new(known.State, known.Version) : null;

    private async Task<AppendResult> Store(Append append, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var span = Telemetry.Source.StartActivity("append", ActivityKind.Producer);
        span?.SetTag("category", append.Stream.Category);
        var result = await log.Append(span is { Recorded: true } ? append with { Context = append.Context with { Trace = span.Id } } : append, cancellationToken);
        Telemetry.AppendDuration.Record(
            Stopwatch.GetElapsedTime(began).TotalSeconds, new("category", append.Stream.Category), new KeyValuePair<string, object?>("outcome", result.GetType().Name));
        return result;
    }

    private static TAnswer Answer<TState, TAnswer>(CaseCache.Lease turn, Folded<TState> folded, TAnswer answer)
    {
        if (folded.Version > 0) turn.Keep(folded, folded.Commands.Count);
        return answer;
    }
}
