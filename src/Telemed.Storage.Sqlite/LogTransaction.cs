using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>Decides and writes appends inside one transaction after another, on the one writing connection.</summary>
internal sealed class LogTransaction : IGroupTransaction
{
    private readonly record struct Head(long Version, byte[] Hash);

    private readonly SqliteConnection db;
    private readonly RecentlyUsed<string, Head> heads;
    private readonly SqliteCommand begin, commit, rollback, readHead, findCommand, findClaim, insert, claim, release;
    private readonly List<SqliteCommand> all = [];
    private readonly Action committed;
    private long position;

    public LogTransaction(SqliteConnection connection, int cachedStreams, Action committed)
    {
        db = connection;
        this.committed = committed;
        heads = new(cachedStreams);
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        rollback = Prepare("ROLLBACK");
        readHead = Prepare("SELECT version, hash FROM appends WHERE stream=@stream ORDER BY version DESC LIMIT 1", "@stream");
        findCommand = Prepare("SELECT body, previous, hash FROM appends WHERE stream=@stream AND command=@command", "@stream", "@command");
        findClaim = Prepare("SELECT stream FROM claims WHERE key=@key", "@key");
        insert = Prepare("INSERT OR IGNORE INTO appends VALUES (@position, @stream, @version, @command, @body, @previous, @hash)",
            "@position", "@stream", "@version", "@command", "@body", "@previous", "@hash");
        claim = Prepare("INSERT OR IGNORE INTO claims VALUES (@key, @stream)", "@key", "@stream");
        release = Prepare("DELETE FROM claims WHERE key=@key AND stream=@stream", "@key", "@stream");
        position = LastPosition();
    }

    public void Begin() => begin.ExecuteNonQuery();

    public void Commit() => commit.ExecuteNonQuery();

    public void Committed() => committed();

    public void Rollback()
    {
        heads.Clear();
        if (SQLitePCL.raw.sqlite3_get_autocommit(db.Handle) == 0) rollback.ExecuteNonQuery();   // some errors have rolled back already
        position = LastPosition();
    }

    /// <summary>Writes one append, or finds out why not; a refusal leaves the transaction as it was.</summary>
    public AppendResult Write(Append append, byte[] body)
    {
        var stream = append.Stream.Value;
        var head = HeadOf(stream);
        if (head.Version != append.ExpectedVersion) return Earlier(append, new AppendResult.Stale(head.Version));
        foreach (var key in append.Claims)
        {
            if (findClaim.With(key).ExecuteScalar() is string by && by != stream)
                return Earlier(append, new AppendResult.Taken(key, StreamId.Parse(by)));
        }
        var version = head.Version + 1;
        var hash = AppendBody.Hash(head.Hash, body);
        if (insert.With(position + 1, stream, version, append.Context.CommandId, body, head.Hash, hash).ExecuteNonQuery() == 0)
            return Earlier(append, null);
        position++;
        heads.Set(stream, new(version, hash));
        foreach (var key in append.Releases) release.With(key, stream).ExecuteNonQuery();
        foreach (var key in append.Claims) claim.With(key, stream).ExecuteNonQuery();
        var context = append.Context with { At = append.Context.At.ToUniversalTime() };
        return new AppendResult.Appended(new(append.Stream, version, context, append.Events, head.Hash, hash), Repeated: false);
    }

    public void Dispose()
    {
        foreach (var command in all) command.Dispose();
        db.Dispose();
    }

    private Head HeadOf(string stream)
    {
        if (heads.TryGet(stream, out var known)) return known;
        using var row = readHead.With(stream).ExecuteReader();
        var head = row.Read() ? new Head(row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : new(0, AppendBody.Genesis.ToArray());
        heads.Set(stream, head);
        return head;
    }

    /// <summary>The same command's append when there is one, else what stands against this one.</summary>
    private AppendResult Earlier(Append append, AppendResult? otherwise)
    {
        using var row = findCommand.With(append.Stream.Value, append.Context.CommandId).ExecuteReader();
        return row.Read()
            ? new AppendResult.Appended(AppendBody.Read(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2)), Repeated: true)
            : otherwise ?? throw new InvalidOperationException("The log holds an append that its head does not know.");
    }

    private long LastPosition() => db.Scalar("SELECT max(position) FROM appends") as long? ?? 0;

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = db.Prepare(sql, parameters);
        all.Add(command);
        return command;
    }
}
