using Microsoft.Data.Sqlite;
using SQLitePCL;
using Telemed.ReadModel;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>A statement is prepared once: binding another value to it does not make another plan.</summary>
public sealed class StablePlansTests
{
    private const int Reprepared = 5;   // SQLITE_STMTSTATUS_REPREPARE

    [Fact]
    public void A_reader_of_the_log_keeps_its_statements()
    {
        using var folder = new TempFolder();
        LogFile.Kind.OpenWriter(folder["events.db"]).Dispose();
        using var db = LogFile.Kind.OpenReader(folder["events.db"]);
        Assert.Equal(0, Preparations(db));
    }

    [Fact]
    public async Task A_reader_of_the_read_model_keeps_its_statements()
    {
        using var folder = new TempFolder();
        await using var engine = new ProjectionEngine(folder["read.db"], new MadeUpLog([], 1), [], TimeProvider.System);
        await engine.StartAsync(TestContext.Current.CancellationToken);
        using var db = engine.OpenReader();
        Assert.Equal(0, Preparations(db));
    }

    private static int Preparations(SqliteConnection db)
    {
        raw.sqlite3_prepare_v3(db.Handle!, "SELECT name FROM sqlite_schema ORDER BY name LIMIT ?1", raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        using (statement)
        {
            for (var limit = 1; limit <= 3; limit++)
            {
                raw.sqlite3_bind_int64(statement, 1, limit);
                Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(statement));
                raw.sqlite3_reset(statement);
            }
            return raw.sqlite3_stmt_status(statement, Reprepared, 0);
        }
    }
}
