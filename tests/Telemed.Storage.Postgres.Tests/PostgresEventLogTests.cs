using Npgsql;
using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Postgres.Tests;

public sealed class PostgresEventLogTests(PostgresFixture postgres) : EventLogContract
{
    private string? connectionString;
    private PostgresDatabase database = null!;

    protected override async Task<IEventLog> Open()
    {
        connectionString ??= await postgres.NewDatabase();
        database = PostgresDatabase.Open(connectionString);
        return new PostgresEventLog(database);
    }

    protected override async Task Close(IEventLog log)
    {
        await ((PostgresEventLog)log).DisposeAsync();
        await database.DisposeAsync();
    }

    protected override Task FlipByte(StreamId stream, long version) => Run(
        "UPDATE appends SET body = convert_to(replace(convert_from(body, 'UTF8'), 'case.noted', 'case.noteD'), 'UTF8') WHERE stream=$1 AND version=$2", stream.Value, version);

    protected override Task Remove(StreamId stream, long version) => Run("DELETE FROM appends WHERE stream=$1 AND version=$2", stream.Value, version);

    private async Task<int> Run(string sql, params object[] values)
    {
        await using var db = new NpgsqlConnection(connectionString);
        await db.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, db);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(Stop);
    }

    [Fact]
    public async Task A_commit_that_fails_fails_its_whole_group_and_writes_nothing()
    {
        await Append(Case("1"), 0, "before");
        await Run("ALTER TABLE appends ADD CONSTRAINT broken CHECK (position('poison' in convert_from(body, 'UTF8')) = 0)");
        var group = Enumerable.Range(0, 50).Select(i => Append(Case($"g{i}"), 0, i == 40 ? "poison" : "c")).ToArray();
        await Task.WhenAll(group).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.IsType<IOException>(group[40].Exception!.InnerException);
        await Run("ALTER TABLE appends DROP CONSTRAINT broken");
        Assert.IsType<AppendResult.Appended>(await Append(Case("1"), 1, "after"));
        var stored = (await Everything()).Select(a => a.Stream).ToHashSet();
        for (var i = 0; i < 50; i++) Assert.Equal(group[i].IsCompletedSuccessfully, stored.Contains(Case($"g{i}")));
        Assert.True((await Log.Verify(Stop)).Valid);
    }

    [Fact]
    public async Task A_node_that_stands_still_while_it_holds_the_end_holds_the_others_up_for_seconds_only()
    {
        await using var still = await database.Own.OpenConnectionAsync(Stop);
        await new NpgsqlCommand("BEGIN; SELECT position FROM log_end FOR UPDATE", still).ExecuteNonQueryAsync(Stop);
        var waiting = Append(Case("1"), 0, "c0");
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        Assert.False(waiting.IsCompleted);
        Assert.IsType<AppendResult.Appended>(await waiting.WaitAsync(TimeSpan.FromSeconds(12), Stop));
        Assert.True(Faults.Passing(await Assert.ThrowsAnyAsync<Exception>(() => new NpgsqlCommand("COMMIT", still).ExecuteNonQueryAsync(Stop))));   // it goes on and sends its group again
    }

    [Fact]
    public async Task A_group_that_waits_while_the_end_is_held_is_decided_on_what_the_holder_wrote()
    {
        await Append(Case("1"), 0, "c0");
        var stored = Assert.Single(await Read(Case("1")));
        await using var db = new NpgsqlConnection(connectionString);
        await db.OpenAsync(Stop);
        await using var transaction = await db.BeginTransactionAsync(Stop);
        await new NpgsqlCommand("UPDATE log_end SET position = position + 1", db).ExecuteNonQueryAsync(Stop);
        var body = AppendBody.Write(Note(Case("1"), 1, "by-another-node", "x"), 2);
        await using var insert = new NpgsqlCommand("INSERT INTO appends VALUES (2, 'case-1', 2, $1, $2, $3, $4)", db);
        foreach (var value in new[] { AppendBody.CommandKey("by-another-node"), body, stored.Hash.ToArray(), AppendBody.Hash(stored.Hash.Span, body) })
            insert.Parameters.Add(new() { Value = value });
        await insert.ExecuteNonQueryAsync(Stop);
        var waiting = new[] { Append(Case("1"), 1, "late"), Append(Case("1"), 1, "by-another-node", "x"), Append(Case("2"), 0, "free") };
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        Assert.All(waiting, w => Assert.False(w.IsCompleted));
        await transaction.CommitAsync(Stop);
        Assert.Equal(new AppendResult.Stale(2), await waiting[0]);
        Assert.True(Assert.IsType<AppendResult.Appended>(await waiting[1]).Repeated);
        Assert.IsType<AppendResult.Appended>(await waiting[2]);
        Assert.True((await Log.Verify(Stop)).Valid);
    }

    [Fact]
    public async Task A_repeat_that_looks_like_news_is_sorted_out_of_its_group()
    {
        await Append(Case("1"), 0, "c0", "first");
        await Log.Append(Note(Case("9"), 0, "holder", "x") with { Claims = ["bed"] }, Stop);
        var answers = await Log.AppendAll(
            [
                Note(Case("2"), 0, "n0", "x"), Note(Case("1"), 1, "c0", "again"), Note(Case("2"), 1, "n1", "x"),
                Note(Case("3"), 0, "n0", "x") with { Claims = ["bed"] }, Note(Case("4"), 0, "n0", "x") with { Claims = ["chair"] }, Note(Case("1"), 1, "c1", "x"),
            ], Stop);
        Assert.Equal(["+", "again", "+", "taken bed", "+", "+"], answers.Select(a => a switch
        {
            AppendResult.Appended { Repeated: true } => "again",
            AppendResult.Appended => "+",
            AppendResult.Taken taken => $"taken {taken.Key}",
            _ => a.ToString(),
        }));
        Assert.Equal("""{"text":"first"}""", Text(((AppendResult.Appended)answers[1]).Stored));
        Assert.Equal(new AuditResult(4, 6, 6, null), await Log.Verify(Stop));
    }

    [Fact]
    public async Task What_a_node_remembers_of_a_stream_gives_way_to_what_another_node_wrote()
    {
        await using var other = PostgresDatabase.Open(connectionString!);
        await using var far = new PostgresEventLog(other);
        await Append(Case("1"), 0, "c0");
        for (var version = 1L; version < 7; version += 2)
        {
            await far.Append(Note(Case("1"), version, $"far{version}", "x"), Stop);
            Assert.Equal(new AppendResult.Stale(version + 1), await Append(Case("1"), version, $"late{version}"));
            Assert.IsType<AppendResult.Appended>(await Append(Case("1"), version + 1, $"near{version}"));
        }
        Assert.Equal(new AuditResult(1, 7, 7, null), await Log.Verify(Stop));
    }

    [Fact]
    public async Task An_append_of_another_node_is_heard_without_polling()
    {
        await using var other = PostgresDatabase.Open(connectionString!);
        await using var far = new PostgresEventLog(other);
        await using var pages = Log.Follow(null, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await pages.MoveNextAsync());
        while (!((PostgresEventLog)Log).Hears) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Stop);
        var heard = new List<TimeSpan>();
        for (var i = 0; i < 9; i++)
        {
            var next = pages.MoveNextAsync().AsTask();
            await far.Append(Note(Case("1"), i, $"c{i}", "x"), Stop);
            var committed = TimeProvider.System.GetTimestamp();
            Assert.True(await next);
            heard.Add(TimeProvider.System.GetElapsedTime(committed));
        }
        Assert.InRange(heard.Order().ElementAt(4), TimeSpan.Zero, TimeSpan.FromMilliseconds(200));   // the fallback would take a second
    }

    [Fact]
    public async Task A_database_of_another_format_stops_the_start_and_so_does_one_that_is_not_there()
    {
        await Run("UPDATE telemed_store SET format=7");
        var thrown = Assert.Throws<StoreFormatException>(() => PostgresDatabase.Open(connectionString!));
        Assert.Equal("The PostgreSQL database holds a store of format 7; this program reads format 1.", thrown.Message);
        Assert.StartsWith("The PostgreSQL database cannot be used: ", Assert.Throws<StoreFormatException>(
            () => PostgresDatabase.Open("Host=127.0.0.1;Port=1;Username=x;Timeout=2")).Message, StringComparison.Ordinal);
        Assert.Contains("malformed", Assert.Throws<StoreFormatException>(() => PostgresDatabase.Open("Hots=x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_nodes_that_start_at_once_make_the_tables_once()
    {
        var empty = await postgres.NewDatabase();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => { await using var _ = PostgresDatabase.Open(empty); }, Stop)));
    }

    [Fact]
    public async Task A_closed_log_says_so_to_writers_and_followers()
    {
        await using var pages = Log.Follow(null, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await pages.MoveNextAsync());
        var next = pages.MoveNextAsync().AsTask();
        await ((PostgresEventLog)Log).DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => next.WaitAsync(TimeSpan.FromSeconds(60), Stop));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Append(Case("1"), 0, "c"));
    }
}
