using System.Runtime.CompilerServices;
using Telemed.Kernel;

namespace Telemed.Faults.Node;

/// <summary>The log on a slow disk, with a feed that gives again what it gave before, as feeds with leases do.</summary>
internal sealed class TroubledLog(IEventLog inner, Dial dial, int seed) : IEventLog, IAsyncDisposable
{
    private const int Remembered = 6;
    private readonly Random random = new(seed);

    public async Task<AppendResult> Append(Append append, CancellationToken cancellationToken)
    {
        if (dial.Slowness is { Ticks: > 0 } slow) await Task.Delay(slow, TimeProvider.System, cancellationToken);
        return await inner.Append(append, cancellationToken);
    }

    public IAsyncEnumerable<StoredAppend> ReadStream(StreamId stream, long afterVersion, CancellationToken cancellationToken) =>
        inner.ReadStream(stream, afterVersion, cancellationToken);

    public async IAsyncEnumerable<FeedPage> Follow(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = new List<FeedPage>();
        await foreach (var page in inner.Follow(cursor, cancellationToken))
        {
            yield return page;
            if (page.Appends.Count == 0) continue;
            before.Add(page);
            if (before.Count > Remembered) before.RemoveAt(0);
            if (random.NextDouble() >= dial.Repeats) continue;
            foreach (var again in before.Skip(random.Next(before.Count)).ToArray()) yield return again;   // from an older place on, up to here
        }
    }

    public Task<AuditResult> Verify(CancellationToken cancellationToken) => inner.Verify(cancellationToken);

    public ValueTask DisposeAsync() => inner is IAsyncDisposable owned ? owned.DisposeAsync() : ValueTask.CompletedTask;
}
