using System.Globalization;
using Telemed.Faults.Cluster;

namespace Telemed.Faults.Mischief;

/// <summary>Everything that can go wrong, by name. Each fault ends with all parts as they were.</summary>
internal sealed class FaultList(Region region, FailoverWatch failover)
{
    private static readonly TimeSpan Restarting = TimeSpan.FromMinutes(2);

    /// <summary>Those that this machine and store permit.</summary>
    public IEnumerable<Fault> All()
    {
        yield return new("kill-node", KillNode, Alone: true);
        yield return new("freeze-node", FreezeNode);
        yield return new("clock-jump", JumpOneClock);
        yield return new("clock-jump-all", JumpAllClocks);
        yield return new("repeated-feed", RepeatFeed);
        yield return new("slow-disk", SlowDisk);
        if (region.Disk is not null) yield return new("full-disk", FillDisk);
        if (region.Database is null) yield break;
        yield return new("kill-database", KillDatabase);
        yield return new("cut-database", CutDatabase);
        yield return new("cut-peers", CutPeers);
        yield return new("lost-answer", LoseAnswer);
        yield return new("slow-line", SlowLine);
    }

    private async Task<string> KillNode(Random random, CancellationToken ct)
    {
        var node = Pick(random);
        var down = Between(random, 0, 3);
        await failover.Killed(node, node.Kill);
        await Wait(down, ct);
        await node.StartAndKeepTrying(Restarting);
        return $"node {node.Number} for {Seconds(down)} and its start";
    }

    private async Task<string> KillDatabase(Random random, CancellationToken ct)
    {
        var down = Between(random, 0.2, 4);
        await region.Database!.Kill();
        await Wait(down, ct);
        await region.Database.Resume(synced: true);
        return $"for {Seconds(down)} and its start";
    }

    private async Task<string> FreezeNode(Random random, CancellationToken ct)
    {
        var node = Pick(random);
        var still = Between(random, 3, 20);
        await node.Freeze();
        await Wait(still, ct);
        await node.Thaw();
        return $"node {node.Number} for {Seconds(still)}";
    }

    private Task<string> CutDatabase(Random random, CancellationToken ct) => Cut(random, 1, 18, (relay, line) => relay.Set(line), ct);

    private Task<string> CutPeers(Random random, CancellationToken ct) => Cut(random, 2, 10, (relay, line) => relay.SetPeers(line), ct);

    private async Task<string> Cut(Random random, double least, double most, Action<Relay, Line> set, CancellationToken ct)
    {
        var relay = Pick(random, region.Relays);
        var (line, time) = (random.Next(2) == 0 ? Line.Broken : Line.Silent, Between(random, least, most));
        set(relay, line);
        await Wait(time, ct);
        set(relay, Line.Open);
        return $"node {region.Relays.ToList().IndexOf(relay)} {line} for {Seconds(time)}";
    }

    private async Task<string> LoseAnswer(Random random, CancellationToken ct)
    {
        var relay = Pick(random, region.Relays);
        var (before, asked) = (relay.Lost, random.Next(1, 5));
        relay.LoseAnswers(asked);
        for (var i = 0; i < 50 && relay.Lost - before < asked; i++) await Wait(TimeSpan.FromMilliseconds(100), ct);
        relay.LoseAnswers(0);
        return string.Create(CultureInfo.InvariantCulture, $"{relay.Lost - before} commits of node {region.Relays.ToList().IndexOf(relay)}");
    }

    private async Task<string> SlowLine(Random random, CancellationToken ct)
    {
        var relay = Pick(random, region.Relays);
        var (slow, time) = (Between(random, 0.02, 0.4), Between(random, 2, 8));
        relay.Delay = slow;
        await Wait(time, ct);
        relay.Delay = default;
        return string.Create(CultureInfo.InvariantCulture, $"{slow.TotalMilliseconds:F0} ms a piece for {Seconds(time)}");
    }

    private async Task<string> SlowDisk(Random random, CancellationToken ct)
    {
        var node = Pick(random);
        var (slow, time) = (Between(random, 0.1, 1.5), Between(random, 2, 8));
        node.Turn(slowness: slow);
        await Wait(time, ct);
        node.Turn();
        return string.Create(CultureInfo.InvariantCulture, $"node {node.Number} {slow.TotalMilliseconds:F0} ms an append for {Seconds(time)}");
    }

    private async Task<string> FillDisk(Random random, CancellationToken ct)
    {
        var time = Between(random, 1, 6);
        await region.Disk!.Fill(random.Next(64) * 4096);
        await Wait(time, ct);
        await region.Disk.Empty();
        return $"of node 0 for {Seconds(time)}";
    }

    private async Task<string> JumpOneClock(Random random, CancellationToken ct)
    {
        var node = Pick(random);
        var (before, jump) = (node.Ahead, Between(random, 60, 4 * 3600));
        node.Turn(ahead: before + jump);
        await Wait(Between(random, 1, 6), ct);
        if (random.Next(2) == 0) node.Turn(ahead: before);
        return $"node {node.Number} by {jump.TotalMinutes:F0} min{(node.Ahead == before ? " and back" : "")}";
    }

    private async Task<string> JumpAllClocks(Random random, CancellationToken ct)
    {
        var jump = region.Nodes.Max(n => n.Ahead) + Between(random, 1800, 12 * 3600);
        foreach (var node in region.Nodes) node.Turn(ahead: jump);
        await Wait(Between(random, 1, 5), ct);
        return $"all nodes to {jump.TotalHours:F1} h ahead";
    }

    private async Task<string> RepeatFeed(Random random, CancellationToken ct)
    {
        var node = Pick(random);
        var (often, time) = (0.2 + random.NextDouble() * 0.8, Between(random, 3, 10));
        node.Turn(repeats: often);
        await Wait(time, ct);
        node.Turn();
        return string.Create(CultureInfo.InvariantCulture, $"node {node.Number}, {often:P0} of the pages, for {Seconds(time)}");
    }

    private NodeProcess Pick(Random random) => Pick(random, region.Nodes);

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static TimeSpan Between(Random random, double least, double most) => TimeSpan.FromSeconds(least + random.NextDouble() * (most - least));

    /// <summary>A fault that is told to end still ends what it began.</summary>
    private static async Task Wait(TimeSpan time, CancellationToken ct) =>
        await Task.Delay(time, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");
}
