namespace Telemed.Kernel;

/// <summary>One turn at a time per stream, and what was folded last for the streams used last.</summary>
/// <param name="capacity">Weight kept for streams nobody uses at the moment; the weight of a stream is its appends and a few for itself.</param>
internal sealed class CaseCache(int capacity)
{
    private const int OwnWeight = 8;
    private readonly Lock gate = new();
    private readonly Dictionary<StreamId, Turns> all = [];
    private readonly LinkedList<Turns> idle = [];
    private long idleWeight;

    /// <summary>Waits until nobody else works on the stream.</summary>
    public async Task<Lease> Enter(StreamId stream, CancellationToken cancellationToken)
    {
        var turns = Take(stream);
        try
        {
            await turns.Free.WaitAsync(cancellationToken);
        }
        catch
        {
            GiveBack(turns);
            throw;
        }
        return new(this, turns);
    }

    /// <summary>What was folded last, without waiting for a turn; null while somebody's append is under way, or when nothing is in memory.</summary>
    public object? Known(StreamId stream)
    {
        lock (gate)
        {
            if (!all.TryGetValue(stream, out var turns)) return null;
            if (turns.Users == 0)
            {
                idle.Remove(turns.Place);
                idle.AddLast(turns.Place);
            }
            return turns.Folded;
        }
    }

    private Turns Take(StreamId stream)
    {
        lock (gate)
        {
            if (!all.TryGetValue(stream, out var turns)) all.Add(stream, turns = new(stream));
            else if (turns.Users == 0)
            {
                idle.Remove(turns.Place);
                idleWeight -= turns.Weight;
            }
            turns.Users++;
            return turns;
        }
    }

    private void GiveBack(Turns turns)
    {
        lock (gate)
        {
            if (--turns.Users > 0) return;
            turns.Weight = OwnWeight + turns.Appends;
            idleWeight += turns.Weight;
            idle.AddLast(turns.Place);
            while (idleWeight > capacity && idle.First is { } oldest)
            {
                idle.RemoveFirst();
                idleWeight -= oldest.Value.Weight;
                all.Remove(oldest.Value.Stream);
                oldest.Value.Free.Dispose();
            }
        }
    }

    /// <summary>The right to work on one stream, until disposed.</summary>
    internal readonly struct Lease(CaseCache cache, Turns turns) : IDisposable
    {
        public object? Folded => turns.Folded;

        public void Keep(object? folded, int appends) => (turns.Folded, turns.Appends) = (folded, appends);

        public void Forget() => Keep(null, 0);

        public void Dispose()
        {
            turns.Free.Release();
            cache.GiveBack(turns);
        }
    }

    internal sealed class Turns
    {
        private object? folded;

        public Turns(StreamId stream)
        {
            Stream = stream;
            Place = new(this);
        }

        public StreamId Stream { get; }

        public SemaphoreSlim Free { get; } = new(1, 1);

        public LinkedListNode<Turns> Place { get; }

        /// <summary>Written by whoever has the turn, read by anyone.</summary>
        public object? Folded
        {
            get => Volatile.Read(ref folded);
            set => Volatile.Write(ref folded, value);
        }

        public int Appends { get; set; }

        public int Weight { get; set; }

        public int Users { get; set; }
    }
}
