using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Faults.Checks;
using Telemed.Faults.Cluster;
using Telemed.Faults.Hub;
using Telemed.Faults.Load;
using Telemed.Faults.Mischief;
using Telemed.Web.Tests;
using Telemed.Web.Tests.Region;

namespace Telemed.Faults;

/// <summary>One run: start, work under faults, quiet, checks.</summary>
internal sealed class FaultRun(RunSettings settings, TextWriter output)
{
    private const int ClientsOfEach = 2;
    private static readonly string[] Watchers = ["office", "countyoffice", "specialist", "specialist2", "township", "county"];
    private static readonly TimeSpan Answers = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LastJump = TimeSpan.FromDays(2);
    private static readonly TimeSpan WantedFailover = TimeSpan.FromSeconds(2);
    private readonly Ledger ledger = new();
    private readonly List<string> ended = [];

    /// <returns>0 when every check holds.</returns>
    public async Task<int> Run()
    {
        Say($"seed {settings.Seed}, {settings.Minutes} min, {settings.Store}{(settings.Plant == "none" ? "" : $", planted bug: {settings.Plant}")}");
        var began = TimeProvider.System.GetTimestamp();
        await using var end = new PutAway();
        var region = await Region.Start(settings, end, CancellationToken.None);
        Say($"{region.Nodes.Count} node(s) ready after {Seconds(began)}");
        if (region.Disk is null) Say("left out: full-disk (mounting a small file system is not permitted here)");
        var random = new Random(settings.Seed);
        var world = new World(TimeProvider.System);
        await world.Learn(account => SignIn(region.Nodes[0].Url, account));
        using var stop = new CancellationTokenSource();
        using var giveUp = new CancellationTokenSource();
        using var unfollow = new CancellationTokenSource();
        var clients = await Clients(region, world, random);
        var followers = await Followers(region, world, random);
        var working = clients.Select(c => Task.Run(() => c.Work(stop.Token, giveUp.Token))).ToArray();
        var following = followers.Select(f => Task.Run(() => f.Follow(unfollow.Token))).ToArray();
        var failover = new FailoverWatch(followers, region.Nodes.Count);
        var mischief = new MischiefMaker(Chosen(new FaultList(region, failover)), failover, settings.Seed);
        await mischief.Run(TimeSpan.FromMinutes(settings.Minutes), Say);
        Say($"faults are over after {Seconds(began)}: {string.Join(", ", mischief.Happened.Select(h => $"{h.Key} {h.Value}"))}");
        await Quiet(region, working, stop, giveUp);
        var settledAt = await Settle(region, clients[0], followers);
        await unfollow.CancelAsync();
        await Task.WhenAll(following);
        foreach (var node in region.Nodes) await node.Stop();
        Say($"quiet after {Seconds(began)}");
        var holds = Check.Print(await Checks(region, followers, failover, settledAt), output);
        Say(holds ? $"all checks hold; seed {settings.Seed}, {Seconds(began)}" : $"NOT all checks hold; again with: ./dev.sh faults {settings.Seed} {settings.Minutes.ToString(CultureInfo.InvariantCulture)} --store {settings.Store}");
        return holds ? 0 : 1;
    }

    private Fault[] Chosen(FaultList list)
    {
        var all = list.All().ToArray();
        var chosen = settings.Only.Count == 0 ? all : [.. all.Where(f => settings.Only.Contains(f.Name))];
        return chosen.Length > 0 ? chosen : throw new InvalidOperationException($"None of these faults is known or possible here; there are {string.Join(", ", all.Select(f => f.Name))}.");
    }

    private async Task<IReadOnlyList<Client>> Clients(Region region, World world, Random random)
    {
        var urls = region.Nodes.Select(n => n.Url).ToArray();
        var clients = new List<Client>();
        foreach (var account in Enumerable.Repeat(World.Accounts, ClientsOfEach).SelectMany(a => a))
        {
            using var http = await SignIn(urls[0], account);
            clients.Add(new(new Doors(urls, account, new Random(random.Next())), await Work.Institution(http), World.Askers.Contains(account), world, ledger, clients.Count, new Random(random.Next())));
        }
        return clients;
    }

    private static async Task<IReadOnlyList<Follower>> Followers(Region region, World world, Random random)
    {
        var urls = region.Nodes.Select(n => n.Url).ToArray();
        var followers = new List<Follower>();
        foreach (var account in Watchers)
            for (var node = 0; node < urls.Length; node++)
            {
                using var http = await SignIn(urls[0], account);
                followers.Add(new(urls, new Doors(urls, account, new Random(random.Next())), $"inbox:{await Work.Institution(http)}", () => [.. world.Cases.Select(c => c.Split('/')[^1])], node));
            }
        return followers;
    }

