using Microsoft.Data.Sqlite;
using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Sqlite.Tests;

public sealed class SqliteEventLogTests : EventLogContract
{
    private readonly TempFolder folder = new();

    private string File => folder["events.db"];

    protected override Task<IEventLog> Open() => Task.FromResult<IEventLog>(SqliteEventLog.Open(File));

    protected override async Task Close(IEventLog log) => await ((SqliteEventLog)log).DisposeAsync();

    protected override Task FlipByte(StreamId stream, long version) => Tamper(
        "UPDATE appends SET body = CAST(replace(CAST(body AS TEXT), 'case.noted', 'case.noteD') AS BLOB) WHERE stream=(SELECT id FROM streams WHERE name=@stream) AND version=@version", stream, version);

    protected override Task Remove(StreamId stream, long version) =>
        Tamper("DELETE FROM appends WHERE stream=(SELECT id FROM streams WHERE name=@stream) AND version=@version", stream, version);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    private async Task Tamper(string sql, StreamId stream, long version)
    {
        await using var db = Raw();
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@stream", stream.Value);
        command.Parameters.AddWithValue("@version", version);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
    }

    private async Task Run(string sql)
    {
        await using var db = Raw();
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    private SqliteConnection Raw()
    {
        var db = new SqliteConnection($"Data Source={File};Pooling=False");
        db.Open();
        return db;
    }

    [Fact]
    public async Task A_commit_that_fails_fails_its_whole_group_and_writes_nothing()
    {
        await Append(Case("1"), 0, "before");
        await Run("CREATE TRIGGER broken BEFORE INSERT ON appends WHEN instr(new.body, 'poison') BEGIN SELECT RAISE(ROLLBACK, 'disk'); END");
        var group = Enumerable.Range(0, 50).Select(i => Append(Case($"g{i}"), 0, i == 40 ? "poison" : "c")).ToArray();
        await Task.WhenAll(group).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.IsType<IOException>(group[40].Exception!.InnerException);
        await Run("DROP TRIGGER broken");
        Assert.IsType<AppendResult.Appended>(await Append(Case("1"), 1, "after"));

        var stored = (await Everything()).Select(a => a.Stream).ToHashSet();
        for (var i = 0; i < 50; i++) Assert.Equal(group[i].IsCompletedSuccessfully, stored.Contains(Case($"g{i}")));
        Assert.True((await Log.Verify(Stop)).Valid);
    }

    [Fact]
    public async Task A_failure_at_the_commit_itself_leaves_nothing_and_the_log_goes_on()
    {
        await Append(Case("1"), 0, "before");
        await Run("""
            CREATE TABLE parent (id INTEGER PRIMARY KEY);
            CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
            CREATE TRIGGER broken AFTER INSERT ON appends BEGIN INSERT INTO child VALUES (new.position); END
            """);
        await Assert.ThrowsAsync<IOException>(() => Append(Case("1"), 1, "lost"));
        await Run("DROP TRIGGER broken");
        Assert.IsType<AppendResult.Appended>(await Append(Case("1"), 1, "after"));
        Assert.Equal(["before", "after"], (await Everything()).Select(a => a.Context.CommandId));
    }

    [Fact]
    public async Task A_refused_append_does_not_disturb_its_group()
    {
        await Append(Case("1"), 0, "c1");
        var group = Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? Append(Case("1"), 0, $"stale{i}") : Append(Case($"g{i}"), 0, "c")).ToArray();
        await Task.WhenAll(group);
        for (var i = 0; i < 60; i++) Assert.Equal(i % 3 == 0, await group[i] is AppendResult.Stale);
        Assert.Equal(41, (await Everything()).Count);
    }

    [Fact]
    public async Task A_burst_above_the_queue_waits_and_is_stored()
    {
        var burst = Enumerable.Range(0, 12_000).Select(i => Append(Case($"b{i}"), 0, "c")).ToArray();
        Assert.All(await Task.WhenAll(burst), result => Assert.IsType<AppendResult.Appended>(result));
        Assert.Equal(12_000, (await Log.Verify(Stop)).Appends);
    }

    [Fact]
    public async Task A_file_of_an_unknown_format_stops_the_start()
    {
        await Close(Log);
        await Run("PRAGMA user_version=7");
        var thrown = await Assert.ThrowsAsync<StoreFormatException>(Open);
        Assert.Equal("events.db is an event log of format 7; this program reads format 1.", thrown.Message);
        await Run("PRAGMA user_version=1; PRAGMA application_id=5");
        Assert.Equal("events.db is not an event log.", (await Assert.ThrowsAsync<StoreFormatException>(Open)).Message);
        await System.IO.File.WriteAllTextAsync(folder["noise.db"], new string('x', 5000), Stop);
        Assert.Throws<StoreFormatException>(() => SqliteEventLog.Open(folder["noise.db"]));
        await Run("PRAGMA application_id=1414351943");
        await Reopen();
    }

    [Fact]
    public void A_second_opening_is_refused() =>
        Assert.Contains("open in another process", Assert.Throws<StoreFormatException>(() => SqliteEventLog.Open(File)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_closed_log_says_so_to_writers_and_followers()
    {
        await using var pages = Log.Follow(null, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await pages.MoveNextAsync());
        var next = pages.MoveNextAsync().AsTask();
        await Close(Log);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => next.WaitAsync(TimeSpan.FromSeconds(60), Stop));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Append(Case("1"), 0, "c"));
    }
}
