using System.Globalization;
using Telemed.Kernel;

namespace Telemed.Faults.Node;

/// <summary>A planted bug: every node takes itself for the one that fires clocks, and writes what it decided whatever others have written meanwhile.</summary>
internal sealed class UnleasedClocks(IEventLog inner, int seed) : IEventLog, IAsyncDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(400);
    private readonly Random random = new(seed);
    private long fired;

    public async Task<AppendResult> Append(Append append, CancellationToken cancellationToken)
    {
        if (append.Context.Actor != Actor.Clock) return await inner.Append(append, cancellationToken);
        await Task.Delay(Slow * (0.5 + random.NextDouble()), TimeProvider.System, cancellationToken);
        var own = string.Create(CultureInfo.InvariantCulture, $"{append.Context.CommandId}-{Environment.ProcessId}-{Interlocked.Increment(ref fired)}");
        while (true)
        {
            var result = await inner.Append(append with { Context = append.Context with { CommandId = own } }, cancellationToken);
            if (result is not AppendResult.Stale stale) return result;
            append = append with { ExpectedVersion = stale.CurrentVersion };
        }
    }

    public IAsyncEnumerable<StoredAppend> ReadStream(StreamId stream, long afterVersion, CancellationToken cancellationToken) =>
        inner.ReadStream(stream, afterVersion, cancellationToken);

    public IAsyncEnumerable<FeedPage> Follow(string? cursor, CancellationToken cancellationToken) => inner.Follow(cursor, cancellationToken);

    public Task<AuditResult> Verify(CancellationToken cancellationToken) => inner.Verify(cancellationToken);

    public ValueTask DisposeAsync() => inner is IAsyncDisposable owned ? owned.DisposeAsync() : ValueTask.CompletedTask;
}