    /// <summary>Everything runs again, and every client gets the answer that it waits for.</summary>
    private async Task Quiet(Region region, Task[] working, CancellationTokenSource stop, CancellationTokenSource giveUp)
    {
        foreach (var node in region.Nodes)
        {
            if (!node.Runs) ended.Add($"node {node.Number} had ended by itself");
            await node.StartAndKeepTrying(Answers);
        }
        await stop.CancelAsync();
        giveUp.CancelAfter(Answers);
        await Task.WhenAll(working);
    }

    /// <summary>All clocks go two days ahead at once; ends when every one that is then due has run out and nothing moves any more.</summary>
    private async Task<DateTimeOffset> Settle(Region region, Client stirring, IReadOnlyList<Follower> followers)
    {
        var ahead = region.Nodes.Max(n => n.Ahead) + LastJump;
        foreach (var node in region.Nodes) node.Turn(ahead: ahead);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        var at = TimeProvider.System.GetUtcNow() + ahead;
        using var patience = new CancellationTokenSource(Settling, TimeProvider.System);
        await stirring.Open(patience.Token);   // the services of clocks look again when a case changes, or within a minute
        var topics = new TopicChecks(ReadModel(region.Nodes[0]));
        var (before, still) = ("", 0);
        while (!patience.IsCancellationRequested && still < 12)
        {
            await Task.Delay(Often, TimeProvider.System);
            var now = string.Join(' ', region.Nodes.Select(n => State(n, at)));
            var rung = now.Split(' ').All(state => state.StartsWith("0/", StringComparison.Ordinal)) && now.Split(' ').Distinct().Count() == 1;
            still = rung && now == before && topics.Complete(followers) ? still + 1 : 0;
            before = now;
        }
        if (still < 12)
            ended.Add($"it did not come to rest: due clocks and applied appends of the nodes are {before}, clients {(topics.Complete(followers) ? "have everything" : "lack rings")}: {string.Join("; ", followers)}");
        return at;
    }

    /// <summary>Clocks that are due, and how much of the log is applied.</summary>
    private static string State(NodeProcess node, DateTimeOffset at)
    {
        using var db = new SqliteConnection($"Data Source={ReadModel(node)};Mode=ReadOnly;Pooling=False");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT (SELECT count(*) FROM case_clocks WHERE due<=@at) || '/' || (SELECT sum(version) FROM streams)";
        command.Parameters.AddWithValue("@at", at.UtcTicks);
        return (string)command.ExecuteScalar()!;
    }

    private async Task<IReadOnlyList<Check>> Checks(Region region, IReadOnlyList<Follower> followers, FailoverWatch failover, DateTimeOffset settledAt)
    {
        var log = await region.ReadLog(CancellationToken.None);
        var checks = new List<Check> { Check.Of("nodes end only when they are killed, and all comes to rest", $"{region.Nodes.Count} nodes", ended) };
        checks.AddRange(new LogChecks(log, ledger).All(settledAt));
        checks.Add(new TopicChecks(ReadModel(region.Nodes[0])).Of(followers));
        checks.AddRange(await new ReadModelChecks(region).All(log));
        if (region.Nodes.Count > 1) checks.Add(Failover(failover));
        return checks;
    }

    private static Check Failover(FailoverWatch failover)
    {
        var times = failover.Measured.Order().ToArray();
        if (times.Length == 0) return Check.Of("hub clients replayed within two seconds of a node's death", $"not measured: {failover.Unmeasured} deaths, all on top of another fault or without clients", []);
        var p99 = times[Math.Min(times.Length - 1, (int)Math.Ceiling(times.Length * 0.99) - 1)];
        return Check.Of("hub clients replayed within two seconds of a node's death",
            string.Create(CultureInfo.InvariantCulture, $"{times.Length} clients moved: median {times[times.Length / 2].TotalMilliseconds:F0} ms, p99 {p99.TotalMilliseconds:F0} ms, max {times[^1].TotalMilliseconds:F0} ms"),
            p99 > WantedFailover ? [$"missed: p99 is {p99.TotalSeconds:F1} s"] : []);
    }

    private static async Task<HttpClient> SignIn(Uri node, string account)
    {
        var http = new HttpClient { BaseAddress = node };
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = "telemed-demo" });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Json()).GetProperty("token").GetString());
        return http;
    }

    private static string ReadModel(NodeProcess node) => Path.Combine(node.Folder, "read.db");

    private static string Seconds(long began) => string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s");

    private void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
