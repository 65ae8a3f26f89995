using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>A log with one read model and a writer of cases.</summary>
public abstract class ReadModelFixture : IAsyncLifetime
{
    protected static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder folder = new();

    private protected SqliteEventLog Log { get; private set; } = null!;

    private protected EmbeddedCaseOwner Owner { get; private set; } = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Log = SqliteEventLog.Open(folder["events.db"]);
        Owner = new(Log);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string Path(string name) => folder[name];

    /// <summary>An engine that has caught up.</summary>
    private protected async Task<ProjectionEngine> Start(IProjection projection, string name = "read.db", IEventLog? log = null)
    {
        var engine = new ProjectionEngine(Path(name), log ?? Log, [projection], TimeProvider.System);
        await engine.StartAsync(Stop);
        await engine.CaughtUp.WaitAsync(TimeSpan.FromSeconds(60), Stop);
        return engine;
    }

    protected async Task<long> Count(string id, int by = 1)
    {
        var command = Interlocked.Increment(ref commands).ToString(CultureInfo.InvariantCulture);
        var outcome = await Owner.Transact(Tally.Kind, id, null, new(command, null, Actor.Clock, Noon), s => Tally.Count(s, by), Stop);
        return Assert.IsType<Outcome<TallyState, TallyRefusal>.Done>(outcome).Version;
    }

    private long commands;

    protected static long Number(ProjectionEngine engine, string sql)
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Every row of every table but the cursor's place.</summary>
    internal static string Dump(ProjectionEngine engine)
    {
        using var db = engine.OpenReader();
        var text = new StringBuilder();
        foreach (var table in Rows(db, "SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name"))
        {
            text.AppendLine(table);
            foreach (var row in Rows(db, $"SELECT * FROM \"{table}\"").Order(StringComparer.Ordinal)) text.AppendLine(row);
        }
        return text.ToString();
    }

    private static List<string> Rows(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
        {
            found.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i =>
                rows.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture))));
        }
        return found;
    }
}
