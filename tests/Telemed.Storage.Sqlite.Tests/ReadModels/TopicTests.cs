using System.Text.Json;
using Telemed.ReadModel;

namespace Telemed.Storage.Sqlite.Tests;

public sealed class TopicTests : ReadModelFixture
{
    [Fact(Timeout = 60_000)]
    public async Task Rings_are_heard_once_in_order_and_can_be_replayed()
    {
        await using var engine = await Start(new TallyProjection());
        var rings = engine.Listen(Stop);
        for (var i = 0; i < 50; i++)
        {
            await Count("a");
            await Count("b", 2);
        }
        var heard = new List<TopicEvent>();
        await foreach (var ring in rings)
        {
            if (ring.Topic == "all") continue;
            heard.Add(ring);
            if (heard.Count == 100) break;
        }
        foreach (var topic in new[] { "case:a", "case:b" })
        {
            var own = heard.Where(r => r.Topic == topic).ToList();
            Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), own.Select(r => r.Seq));
            Assert.Equal(own, engine.Replay(topic, 0, 100));
            Assert.Equal(own.Skip(7).Take(5), engine.Replay(topic, 7, 5));
        }
        Assert.Empty(engine.Replay("case:none", 0, 10));
        Assert.Equal(("counted", Noon), (heard[0].Type, heard[0].At));
        Assert.Equal("""{"sum":1,"note":"转诊"}""", heard.First(r => r.Topic == "case:a").DataJson);
    }

    [Fact(Timeout = 60_000)]
    public async Task Sequences_go_on_after_a_restart_and_are_the_same_after_a_rebuild()
    {
        await Count("a");
        await using (await Start(new TallyProjection())) { }
        await using var engine = await Start(new TallyProjection());
        await engine.WaitFor(new("case", "a"), await Count("a"), Stop);
        var before = engine.Replay("case:a", 0, 10);
        Assert.Equal([1L, 2L], before.Select(r => r.Seq));
        await engine.Rebuild(Stop);
        Assert.Equal(before, engine.Replay("case:a", 0, 10));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_knock_is_heard_behind_the_rings_of_its_transaction_and_is_stored_nowhere()
    {
        await using var engine = await Start(new TallyProjection());
        await using var rings = engine.Listen(Stop).GetAsyncEnumerator(Stop);
        await Count("a");
        Assert.True(await rings.MoveNextAsync());
        Assert.Equal(("case:a", 1), (rings.Current.Topic, rings.Current.Seq));
        Assert.True(await rings.MoveNextAsync());
        Assert.Equal(("all", 0, Noon), (rings.Current.Topic, rings.Current.Seq, rings.Current.At));
        Assert.Equal(0, engine.LastSequence("all"));
        Assert.Equal(1, Number(engine, "SELECT applied FROM tally WHERE id='a'"));
        await Count("b");
        Assert.True(await rings.MoveNextAsync());
        Assert.Equal("case:b", rings.Current.Topic);
    }

    [Fact(Timeout = 60_000)]
    public async Task History_is_not_rung_at_a_rebuild_but_listeners_are_told_to_ask()
    {
        await using var engine = await Start(new TallyProjection());
        for (var i = 0; i < 5; i++) await Count("a");
        await engine.WaitFor(new("case", "a"), 5, Stop);
        await using var rings = engine.Listen(Stop).GetAsyncEnumerator(Stop);
        await engine.Rebuild(Stop);
        await Count("a");
        Assert.True(await rings.MoveNextAsync());
        Assert.Equal(TopicEvent.Resync, rings.Current.Topic);
        do Assert.True(await rings.MoveNextAsync());
        while (rings.Current.Topic == "all");
        Assert.Equal(6, rings.Current.Seq);
        Assert.Equal(6, JsonDocument.Parse(rings.Current.DataJson).RootElement.GetProperty("sum").GetInt32());
    }
}
