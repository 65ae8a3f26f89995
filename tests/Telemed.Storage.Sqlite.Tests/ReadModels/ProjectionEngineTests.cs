using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Storage.Sqlite.Tests;

public sealed class ProjectionEngineTests : ReadModelFixture
{
    private async Task CountMany(int cases, int each)
    {
        await Task.WhenAll(Enumerable.Range(0, cases).Select(c => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++) await Count($"c{c}", 1 + i % 4);
        }, Stop)));
    }

    [Fact]
    public async Task A_rebuilt_one_equals_the_live_one()
    {
        await using var live = await Start(new TallyProjection());
        await CountMany(40, 60);
        for (var c = 0; c < 40; c++) await live.WaitFor(new("case", $"c{c}"), 60, Stop);
        await using var fresh = await Start(new TallyProjection(), "fresh.db");
        var expected = Dump(fresh);
        Assert.Equal(2400, Number(fresh, "SELECT sum(applied) FROM tally"));
        Assert.True(Number(fresh, "SELECT count(*) FROM reached") > 100);
        Assert.Equal(expected, Dump(live));
        await live.Rebuild(Stop);
        Assert.Equal(expected, Dump(live));
        Assert.Equal(ReadModelState.Live, live.Health.State);
    }

    [Fact]
    public async Task It_goes_on_where_it_stopped_and_applies_nothing_twice()
    {
        var calls = 0;
        await CountMany(5, 20);
        await using (await Start(new TallyProjection { Before = _ => calls++ })) Assert.Equal(100, calls);
        await CountMany(5, 10);
        await using var again = await Start(new TallyProjection { Before = _ => calls++ });
        Assert.Equal(150, calls);
        Assert.Equal(150, Number(again, "SELECT sum(applied) FROM tally"));
    }

    [Fact]
    public async Task What_a_feed_gives_again_is_applied_once()
    {
        await using var engine = await Start(new TallyProjection(), log: new RepeatingLog(Log));
        await CountMany(30, 4);
        for (var c = 0; c < 30; c++) await engine.WaitFor(new("case", $"c{c}"), 4, Stop);
        await Count("last");
        await engine.WaitFor(new("case", "last"), 1, Stop);   // everything before it has been given twice
        await Count("last");
        await engine.WaitFor(new("case", "last"), 2, Stop);
        Assert.Equal(122, Number(engine, "SELECT sum(applied) FROM tally"));
    }

    [Fact]
    public async Task It_waits_before_a_fact_that_it_does_not_know_and_goes_on_there_when_it_does()
    {
        await CountMany(3, 2);
        var heard = new List<string>();
        await using (var older = await Start(new TallyProjection { Before = append => { if (append is { Version: 3 }) throw new UnknownEventException("tally.countedAnew"); } }))
        {
            await using var rings = older.Listen(Stop).GetAsyncEnumerator(Stop);
            await Count("c0");
            await Count("c1");
            while (await rings.MoveNextAsync() && rings.Current.Topic != TopicEvent.Stopped) heard.Add(rings.Current.Topic);
            Assert.Equal(TopicEvent.Stopped, rings.Current.Topic);
            var stopped = await Assert.ThrowsAsync<ReadModelStoppedException>(() => older.WaitFor(new("case", "c1"), 3, Stop));
            Assert.True(stopped.Newer);
            Assert.Equal("The read model waits for a newer version of this program at case-c0@3: 'tally.countedAnew' is not known here.", older.Health.Failure!.ToString());
            Assert.Equal(6, Number(older, "SELECT sum(applied) FROM tally"));
        }
        var applied = 0;
        await using var newer = await Start(new TallyProjection { Before = _ => applied++ });
        Assert.Equal((2, 8L), (applied, Number(newer, "SELECT sum(applied) FROM tally")));   // nothing was rebuilt, nothing lost
    }

    /// <summary>Gives each page twice, as a change feed may.</summary>
    private sealed class RepeatingLog(IEventLog inner) : IEventLog
    {
        public Task<AppendResult> Append(Append append, CancellationToken cancellationToken) => inner.Append(append, cancellationToken);

        public IAsyncEnumerable<StoredAppend> ReadStream(StreamId stream, long afterVersion, CancellationToken cancellationToken) =>
            inner.ReadStream(stream, afterVersion, cancellationToken);

        public async IAsyncEnumerable<FeedPage> Follow(string? cursor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var page in inner.Follow(cursor, cancellationToken))
            {
                yield return page;
                yield return page;
            }
        }

        public Task<AuditResult> Verify(CancellationToken cancellationToken) => inner.Verify(cancellationToken);
    }

    [Fact]
    public async Task Who_wrote_reads_what_was_written()
    {
        await using var engine = await Start(new TallyProjection());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(c => Task.Run(async () =>
        {
            for (var i = 1; i <= 20; i++)
            {
                var version = await Count($"c{c}");
                await engine.WaitFor(new("case", $"c{c}"), version, Stop);
                Assert.Equal(i, Number(engine, $"SELECT sum FROM tally WHERE id='c{c}'"));
            }
        }, Stop)));
    }

    [Fact]
    public async Task A_wait_for_what_was_applied_before_this_start_ends_at_once_and_one_for_the_future_does_not()
    {
        await Count("1");
        await using (await Start(new TallyProjection())) { }
        await using var engine = await Start(new TallyProjection());
        Assert.True(engine.WaitFor(new("case", "1"), 1, Stop).IsCompletedSuccessfully);
        using var patience = new CancellationTokenSource();
        var future = engine.WaitFor(new("case", "1"), 2, patience.Token);
        Assert.False(future.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future);
    }

    [Fact]
    public async Task A_projection_that_throws_stops_the_read_model_and_says_where()
    {
        await Count("1");
        await Count("1");
        var broken = true;
        var projection = new TallyProjection { Before = append => { if (broken && append.Version == 2) throw new InvalidDataException("张三 520103"); } };
        await using var engine = new ProjectionEngine(Path("read.db"), Log, [projection], TimeProvider.System);
        await engine.StartAsync(Stop);
        await Assert.ThrowsAsync<ReadModelStoppedException>(() => engine.CaughtUp);
        Assert.Equal(ReadModelState.Failed, engine.Health.State);
        Assert.Equal("The read model stopped at case-1@2 (tally.counted) in projection 'tally': InvalidDataException.", engine.Health.Failure!.ToString());
        await Assert.ThrowsAsync<ReadModelStoppedException>(() => engine.WaitFor(new("case", "1"), 2, Stop));
        Assert.Equal(0, Number(engine, "SELECT count(*) FROM tally"));   // the transaction is gone as a whole
        broken = false;
        await engine.Rebuild(Stop);
        Assert.Equal(2, Number(engine, "SELECT sum FROM tally"));
        Assert.True(engine.IsCaughtUp);
    }

    [Fact]
    public async Task A_failure_after_catching_up_wakes_who_waits()
    {
        var broken = false;
        await using var engine = await Start(new TallyProjection { Before = _ => { if (broken) throw new InvalidDataException(); } });
        broken = true;
        var waiter = engine.WaitFor(new("case", "1"), 1, Stop);
        await Count("1");
        await Assert.ThrowsAsync<ReadModelStoppedException>(() => waiter.WaitAsync(TimeSpan.FromSeconds(60), Stop));
        Assert.False(engine.IsCaughtUp);
    }

    [Fact]
    public async Task A_full_disk_holds_the_read_model_up_and_it_goes_on_by_itself_when_there_is_room()
    {
        var full = true;
        await using var engine = await Start(new TallyProjection { Before = _ => { if (full) throw new Microsoft.Data.Sqlite.SqliteException("full", 13); } });
        var waiter = engine.WaitFor(new("case", "1"), 1, Stop);
        await Count("1");
        for (var i = 0; i < 1000 && engine.Health.State != ReadModelState.Waiting; i++) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Stop);
        Assert.Equal(ReadModelState.Waiting, engine.Health.State);
        Assert.False(engine.IsCaughtUp);
        Assert.False(waiter.IsCompleted);
        full = false;
        await waiter.WaitAsync(TimeSpan.FromSeconds(60), Stop);
        Assert.Equal(1, Number(engine, "SELECT sum FROM tally"));
        Assert.Equal(ReadModelState.Live, engine.Health.State);
        Assert.True(engine.IsCaughtUp);
    }

    [Fact]
    public async Task Another_version_of_a_projection_makes_the_file_anew()
    {
        await Count("1");
        await using (await Start(new TallyProjection())) { }
        var calls = 0;
        await using (await Start(new TallyProjection { Before = _ => calls++ })) Assert.Equal(0, calls);
        await using (await Start(new TallyProjection(2) { Before = _ => calls++ })) Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_damaged_file_is_made_anew()
    {
        await Count("1");
        await System.IO.File.WriteAllTextAsync(Path("read.db"), new string('x', 9000), Stop);
        await using var engine = await Start(new TallyProjection());
        Assert.Equal(1, Number(engine, "SELECT count(*) FROM tally"));
    }

    [Fact]
    public async Task A_file_made_from_another_log_is_made_anew()
    {
        for (var i = 0; i < 5; i++) await Count("1");
        await using (await Start(new TallyProjection())) { }
        await using var other = SqliteEventLog.Open(Path("restored.db"));   // as if put back from an older copy
        await foreach (var append in Log.ReadStream(new("case", "1"), 0, Stop))
        {
            if (append.Version <= 2) await other.Append(new(append.Stream, append.Version - 1, append.Context, append.Events, [], []), Stop);
        }
        await using var engine = await Start(new TallyProjection(), log: other);
        Assert.Equal(2, Number(engine, "SELECT sum FROM tally"));
    }

    [Fact]
    public async Task A_reader_with_an_open_query_does_not_hold_up_the_writer()
    {
        await Count("1");
        await using var engine = await Start(new TallyProjection());
        await using var db = engine.OpenReader();
        await using var snapshot = db.BeginTransaction(deferred: true);
        await using var command = new SqliteCommand("SELECT sum FROM tally", db, snapshot);
        Assert.Equal(1L, await command.ExecuteScalarAsync(Stop));
        await engine.WaitFor(new("case", "1"), await Count("1"), Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop);
        Assert.Equal(1L, await command.ExecuteScalarAsync(Stop));
        Assert.Equal(2, Number(engine, "SELECT sum FROM tally"));
        await engine.Rebuild(Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop);
        Assert.Throws<SqliteException>(() => { using var write = engine.OpenReader(); using var delete = new SqliteCommand("DELETE FROM tally", write); delete.ExecuteNonQuery(); });
    }

    [Fact]
    public async Task Killed_in_the_middle_it_equals_a_fresh_one_after_restart()
    {
        await CountMany(20, 50);
        StoredAppend? last = null;
        await foreach (var page in Log.Follow(null, Stop))
        {
            if (page.Appends.Count > 0) last = page.Appends[^1];
            if (page.AtEnd) break;
        }
        var left = 100;   // inside the first transaction, then behind transactions that stay
        foreach (var dying in new Func<StoredAppend, bool>[] { _ => --left == 0, append => append.Hash.Span.SequenceEqual(last!.Hash.Span) })
        {
            var projection = new TallyProjection { Before = append => { if (dying(append)) throw new InvalidDataException(); } };
            await using var dies = new ProjectionEngine(Path("read.db"), Log, [projection], TimeProvider.System);
            await dies.StartAsync(Stop);
            await Assert.ThrowsAnyAsync<ReadModelStoppedException>(() => dies.CaughtUp);
        }
        await using var healed = await Start(new TallyProjection());
        await using var fresh = await Start(new TallyProjection(), "fresh.db");
        Assert.Equal(Dump(fresh), Dump(healed));
        Assert.Equal(1000, Number(healed, "SELECT sum(applied) FROM tally"));
    }

    [Fact]
    public async Task What_a_projection_stores_compares_with_what_readers_ask_for()
    {
        await Count("1");
        var at = new DateTimeOffset(2026, 1, 5, 20, 0, 0, 120, TimeSpan.FromHours(8));
        await using var engine = await Start(new Values([at, "转诊", 7, 8L, true, new byte[] { 1, 0, 2 }, null]));
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT count(*) FROM stored WHERE a=@a AND b=@b AND c=@c AND d=@d AND e=@e AND f=@f AND g IS NULL";
        foreach (var (name, value) in new (string, object)[] { ("@a", at.ToUniversalTime()), ("@b", "转诊"), ("@c", 7), ("@d", 8L), ("@e", true), ("@f", new byte[] { 1, 0, 2 }) })
            command.Parameters.AddWithValue(name, value);
        Assert.Equal(1L, command.ExecuteScalar());
    }

    [Fact]
    public async Task A_projection_cannot_store_what_has_no_form_or_leave_out_a_value()
    {
        await Count("1");
        foreach (var values in new object?[][] { [DayOfWeek.Monday, 1, 2, 3, 4, 5, 6], [1m, 1, 2, 3, 4, 5, 6], [1] })
        {
            await using var engine = new ProjectionEngine(Path("values.db"), Log, [new Values(values)], TimeProvider.System);
            await engine.StartAsync(Stop);
            await Assert.ThrowsAsync<ReadModelStoppedException>(() => engine.CaughtUp.WaitAsync(TimeSpan.FromSeconds(60), Stop));
        }
    }

    [Fact]
    public async Task Sums_are_added_once_over_any_cut_into_transactions_and_a_zero_leaves_its_row()
    {
        await CountMany(5, 10);
        await using var engine = await Start(new Sums());
        await CountMany(5, 10);
        for (var c = 0; c < 5; c++) await engine.WaitFor(new("case", $"c{c}"), 20, Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop);
        var live = Dump(engine);
        Assert.Equal(100, Number(engine, "SELECT n FROM sums WHERE a='all' AND b='转诊'"));
        Assert.Equal(5, Number(engine, "SELECT count(*) FROM sums WHERE a='none' AND n=0"));
        await engine.Rebuild(Stop);
        Assert.Equal(live, Dump(engine));
    }

    private sealed class Sums : IProjection
    {
        private const string Sql = "INSERT INTO sums VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET n=n+excluded.n";

        public string Name => "sums";

        public int Version => 1;

        public void CreateTables(SqliteConnection db)
        {
            using var command = db.CreateCommand();
            command.CommandText = "CREATE TABLE sums (a TEXT, b TEXT, n INTEGER, PRIMARY KEY (a, b))";
            command.ExecuteNonQuery();
        }

        public void Apply(Projecting projecting, StoredAppend append)
        {
            projecting.Add(Sql, 1, "all", "转诊");
            projecting.Add(Sql, 1, "none", append.Stream.Id);
            projecting.Add(Sql, -1, "none", append.Stream.Id);
        }
    }

    private sealed class Values(object?[] values) : IProjection
    {
        public string Name => "values";

        public int Version => 1;

        public void CreateTables(SqliteConnection db)
        {
            using var command = db.CreateCommand();
            command.CommandText = "CREATE TABLE stored (a, b, c, d, e, f, g)";
            command.ExecuteNonQuery();
        }

        public void Apply(Projecting projecting, StoredAppend append) =>
            Assert.Equal(1, projecting.Change("INSERT INTO stored VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", values));
    }
}
