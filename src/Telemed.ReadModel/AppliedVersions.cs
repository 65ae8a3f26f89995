using Telemed.Kernel;

namespace Telemed.ReadModel;

/// <summary>What is applied and committed per stream, and who waits for more.</summary>
internal sealed class AppliedVersions(Func<StreamId, long> stored)
{
    private const int CachedStreams = 100_000;
    private readonly Lock gate = new();
    private readonly RecentlyUsed<StreamId, long> committed = new(CachedStreams);
    private readonly Dictionary<StreamId, List<(long Version, TaskCompletionSource Done)>> waiting = [];
    private int urgent;
    private ReadModelFailure? failure;
    private TaskCompletionSource asked = NewSignal();

    /// <summary>Ends when somebody waits who wants it soon.</summary>
    public Task Asked
    {
        get { lock (gate) return urgent > 0 ? Task.CompletedTask : asked.Task; }
    }

    /// <summary>The committed version if it is in memory.</summary>
    public bool TryGet(StreamId stream, out long version)
    {
        lock (gate) return committed.TryGet(stream, out version);
    }

    public async Task WaitFor(StreamId stream, long version, bool soon, CancellationToken cancellationToken)
    {
        TaskCompletionSource done;
        bool inMemory;
        lock (gate)
        {
            inMemory = committed.TryGet(stream, out var known);
            if (inMemory && known >= version) return;
            if (failure is not null) throw Stopped(failure);
            if (!waiting.TryGetValue(stream, out var waiters)) waiting.Add(stream, waiters = []);
            waiters.Add((version, done = NewSignal()));
            if (soon && ++urgent > 0) asked.TrySetResult();
        }
        try
        {
            if (!inMemory && stored(stream) >= version) return;   // committed before this process, or long ago
            await done.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (gate) GiveUp(stream, done, soon);
        }
    }

    public void Committed(Dictionary<StreamId, long> versions)
    {
        lock (gate)
        {
            foreach (var (stream, version) in versions)
            {
                committed.Set(stream, version);
                if (!waiting.TryGetValue(stream, out var waiters)) continue;
                foreach (var waiter in waiters)
                {
                    if (waiter.Version <= version) waiter.Done.TrySetResult();
                }
            }
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Fail(ReadModelFailure reason)
    {
        lock (gate)
        {
            failure = reason;
            foreach (var waiter in waiting.Values.SelectMany(w => w)) waiter.Done.TrySetException(Stopped(reason));
        }
    }

    /// <summary>The tables are empty again; who waits goes on waiting.</summary>
    public void Clear()
    {
        lock (gate)
        {
            failure = null;
            committed.Clear();
        }
    }

    private static ReadModelStoppedException Stopped(ReadModelFailure reason) => new(reason);

    private void GiveUp(StreamId stream, TaskCompletionSource done, bool soon)
    {
        if (soon && --urgent == 0 && asked.Task.IsCompleted) asked = NewSignal();
        if (!waiting.TryGetValue(stream, out var waiters)) return;
        waiters.RemoveAll(w => w.Done == done);
        if (waiters.Count == 0) waiting.Remove(stream);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
