using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>A long history goes into the tables in large transactions, its statements behind the projections: the same tables, the same failures, bounded memory.</summary>
public sealed class HistoryTests : ReadModelFixture
{
    [Fact]
    public async Task However_history_is_cut_into_pages_the_tables_are_the_same()
    {
        var streams = Enumerable.Range(0, 3000).Select(i => i * 7919 % 400).ToArray();
        await using var whole = await Start(new TallyProjection(), "whole.db", new MadeUpLog(streams, 3000));
        await using var cut = await Start(new TallyProjection(), "cut.db", new MadeUpLog(streams, 7));
        await using var rows = await Start(new KeptRows(), "rows.db", new MadeUpLog(streams, 7));
        Assert.Equal(Dump(whole), Dump(cut));
        Assert.Equal(3000, Number(cut, "SELECT sum(applied) FROM tally"));
        Assert.Equal(3000, Number(cut, "SELECT count(*) FROM topics"));
        Assert.Equal(400, Number(rows, "SELECT count(*) FROM kept WHERE n BETWEEN 7 AND 8"));
    }

    [Fact]
    public async Task Statements_run_in_their_order_and_a_read_sees_those_before_it()
    {
        await using var engine = await Start(new Ordered(), log: new MadeUpLog(new int[20_000], 512));
        Assert.Equal(Ordered.Expected(20_000), Number(engine, "SELECT n FROM ordered"));
        Assert.Equal(20, Number(engine, "SELECT count(*) FROM seen WHERE n=expected"));
    }

    [Fact]
    public async Task A_statement_that_fails_is_told_with_its_append_and_nothing_of_its_transaction_stays()
    {
        var projection = new Ordered { FailsAt = 700 };
        await using var engine = new ProjectionEngine(Path("read.db"), new MadeUpLog(new int[5000], 100), [projection], TimeProvider.System);
        await engine.StartAsync(Stop);
        await Assert.ThrowsAsync<ReadModelStoppedException>(() => engine.CaughtUp.WaitAsync(TimeSpan.FromSeconds(60), Stop));
        Assert.Equal("The read model stopped at case-0@700 (tally.counted) in projection 'ordered': SqliteException.", engine.Health.Failure!.ToString());
        Assert.Equal(0, Number(engine, "SELECT count(*) FROM ordered"));
        projection.FailsAt = 0;
        await engine.Rebuild(Stop);
        Assert.Equal(Ordered.Expected(5000), Number(engine, "SELECT n FROM ordered"));
    }

    [Fact]
    public async Task A_failure_leaves_the_transactions_before_it_also_while_they_are_written()
    {
        const int committed = 32_800;   // whole pages of a hundred, from 32,768 on
        await using var engine = new ProjectionEngine(Path("read.db"), new MadeUpLog(new int[40_000], 100), [new Ordered { FailsAt = committed + 50 }], TimeProvider.System);
        await engine.StartAsync(Stop);
        await Assert.ThrowsAsync<ReadModelStoppedException>(() => engine.CaughtUp.WaitAsync(TimeSpan.FromSeconds(60), Stop));
        Assert.Equal(committed + 50, engine.Health.Failure!.Version);
        Assert.Equal(Ordered.Expected(committed), Number(engine, "SELECT n FROM ordered"));
        Assert.Equal(committed, engine.Health.Applied);
    }

    [Fact]
    public async Task Rows_kept_back_are_written_when_they_are_many_and_who_is_killed_then_goes_on_there()
    {
        var streams = Enumerable.Range(0, 55_000).Concat(Enumerable.Range(0, 55_000)).ToArray();   // more than are kept in memory
        var log = new MadeUpLog(streams, 1000) { BreaksAt = 30_000 };
        await using (var dies = new ProjectionEngine(Path("read.db"), log, [new KeptRows()], TimeProvider.System))
        {
            await dies.StartAsync(Stop);
            await Assert.ThrowsAnyAsync<ReadModelStoppedException>(() => dies.CaughtUp.WaitAsync(TimeSpan.FromSeconds(60), Stop));
            Assert.Equal(20_000, Number(dies, "SELECT count(*) FROM kept"));
        }
        log.BreaksAt = int.MaxValue;
        await using var engine = await Start(new KeptRows(), log: log);
        Assert.Equal([null, "20000"], log.Asked);
        await using var fresh = await Start(new KeptRows(), "fresh.db", log);
        Assert.Equal(55_000, Number(fresh, "SELECT count(*) FROM kept WHERE n=2"));
        Assert.Equal(Dump(fresh), Dump(engine));
        Assert.Equal(110_000, Number(fresh, "SELECT count(*) FROM topics"));
    }

