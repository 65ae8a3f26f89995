using Telemed.Faults.Cluster;
using Telemed.Faults.Hub;

namespace Telemed.Faults.Mischief;

/// <summary>Measures how soon the clients of a killed node have replayed at another: only where that one death is all that is wrong.</summary>
internal sealed class FailoverWatch(IReadOnlyList<Follower> followers, int nodes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(10);
    private readonly List<TimeSpan> measured = [];
    private int wrongNow;

    /// <summary>From the death of a node to the end of the replay, one for each client of that node.</summary>
    public IReadOnlyList<TimeSpan> Measured => measured;

    /// <summary>Deaths that were not measured: they came on top of another fault, or nobody was connected there.</summary>
    public int Unmeasured { get; private set; }

    public void Began() => Interlocked.Increment(ref wrongNow);

    public void Ended() => Interlocked.Decrement(ref wrongNow);

    public async Task Killed(NodeProcess node, Func<Task> kill)
    {
        var alone = Volatile.Read(ref wrongNow) == 1 && nodes > 1;
        var there = followers.Where(f => f.At == node.Number).ToArray();
        var began = TimeProvider.System.GetTimestamp();
        await kill();
        if (!alone || there.Length == 0)
        {
            Unmeasured++;
            return;
        }
        while (there.Any(f => f.ReplayedAt < began) && TimeProvider.System.GetElapsedTime(began) < Patience && Volatile.Read(ref wrongNow) == 1)
            await Task.Delay(Often, TimeProvider.System);
        if (Volatile.Read(ref wrongNow) != 1)
        {
            Unmeasured++;
            return;
        }
        measured.AddRange(there.Select(f => f.ReplayedAt < began ? Patience : TimeProvider.System.GetElapsedTime(began, f.ReplayedAt)));
    }
}
