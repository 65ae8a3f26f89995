using System.Globalization;

namespace Telemed.Faults.Mischief;

/// <summary>Lets faults happen one after another, sometimes two at once, in an order that the seed decides: each kind comes before any comes again.</summary>
internal sealed class MischiefMaker(IReadOnlyList<Fault> faults, FailoverWatch failover, int seed)
{
    private readonly Random random = new(seed);
    private readonly Queue<Fault> bag = [];

    /// <summary>How often each kind happened.</summary>
    public SortedDictionary<string, int> Happened { get; } = [];

    public async Task Run(TimeSpan time, Action<string> say)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var over = new CancellationTokenSource(time, TimeProvider.System);
        var (overlapping, name) = (Task.CompletedTask, "");
        while (!over.IsCancellationRequested)
        {
            var fault = Next();
            if (fault.Name == name || fault.Alone && random.Next(3) > 0) await overlapping;   // one of a kind at a time
            var now = One(fault, random.Next(), began, say, over.Token);
            if (overlapping.IsCompleted && random.Next(4) == 0 && !fault.Alone)
            {
                await overlapping;
                (overlapping, name) = (now, fault.Name);
            }
            else await now;
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300, 2500)), TimeProvider.System, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await overlapping;
    }

    private async Task One(Fault fault, int own, long began, Action<string> say, CancellationToken over)
    {
        Happened[fault.Name] = Happened.GetValueOrDefault(fault.Name) + 1;
        var at = TimeProvider.System.GetElapsedTime(began);
        failover.Began();
        try
        {
            var what = await fault.Happen(new Random(own), over);
            say(string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,6:F1} s  {fault.Name}: {what}"));
        }
        finally
        {
            failover.Ended();
        }
    }

    private Fault Next()
    {
        if (bag.Count == 0)
            foreach (var fault in faults.OrderBy(_ => random.Next()).ToArray()) bag.Enqueue(fault);
        return bag.Dequeue();
    }
}
