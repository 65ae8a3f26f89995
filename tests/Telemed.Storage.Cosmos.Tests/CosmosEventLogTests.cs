using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Telemed.Kernel;
using Telemed.Storage.Contract;
using Telemed.Testing.Cosmos;

namespace Telemed.Storage.Cosmos.Tests;

public sealed class CosmosEventLogTests(ITestOutputHelper output) : EventLogContract
{
    private readonly CosmosUnderTest cosmos = new();
    private CosmosDatabase database = null!;

    protected override int Many => CosmosUnderTest.IsTrue ? 500 : 3000;

    protected override int Steps => CosmosUnderTest.IsTrue ? 150 : 500;

    protected override async Task<IEventLog> Open()
    {
        output.WriteLine($"against {CosmosUnderTest.Level}");
        return new CosmosEventLog(database = await cosmos.Open(), TimeSpan.FromMilliseconds(20));
    }

    protected override async Task Close(IEventLog log)
    {
        await ((CosmosEventLog)log).DisposeAsync();
        database.Dispose();
    }

    protected override async Task FlipByte(StreamId stream, long version)
    {
        var item = await Item(stream, version);
        item["body"] = item["body"]!.GetValue<string>().Replace("case.noted", "case.noteD", StringComparison.Ordinal);
        using var written = await cosmos.Events(database).ReplaceItemStreamAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(item.ToJsonString())), AppendItem.Id(version), new(stream.Value), cancellationToken: Stop);
        written.EnsureSuccessStatusCode();
    }

    protected override async Task Remove(StreamId stream, long version)
    {
        using var removed = await cosmos.Events(database).DeleteItemStreamAsync(AppendItem.Id(version), new(stream.Value), cancellationToken: Stop);
        removed.EnsureSuccessStatusCode();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await cosmos.DisposeAsync();
    }

    private async Task<JsonObject> Item(StreamId stream, long version)
    {
        using var read = await cosmos.Events(database).ReadItemStreamAsync(AppendItem.Id(version), new(stream.Value), cancellationToken: Stop);
        return JsonNode.Parse(read.EnsureSuccessStatusCode().Content)!.AsObject();
    }

    [Theory, InlineData(0), InlineData(408), InlineData(503)]
    public async Task A_lost_answer_is_recognised_as_ones_own(int status)
    {
        Assert.SkipWhen(CosmosUnderTest.IsTrue, "faults are for the fake");
        var left = 2;
        cosmos.Gateway.Breaks = request => request.IsCreate && left-- > 0 ? new(status, AfterWrite: true) : null;
        var done = Assert.IsType<AppendResult.Appended>(await Append(Case("1"), 0, "c1"));
        Assert.False(done.Repeated);
        Assert.Single(await Read(Case("1")));
        Assert.Equal(new AppendResult.Stale(1), await Append(Case("1"), 0, "c2"));
    }

    [Theory, InlineData(408), InlineData(410), InlineData(429), InlineData(449), InlineData(500), InlineData(503), InlineData(0)]
    public async Task A_passing_fault_is_outlasted(int status)
    {
        Assert.SkipWhen(CosmosUnderTest.IsTrue, "faults are for the fake");
        var left = 1;
        cosmos.Gateway.Breaks = request => request.IsCreate && left-- > 0 ? new(status) : null;
        Assert.IsType<AppendResult.Appended>(await Append(Case("1"), 0, "c1"));
        Assert.Single(await Read(Case("1")));
    }

    [Fact]
    public async Task Under_random_faults_everything_acknowledged_is_there_once_and_every_key_has_one_holder()
    {
        Assert.SkipWhen(CosmosUnderTest.IsTrue, "faults are for the fake");
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TELEMED_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"TELEMED_SEED={seed}");
        var random = new Random(seed);
        cosmos.Gateway.Breaks = request =>
        {
            if (request.Path.Length < 5) return null;
            int dice;
            lock (random) dice = random.Next(100);
            return dice switch { < 4 => new(429), < 7 => new(503), < 10 => new(0), < 15 => new(0, AfterWrite: true), < 18 => new(408, AfterWrite: true), _ => null };
        };
        var other = new CosmosEventLog(database, TimeSpan.FromMilliseconds(20));
        var owners = new[] { new EmbeddedCaseOwner(Log), new EmbeddedCaseOwner(other) };
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<(string Id, long Version, string Command)>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                var (id, command) = ($"{(w + i) % 3}", $"{w}-{i}");
                try
                {
                    var outcome = await owners[w % 2].Transact(Tally.Kind, id, null, new(command, null, Actor.Clock, DateTimeOffset.UnixEpoch),
                        state => i % 5 == 0 ? Tally.Rename(state, $"name{i % 3}") : Tally.Count(state, 1), Stop);
                    if (outcome is Outcome<TallyState, TallyRefusal>.Done { Version: var version }) acknowledged.Add((id, version, command));
                }
                catch (IOException)
                {
                    // the service stayed away: whether it was stored is not known, and not claimed
                }
            }
        }, Stop)));
        cosmos.Gateway.Breaks = _ => null;
        var stored = new List<StoredAppend>();
        for (var id = 0; id < 3; id++) stored.AddRange(await Read(Case($"{id}")));
        Assert.Equal(stored.Count, stored.Select(a => a.Context.CommandId).Distinct().Count());
        foreach (var (id, version, command) in acknowledged.Where(a => stored.Any(s => s.Context.CommandId == a.Command)))
            Assert.Single(stored, s => s.Stream == Case(id) && s.Context.CommandId == command && s.Version <= version);
        Assert.True((await Log.Verify(Stop)).Valid);
        var names = new List<string>();
        for (var id = 0; id < 3; id++) if ((await new EmbeddedCaseOwner(Log).Load(Tally.Kind, $"{id}", Stop)).State.Name is { } name) names.Add(name);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public async Task A_feed_that_repeats_itself_gives_nothing_twice()
    {
        Assert.SkipWhen(CosmosUnderTest.IsTrue, "faults are for the fake");
        for (var i = 0; i < 3; i++) await Append(Case("1"), i, $"c{i}");
        var seen = new List<long>();
        var ends = 0;
        await foreach (var page in Log.Follow(null, Stop))
        {
            seen.AddRange(page.Appends.Select(a => a.Version));
            if (!page.AtEnd) continue;
            if (++ends == 2) break;
            cosmos.Gateway.RepeatsFeed = true;
            await Append(Case("1"), 3, "c3");
        }
        Assert.Equal([1, 2, 3, 4], seen);
    }

    [Fact]
    public async Task What_it_costs_is_counted()
    {
        await Append(Case("1"), 0, "c1");
        var (requests, units) = database.Meter.Spent["append"];
        Assert.Equal(1, requests);
        Assert.True(units > 0);
    }

    [Fact]
    public async Task A_key_taken_by_a_writer_that_died_before_its_append_holds_nobody_back_for_ever()
    {
        Assert.SkipWhen(CosmosUnderTest.IsTrue, "needs a clock of its own");
        cosmos.Gateway.Breaks = request => request.IsCreate && request.Path[3] == "events" ? new(0) : null;
        await Assert.ThrowsAsync<IOException>(() => Log.Append(Note(Case("dead"), 0, "c1", "x") with { Claims = ["key"] }, Stop));
        cosmos.Gateway.Breaks = _ => null;
        var left = cosmos.Items("claims").ChangesAfter(0, _ => true).Single().Body;
        left["_ts"] = left["_ts"]!.GetValue<long>() - 120;   // two minutes later
        Assert.IsType<AppendResult.Appended>(await Log.Append(Note(Case("next"), 0, "c1", "x") with { Claims = ["key"] }, Stop));
        Assert.Equal(new AppendResult.Taken("key", Case("next")), await Log.Append(Note(Case("dead"), 0, "c2", "x") with { Claims = ["key"] }, Stop));
    }
}
