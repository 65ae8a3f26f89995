using System.Globalization;
using Telemed.Kernel;

namespace Telemed.Faults.Node;

/// <summary>A planted bug: nobody remembers command ids, so a command that comes again is done again.</summary>
internal sealed class ForgetfulOwner(ICaseOwner inner) : ICaseOwner
{
    private long commands;

    public Task<Outcome<TState, TRefusal>> Transact<TState, TEvent, TRefusal>(
        Aggregate<TState, TEvent, TRefusal> aggregate, string id, long? seenVersion, CommandContext context,
        Func<TState, Decision<TEvent, TRefusal>> decide, CancellationToken cancellationToken)
        where TEvent : class where TRefusal : struct, Enum =>
        inner.Transact(aggregate, id, seenVersion, context.BodyHash is null ? context : context with { CommandId = Another(context.CommandId) }, decide, cancellationToken);

    public Task<Loaded<TState>> Load<TState, TEvent, TRefusal>(Aggregate<TState, TEvent, TRefusal> aggregate, string id, CancellationToken cancellationToken)
        where TEvent : class where TRefusal : struct, Enum => inner.Load(aggregate, id, cancellationToken);

    public Loaded<TState>? Known<TState, TEvent, TRefusal>(Aggregate<TState, TEvent, TRefusal> aggregate, string id) where TEvent : class where TRefusal : struct, Enum =>
        inner.Known(aggregate, id);

    private string Another(string command) => string.Create(CultureInfo.InvariantCulture, $"{command}-{Environment.ProcessId}-{Interlocked.Increment(ref commands)}");
}
