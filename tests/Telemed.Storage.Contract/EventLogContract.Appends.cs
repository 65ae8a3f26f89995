using Telemed.Kernel;
using Xunit;

namespace Telemed.Storage.Contract;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task An_append_reads_back_as_it_was_written()
    {
        var stored = Assert.IsType<AppendResult.Appended>(await Append(Case("1"), 0, "c1", "病人 — 转诊 \U0001F3E5", "two"));
        Assert.False(stored.Repeated);
        await Reopen();
        var read = Assert.Single(await Read(Case("1")));
        Assert.Equal("""{"text":"病人 — 转诊 🏥"}+{"text":"two"}""", Text(read));
        Assert.Equal("case.noted", read.Events[0].Type);
        Assert.Equal((Case("1"), 1L, new CommandContext("c1", "h-c1", new("dr-1", "dr-2", "township-a"), Noon, "reason")), (read.Stream, read.Version, read.Context));
        Assert.Equal(stored.Stored.Hash.ToArray(), read.Hash.ToArray());
        Assert.Equal(AppendBody.Genesis.ToArray(), read.PreviousHash.ToArray());
        Assert.Equal(Text(stored.Stored), Text(read));
    }

    [Fact]
    public async Task A_stale_version_writes_nothing()
    {
        await Append(Case("1"), 0, "c1");
        Assert.Equal(new AppendResult.Stale(1), await Append(Case("1"), 0, "c2"));
        Assert.Equal(new AppendResult.Stale(1), await Append(Case("1"), 2, "c3"));
        Assert.Equal(new AppendResult.Stale(0), await Append(Case("2"), 1, "c4"));
        Assert.Equal(["c1"], (await Everything()).Select(a => a.Context.CommandId));
    }

    [Fact]
    public async Task The_same_command_answers_with_what_was_stored_first()
    {
        var first = Assert.IsType<AppendResult.Appended>(await Append(Case("1"), 0, "c1", "first"));
        await Append(Case("1"), 1, "c2");
        foreach (var expected in new[] { 0L, 1L, 2L })
        {
            var again = Assert.IsType<AppendResult.Appended>(await Append(Case("1"), expected, "c1", "other"));
            Assert.True(again.Repeated);
            Assert.Equal((1L, Text(first.Stored)), (again.Stored.Version, Text(again.Stored)));
            Assert.Equal(first.Stored.Hash.ToArray(), again.Stored.Hash.ToArray());
        }
        Assert.Equal(2, (await Read(Case("1"))).Count);
    }

    [Fact]
    public async Task The_same_command_on_another_stream_is_another_command()
    {
        await Append(Case("1"), 0, "c1");
        Assert.False(Assert.IsType<AppendResult.Appended>(await Append(Case("2"), 0, "c1")).Repeated);
    }

    [Fact]
    public async Task A_stream_is_read_in_order_from_any_version()
    {
        for (var i = 0; i < 600; i++) await Append(Case("long"), i, $"c{i}");
        Assert.Equal(Enumerable.Range(1, 600).Select(i => (long)i), (await Read(Case("long"))).Select(a => a.Version));
        Assert.Equal(["c597", "c598", "c599"], (await Read(Case("long"), 597)).Select(a => a.Context.CommandId));
        Assert.Empty(await Read(Case("long"), 600));
        Assert.Empty(await Read(Case("none")));
    }

    [Fact]
    public async Task Writers_that_race_for_a_version_have_one_winner_each_time()
    {
        for (var version = 0; version < 20; version++)
        {
            var at = version;
            var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(w => Task.Run(() => Append(Case("raced"), at, $"c{at}-{w}"), Stop)));
            Assert.Single(results.OfType<AppendResult.Appended>());
            Assert.All(results.OfType<AppendResult.Stale>(), stale => Assert.Equal(at + 1, stale.CurrentVersion));
        }
        Assert.Equal(20, (await Read(Case("raced"))).Count);
    }

    [Fact]
    public async Task One_command_sent_by_many_at_once_is_done_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Append(Case("1"), 0, "same"), Stop)));
        Assert.Single(results, r => !Assert.IsType<AppendResult.Appended>(r).Repeated);
        Assert.Single(await Everything());
    }

    [Fact]
    public async Task Many_writers_on_many_streams_leave_no_gap()
    {
        const int Writers = 32, Each = 40;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++) Assert.IsType<AppendResult.Appended>(await Append(Case($"w{w}"), i, $"c{i}"));
        }, Stop)));
        var all = await Everything();
        Assert.Equal(Writers * Each, all.Count);
        foreach (var stream in all.GroupBy(a => a.Stream)) Assert.Equal(Enumerable.Range(1, Each).Select(i => (long)i), stream.Select(a => a.Version));
    }

    [Fact]
    public async Task Many_appends_in_one_call_are_answered_each_for_itself_in_their_order()
    {
        await Append(Case("b"), 0, "b0");
        var answers = await Log.AppendAll(
            [Note(Case("a"), 0, "a0", "a0"), Note(Case("b"), 0, "other", "other"), Note(Case("b"), 0, "b0", "b0"), Note(Case("c"), 0, "c0", "c0"), Note(Case("b"), 1, "b1", "b1")], Stop);
        Assert.Equal(["+", "stale 1", "again", "+", "+"], answers.Select(a => a switch
        {
            AppendResult.Appended { Repeated: true } => "again",
            AppendResult.Appended => "+",
            AppendResult.Stale stale => $"stale {stale.CurrentVersion}",
            _ => "?",
        }));
        Assert.Equal([1, 2], (await Read(Case("b"))).Select(a => a.Version));
        Assert.Equal(new AuditResult(3, 4, 4, null), await Log.Verify(Stop));
        Assert.Empty(await Log.AppendAll([], Stop));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_the_log_goes_on()
    {
        var note = Note(Case("big"), 0, "c1", new string('x', AppendBody.MaxLength));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.Append(note, Stop));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.Append(note with { Events = [] }, Stop));
        Assert.IsType<AppendResult.Appended>(await Append(Case("big"), 0, "c2", new string('病', (AppendBody.MaxLength - 1000) / 3)));
        Assert.Equal("c2", Assert.Single(await Read(Case("big"))).Context.CommandId);
    }

    [Fact]
    public async Task Times_are_kept_as_universal_time()
    {
        var beijing = Note(Case("1"), 0, "c1", "x") with { Context = new("c1", null, Actor.Clock, new(2026, 1, 5, 20, 0, 0, TimeSpan.FromHours(8))) };
        var stored = Assert.IsType<AppendResult.Appended>(await Log.Append(beijing, Stop)).Stored;
        var read = Assert.Single(await Read(Case("1")));
        Assert.Equal(new CommandContext("c1", null, Actor.Clock, Noon), read.Context);
        Assert.Equal((Noon, TimeSpan.Zero, TimeSpan.Zero), (stored.Context.At, stored.Context.At.Offset, read.Context.At.Offset));
    }

    [Fact]
    public async Task A_fact_of_an_unknown_type_stops_the_reading_with_its_name()
    {
        await Log.Append(Note(Case("1"), 0, "c1", "x") with { Events = [new("case.fromTheFuture", "{}"u8.ToArray())] }, Stop);
        var owner = new EmbeddedCaseOwner(Log);
        var thrown = await Assert.ThrowsAsync<UnknownEventException>(() => owner.Load(Tally.Kind, "1", Stop));
        Assert.Equal("case.fromTheFuture", thrown.Type);
        Assert.Contains("case.fromTheFuture", thrown.Message, StringComparison.Ordinal);
    }
}
