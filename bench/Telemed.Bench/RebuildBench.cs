using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;

namespace Telemed.Bench;

/// <summary>Events per second from the log into the read model, with a projection that does next to nothing: the price of the engine itself.</summary>
internal static class RebuildBench
{
    private const int EventsPerAppend = 2;
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    /// <param name="args">Appends; 100,000 when left out.</param>
    public static async Task Run(string[] args)
    {
        var appends = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        using var folder = new BenchFolder();
        await using var log = SqliteEventLog.Open(folder["events.db"]);
        await Parallel.ForEachAsync(Enumerable.Range(0, appends / 10), new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (stream, stop) =>
        {
            for (var i = 0; i < 10; i++) await log.Append(Note(stream, i), stop);
        });
        foreach (var projection in new IProjection[] { new Nothing(), new Rows() })
        {
            await using var engine = new ProjectionEngine(folder[$"{projection.Name}.db"], log, [projection], TimeProvider.System);
            var began = Stopwatch.GetTimestamp();
            await engine.StartAsync(CancellationToken.None);
            await engine.CaughtUp;
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            Console.WriteLine($"{appends:N0} appends of {EventsPerAppend} events, projection '{projection.Name}': {appends * EventsPerAppend / seconds:N0} events/s");
        }
        var start = Stopwatch.GetTimestamp();
        var audit = await log.Verify(CancellationToken.None);
        Console.WriteLine($"verify: {audit.Appends / Stopwatch.GetElapsedTime(start).TotalSeconds:N0} appends/s");
    }

    private static Append Note(int stream, int i) => new(
        new("case", $"{stream:x12}"), i, new($"{stream}-{i}", null, new("acct-1", null, "inst-1"), Noon),
        [.. Enumerable.Range(0, EventsPerAppend).Select(_ => new EventData("case.noted", """{"text":"0123456789012345678901234567890123456789","by":1}"""u8.ToArray()))], [], []);

    private sealed class Nothing : IProjection
    {
        public string Name => "nothing";

        public int Version => 1;

        public void CreateTables(SqliteConnection db) { }

        public void Apply(Projecting projecting, StoredAppend append) { }
    }

    private sealed class Rows : IProjection
    {
        public string Name => "one-row-per-event";

        public int Version => 1;

        public void CreateTables(SqliteConnection db)
        {
            using var command = db.CreateCommand();
            command.CommandText = "CREATE TABLE notes (id INTEGER PRIMARY KEY, stream TEXT NOT NULL, type TEXT NOT NULL)";
            command.ExecuteNonQuery();
        }

        public void Apply(Projecting projecting, StoredAppend append)
        {
            foreach (var fact in append.Events)
                projecting.Execute("INSERT INTO notes (stream, type) VALUES (?1, ?2)", append.Stream.Value, fact.Type);
        }
    }
}
