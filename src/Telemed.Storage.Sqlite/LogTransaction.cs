using Microsoft.Data.Sqlite;
using SQLitePCL;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>Decides and writes appends inside one transaction after another, on the one writing connection.</summary>
internal sealed class LogTransaction : IGroupTransaction
{
    /// <summary>Newest append of a stream; number 0: the stream has no row yet.</summary>
    private readonly record struct Head(long Stream, long Version, byte[] Hash);

    private static readonly Head None = new(0, 0, AppendBody.Genesis.ToArray());

    private readonly SqliteConnection db;
    private readonly RecentlyUsed<string, Head> heads;
    private readonly RawStatement begin, commit, rollback, readHead, findCommand, findClaim, addStream, insert, claim, release, last;
    private readonly List<RawStatement> all = [];
    private readonly List<(StoredAppend Append, int Bytes)> written = [];
    private readonly LogTail tail;
    private readonly Action committed;
    private long position;

    public LogTransaction(SqliteConnection connection, int cachedStreams, LogTail tail, Action committed)
    {
        db = connection;
        this.tail = tail;
        this.committed = committed;
        heads = new(cachedStreams);
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        rollback = Prepare("ROLLBACK");
        readHead = Prepare("SELECT stream, version, hash FROM appends WHERE stream=(SELECT id FROM streams WHERE name=?1) ORDER BY version DESC LIMIT 1");
        findCommand = Prepare("SELECT body, previous, hash FROM appends WHERE stream=?1 AND command=?2");
        findClaim = Prepare("SELECT stream FROM claims WHERE key=?1");
        addStream = Prepare("INSERT INTO streams (name) VALUES (?1)");
        insert = Prepare("INSERT OR IGNORE INTO appends VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        claim = Prepare("INSERT OR IGNORE INTO claims VALUES (?1, ?2)");
        release = Prepare("DELETE FROM claims WHERE key=?1 AND stream=?2");
        last = Prepare("SELECT coalesce(max(position), 0) FROM appends");
        position = LastPosition();
    }

    public void Begin() => begin.Run();

    public void Commit() => commit.Run();

    public void Committed()
    {
        tail.Add(position - written.Count + 1, written);
        written.Clear();
        committed();
    }

    public void Rollback()
    {
        heads.Clear();
        written.Clear();
        if (raw.sqlite3_get_autocommit(db.Handle) == 0) rollback.Run();   // some errors have rolled back already
        position = LastPosition();
    }

    /// <summary>Writes one append, or finds out why not; a refusal leaves the transaction as it was.</summary>
    public AppendResult Write(Append append, byte[] body, byte[] command)
    {
        var name = append.Stream.Value;
        var head = HeadOf(name);
        if (head.Version != append.ExpectedVersion) return Earlier(head, append, command, new AppendResult.Stale(head.Version));
        foreach (var key in append.Claims)
        {
            if (findClaim.Bind(1, key).First(row => raw.sqlite3_column_text(row, 0).utf8_to_string()) is { } by && by != name)
                return Earlier(head, append, command, new AppendResult.Taken(key, StreamId.Parse(by)));
        }
        if (head.Stream == 0)
        {
            addStream.Bind(1, name).Run();
            head = head with { Stream = raw.sqlite3_last_insert_rowid(db.Handle) };
        }
        var stored = new Head(head.Stream, head.Version + 1, AppendBody.Hash(head.Hash, body));
        insert.Bind(1, position + 1).Bind(2, stored.Stream).Bind(3, stored.Version).Bind(4, command).Bind(5, body).Bind(6, head.Hash).Bind(7, stored.Hash);
        if (insert.Run() == 0) return Earlier(head, append, command, null);
        position++;
        heads.Set(name, stored);
        foreach (var key in append.Releases) release.Bind(1, key).Bind(2, name).Run();
        foreach (var key in append.Claims) claim.Bind(1, key).Bind(2, name).Run();
        var context = append.Context with { At = append.Context.At.ToUniversalTime() };
        var now = new StoredAppend(append.Stream, stored.Version, context, append.Events, head.Hash, stored.Hash);
        written.Add((now, body.Length));
        return new AppendResult.Appended(now, Repeated: false);
    }

    public void Dispose()
    {
        foreach (var statement in all) statement.Dispose();
        db.Dispose();
    }

    private Head HeadOf(string name)
    {
        if (heads.TryGet(name, out var known)) return known;
        if (readHead.Bind(1, name).First<Head?>(row => new(
            raw.sqlite3_column_int64(row, 0), raw.sqlite3_column_int64(row, 1), raw.sqlite3_column_blob(row, 2).ToArray())) is not { } head) return None;
        heads.Set(name, head);
        return head;
    }

    /// <summary>The same command's append when there is one, else what stands against this one.</summary>
    private AppendResult Earlier(Head head, Append append, byte[] command, AppendResult? otherwise)
    {
        var stored = findCommand.Bind(1, head.Stream).Bind(2, command).First(row => AppendBody.Read(
            raw.sqlite3_column_blob(row, 0).ToArray(), raw.sqlite3_column_blob(row, 1).ToArray(), raw.sqlite3_column_blob(row, 2).ToArray()));
        return stored is not null && stored.Context.CommandId == append.Context.CommandId
            ? new AppendResult.Appended(stored, Repeated: true)
            : otherwise ?? throw new InvalidOperationException("The log holds an append that its head does not know.");
    }

    private long LastPosition() => last.First(row => raw.sqlite3_column_int64(row, 0));

    private RawStatement Prepare(string sql)
    {
        var statement = new RawStatement(db, sql);
        all.Add(statement);
        return statement;
    }
}
