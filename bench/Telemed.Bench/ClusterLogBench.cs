using System.Diagnostics;
using System.Globalization;
using System.Text;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Postgres;
using Telemed.Testing;

namespace Telemed.Bench;

/// <summary>Durable appends per second of the log in PostgreSQL, against a bare client doing the same writes in the same run; then how fast a fresh node catches up.</summary>
internal static class ClusterLogBench
{
    private const int Rounds = 3;
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReadOnlyMemory<byte> Fact = Encoding.UTF8.GetBytes(
        $$"""{"patient":"0199a1b2c3d4","service":"imaging","question":"{{new string('x', 250)}}","urgency":"routine"}""");

    /// <param name="args">Seconds of each run (3), appends for the catch-up (500,000 of two events each; 0 leaves it out).</param>
    public static async Task Run(string[] args)
    {
        var seconds = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 3);
        var appends = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 500_000;
        await using var server = await PostgresServer.Start(synced: true);
        var body = AppendBody.Write(Next(0, 0), 1);
        Console.WriteLine($"PostgreSQL on this machine, fsync on, body {body.Length} bytes, {seconds.TotalSeconds} s each, median of {Rounds} rounds");
        foreach (var callers in new[] { 1, 64, 512 })
        {
            var (bare, one, two) = (new List<LoadResult>(), new List<LoadResult>(), new List<LoadResult>());
            for (var round = 0; round < Rounds; round++)
            {
                bare.Add(await Bare(await server.NewDatabase(), callers, seconds, body));
                one.Add(await Logs(await server.NewDatabase(), 1, callers, seconds));
                two.Add(await Logs(await server.NewDatabase(), 2, callers, seconds));
            }
            var (least, ours, both) = (Middle(bare), Middle(one), Middle(two));
            Console.WriteLine($"{callers,4} callers  bare client  {least}");
            Console.WriteLine($"{callers,4} callers  one node     {ours}  ratio {ours.PerSecond / least.PerSecond:N2}");
            Console.WriteLine($"{callers,4} callers  two nodes    {both}  ratio {both.PerSecond / least.PerSecond:N2}");
        }
        if (appends > 0) await CatchUp(await server.NewDatabase(), appends);
    }

    private static LoadResult Middle(List<LoadResult> runs) => runs.OrderBy(r => r.PerSecond).ElementAt(runs.Count / 2);

    private static async Task<LoadResult> Bare(string connection, int callers, TimeSpan duration, byte[] body)
    {
        await using (PostgresDatabase.Open(connection)) { }   // the tables
        var (cases, present) = (0, new int[callers]);
        await using var bare = new BarePostgres(connection);
        return await Load.Run(callers, duration, (caller, i) =>
        {
            if (i % 10 == 0) present[caller] = Interlocked.Increment(ref cases);
            var next = Next(present[caller], i % 10);
            return bare.Append(next.Stream.Value, next.ExpectedVersion + 1, AppendBody.CommandKey(next.Context.CommandId), body);
        });
    }

    private static async Task<LoadResult> Logs(string connection, int nodes, int callers, TimeSpan duration)
    {
        var databases = Enumerable.Range(0, nodes).Select(_ => PostgresDatabase.Open(connection)).ToArray();
        var logs = databases.Select(d => new PostgresEventLog(d)).ToArray();
        var (cases, present) = (0, new int[callers]);
        var result = await Load.Run(callers, duration, async (caller, i) =>
        {
            if (i % 10 == 0) present[caller] = Interlocked.Increment(ref cases);
            if (await logs[caller % nodes].Append(Next(present[caller], i % 10), CancellationToken.None) is not AppendResult.Appended) throw new InvalidOperationException("not appended");
        });
        foreach (var log in logs) await log.DisposeAsync();
        foreach (var database in databases) await database.DisposeAsync();
        return result;
    }

    private static async Task CatchUp(string connection, int appends)
    {
        const int PerCase = 10;
        await using var database = PostgresDatabase.Open(connection);
        await using var log = new PostgresEventLog(database);
        await Parallel.ForEachAsync(Enumerable.Range(0, appends / PerCase), new ParallelOptions { MaxDegreeOfParallelism = 1024 }, async (number, stop) =>
        {
            for (var i = 0; i < PerCase; i++)
            {
                var one = Next(number, i);
                await log.Append(one with { Events = [one.Events[0], one.Events[0]] }, stop);
            }
        });
        using var folder = new BenchFolder();
        await using var engine = new ProjectionEngine(folder["read.db"], log, [new EveryEvent()], TimeProvider.System);
        var began = Stopwatch.GetTimestamp();
        await engine.StartAsync(CancellationToken.None);
        await engine.CaughtUp;
        var took = Stopwatch.GetElapsedTime(began);
        Console.WriteLine($"a fresh node applies {appends * 2:N0} events of {appends:N0} appends, a row each, in {took.TotalSeconds:N1} s ({appends * 2 / took.TotalSeconds:N0} events/s)");
    }

    /// <summary>Every caller works on a case of its own for ten appends; ids rise with time, as they do in the product.</summary>
    private static Append Next(int number, int version) => new(
        new("consultation", $"0199a1b2c3d47000{number:x16}"), version,
        new($"0199a1b2-{number:x8}-{version:x16}", "sha256-0123456789abcdef0123456789abcdef", new("acct-0199a1b2", null, "inst-township-a"), Noon),
        [new("consultation.submitted", Fact)], [], []);

    /// <summary>A row for each event.</summary>
    private sealed class EveryEvent : IProjection
    {
        public string Name => "every-event";

        public int Version => 1;

        public void CreateTables(Microsoft.Data.Sqlite.SqliteConnection db)
        {
            using var command = db.CreateCommand();
            command.CommandText = "CREATE TABLE notes (id INTEGER PRIMARY KEY, stream TEXT NOT NULL, type TEXT NOT NULL)";
            command.ExecuteNonQuery();
        }

        public void Apply(Projecting projecting, StoredAppend append)
        {
            foreach (var fact in append.Events) projecting.Execute("INSERT INTO notes (stream, type) VALUES (?1, ?2)", append.Stream.Value, fact.Type);
        }
    }
}
