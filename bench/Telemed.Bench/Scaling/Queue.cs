namespace Telemed.Bench.Scaling;

/// <summary>A kind of work that arrives by chance.</summary>
/// <param name="Name">Of the work.</param>
/// <param name="PerSecond">In the busiest hour.</param>
/// <param name="Processor">Mean time on a core; drawn from an exponential distribution.</param>
/// <param name="Waited">Somebody waits for it: it counts in the waiting times.</param>
internal sealed record Work(string Name, double PerSecond, TimeSpan Processor, bool Waited);

/// <summary>Some cores and one line before them, first come first served: what it takes, and what those who wait feel.</summary>
internal static class Queue
{
    /// <summary>Utilisation, and the response time that 99 of 100 see.</summary>
    public readonly record struct Felt(double Busy, TimeSpan P99);

    /// <param name="work">What arrives.</param>
    /// <param name="cores">Serving.</param>
    /// <param name="burst">For the middle minute of three this many times as much arrives.</param>
    /// <param name="random">With a seed: the same run again.</param>
    public static Felt Run(IReadOnlyList<Work> work, int cores, double burst, Random random)
    {
        const double Seconds = 180, From = 60, To = 120;
        var total = work.Sum(w => w.PerSecond);
        var free = new PriorityQueue<int, double>(Enumerable.Range(0, cores).Select(core => (core, 0.0)));
        var (waits, served) = (new List<double>(), 0.0);
        for (var now = 0.0; now < Seconds;)
        {
            now += Exponential(random) / (total * (now is >= From and < To ? burst : 1));
            var kind = Draw(work, total, random);
            var takes = kind.Processor.TotalSeconds * Exponential(random);
            free.TryDequeue(out var core, out var since);
            var done = Math.Max(now, since) + takes;
            free.Enqueue(core, done);
            served += takes;
            if (kind.Waited) waits.Add(done - now);
        }
        waits.Sort();
        return new(served / (Seconds * cores), TimeSpan.FromSeconds(waits[waits.Count * 99 / 100]));
    }

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    private static Work Draw(IReadOnlyList<Work> work, double total, Random random)
    {
        var at = random.NextDouble() * total;
        foreach (var one in work)
            if ((at -= one.PerSecond) < 0) return one;
        return work[^1];
    }
}
