using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Storage.Sqlite.Tests;

/// <summary>Who keeps a small table in memory asks for its number instead of its rows, and who asks often keeps the statement.</summary>
public sealed class FollowedTableTests : ReadModelFixture
{
    [Fact]
    public async Task A_followed_table_has_another_number_when_it_changed_and_when_all_tables_are_new_and_no_other_time()
    {
        await using var engine = await Start(new Followed());
        var begun = engine.Revision("followed");
        await engine.WaitFor(new("case", "other"), await Count("other"), Stop);
        Assert.Equal(begun, engine.Revision("followed"));
        await engine.WaitFor(new("case", "followed"), await Count("followed"), Stop);
        var changed = engine.Revision("followed");
        Assert.NotEqual(begun, changed);
        await engine.Rebuild(Stop);
        Assert.NotEqual(changed, engine.Revision("followed"));
    }

    [Fact]
    public async Task A_kept_statement_sees_what_was_committed_since_and_survives_new_tables()
    {
        const string sum = "SELECT sum(version), 'x' FROM followed WHERE id=@id AND version>@version";
        await using var engine = await Start(new Followed());
        Assert.Equal(0, Sum());
        await engine.WaitFor(new("case", "followed"), await Count("followed"), Stop);
        await engine.WaitFor(new("case", "followed"), await Count("followed"), Stop);
        Assert.Equal(3, Sum());
        await engine.Rebuild(Stop);
        Assert.Equal(3, Sum());

        long Sum()
        {
            using var tables = engine.Read();
            var row = tables.Of(sum).Bind("@id", "followed").Bind("@version", 0);
            Assert.True(row.Step());
            Assert.Equal("x", row.Text(1));
            return row.IsNull(0) ? 0 : row.Number(0);   // not stepped to its end: given back all the same
        }
    }

    [Fact]
    public async Task A_page_that_was_applied_in_part_before_an_interruption_is_not_applied_twice()
    {
        var time = new Jumping();
        var (applied, failed) = (0, false);
        var projection = new TallyProjection
        {
            Before = _ =>
            {
                if (++applied == 10) time.Passed += TimeProvider.System.TimestampFrequency;   // the transaction was open long enough
                if (applied != 15 || failed) return;
                failed = true;
                throw new IOException();
            },
        };
        await using var engine = new ProjectionEngine(Path("cut.db"), new MadeUpLog([.. Enumerable.Range(0, 30)], 30) { Late = true }, [projection], time);
        await engine.StartAsync(Stop);
        await engine.WaitFor(new("case", "29"), 1, Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop);
        Assert.True(failed);
        Assert.Equal(35, applied);   // ten were in the tables already when the rest came again
        Assert.Equal(30, Number(engine, "SELECT sum(applied) FROM tally"));
    }

    private sealed class Jumping : TimeProvider
    {
        public long Passed { get; set; }

        public override long GetTimestamp() => Passed;
    }

    private sealed class Followed : IProjection
    {
        public string Name => "followed";

        public int Version => 1;

        public void CreateTables(SqliteConnection db)
        {
            using var command = db.CreateCommand();
            command.CommandText = "CREATE TABLE followed (id TEXT NOT NULL, version INTEGER NOT NULL) STRICT";
            command.ExecuteNonQuery();
        }

        public void Apply(Projecting projecting, StoredAppend append)
        {
            if (append.Stream.Id != "followed") return;
            projecting.Execute("INSERT INTO followed VALUES (?1, ?2)", append.Stream.Id, append.Version);
            projecting.Changed("followed");
        }
    }
}