    [Fact]
    public async Task A_rebuild_that_is_stopped_in_the_midst_of_a_transaction_leaves_nothing_of_it()
    {
        using var reached = new SemaphoreSlim(0);
        var log = new MadeUpLog([.. Enumerable.Range(0, 50_000)], 100);
        var slow = new TallyProjection { Before = append => { if (append.Stream.Id == "2000") reached.Release(); } };
        var stopped = new ProjectionEngine(Path("read.db"), log, [slow], TimeProvider.System);
        await stopped.StartAsync(Stop);
        await reached.WaitAsync(TimeSpan.FromSeconds(60), Stop);
        await stopped.DisposeAsync();
        await using (var db = new SqliteConnection($"Data Source={Path("read.db")};Pooling=False"))
        {
            db.Open();
            await using var command = new SqliteCommand("SELECT (SELECT count(*) FROM tally) + (SELECT count(*) FROM topics) + (SELECT count(*) FROM streams)", db);
            Assert.Equal(0L, await command.ExecuteScalarAsync(Stop));
        }
        await using var engine = await Start(new TallyProjection(), log: new MadeUpLog([.. Enumerable.Range(0, 5000)], 100));
        Assert.Equal(5000, Number(engine, "SELECT sum(applied) FROM tally"));
    }

    /// <summary>One row for each case, kept back; it is looked for on disk when it is not in memory.</summary>
    private sealed class KeptRows : IProjection
    {
        public string Name => "kept";

        public int Version => 1;

        public void CreateTables(SqliteConnection db) => Make(db, "CREATE TABLE kept (id TEXT PRIMARY KEY, n INTEGER NOT NULL)");

        public void Apply(Projecting projecting, StoredAppend append)
        {
            var rows = projecting.Rows(Name, () => new WriteBehind<Row>(100, Write));
            var id = append.Stream.Id;
            var before = rows.TryGet(id, out var known) ? known
                : projecting.HasNone(Name, id) ? null
                : projecting.Scalar<long>("SELECT n FROM kept WHERE id=?1", id) is var n and > 0 ? new Row(id, n) : null;
            if (before is null) projecting.Made(Name, id);
            rows.Set(id, before, new(id, (before?.N ?? 0) + 1));
            projecting.Ring($"case:{id}", "counted", append.Context.At, new { });
        }

        private static void Write(Projecting projecting, Row? before, Row after) =>
            projecting.Execute(before is null ? "INSERT INTO kept VALUES (?1, ?2)" : "UPDATE kept SET n=?2 WHERE id=?1", after.Id, after.N);

        private sealed record Row(string Id, long N);
    }

    /// <summary>A number that comes out otherwise when any two statements change places.</summary>
    private sealed class Ordered : IProjection
    {
        private const long Most = 1_000_003;
        private long expected;

        public long FailsAt { get; set; }

        public string Name => "ordered";

        public int Version => 1;

        public static long Expected(int appends)
        {
            var n = 0L;
            for (var version = 1; version <= appends; version++) n = (n * 31 + version) % Most;
            return n;
        }

        public void CreateTables(SqliteConnection db) =>
            Make(db, "CREATE TABLE ordered (id INTEGER PRIMARY KEY, n INTEGER NOT NULL); CREATE TABLE seen (n INTEGER NOT NULL, expected INTEGER NOT NULL)");

        public void Apply(Projecting projecting, StoredAppend append)
        {
            if (append.Version == 1) expected = 0;
            if (append.Version == 1) projecting.Execute("INSERT INTO ordered VALUES (1, 0)");
            projecting.Execute("UPDATE ordered SET n=(n*31+?1)%?2", append.Version, Most);
            expected = (expected * 31 + append.Version) % Most;
            if (append.Version == FailsAt) projecting.Execute("INSERT INTO ordered VALUES (1, 0)");
            if (append.Version % 1000 == 0) projecting.Execute("INSERT INTO seen VALUES (?1, ?2)", projecting.Scalar<long>("SELECT n FROM ordered"), expected);
        }
    }

    private static void Make(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
