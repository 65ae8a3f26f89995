using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.ReadModel;

/// <summary>What one transaction brought.</summary>
internal readonly record struct Batch(int Count, Dictionary<StreamId, long> Versions, IReadOnlyList<TopicEvent> Rings)
{
    public static Batch Empty { get; } = new(0, [], []);
}

/// <summary>Applies appends to the tables, with cursor and versions in the same transaction.</summary>
internal sealed class ReadModelWriter : IDisposable
{
    /// <summary>Of history in one transaction: a row that many appends change is written once, and what is kept of them in memory has an end.</summary>
    private const int MostAppends = 32_768, MostRows = 20_000;

    private readonly SqliteConnection db;
    private readonly IReadOnlyList<IProjection> projections;
    private readonly AppliedVersions applied;
    private readonly Revisions revisions;
    private readonly WriterStatements statements;
    private readonly Projecting projecting;
    private readonly TimeProvider time;
    private readonly TimeSpan longest;
    private readonly TimeSpan unasked;
    private Dictionary<StreamId, long> versions = [], before = [];   // of the open transaction, of the one that is being written
    private StoredAppend? last;
    private int taken;
    private bool open, resuming = true, fresh;
    private volatile bool writing;

    public ReadModelWriter(SqliteConnection db, IReadOnlyList<IProjection> projections, AppliedVersions applied, Revisions revisions, TimeProvider time, TimeSpan longest, TimeSpan unasked)
    {
        (this.db, this.projections, this.applied, this.revisions, this.time, this.longest, this.unasked) = (db, projections, applied, revisions, time, longest, unasked);
        statements = new(db);
        projecting = new(statements);
    }

    /// <summary>The append being applied, for the message when it fails.</summary>
    public (string? Projection, StoredAppend? Append) At => projecting.At;

    public SqliteConnection Connection => db;

    /// <summary>What is applied happens now: its traces go on and it is told. History has neither.</summary>
    public bool Live
    {
        get => !projecting.History;
        set => projecting.History = !value;
    }

    /// <summary>How far the last committed transaction came.</summary>
    public (string? Cursor, StreamId? Stream, long Version, byte[]? Hash) Checkpoint()
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT cursor, stream, version, hash FROM checkpoint";
        using var row = command.ExecuteReader();
        row.Read();
        return row.IsDBNull(1)
            ? (row.IsDBNull(0) ? null : row.GetString(0), null, 0, null)
            : (row.IsDBNull(0) ? null : row.GetString(0), StreamId.Parse(row.GetString(1)), row.GetInt64(2), row.GetFieldValue<byte[]>(3));
    }

    /// <summary>Applies appends of a page from <paramref name="start"/> on, until its end or until the transaction was open long enough.</summary>
    public Batch Apply(FeedPage page, int start)
    {
        var began = time.GetTimestamp();
        var next = start;
        Begin();
        try
        {
            while (next < page.Appends.Count)
            {
                ApplyOne(page.Appends[next++]);
                if (time.GetElapsedTime(began) is var passed && passed > longest && (passed > unasked || applied.Asked.IsCompleted)) break;
            }
            Batch done = default;
            Commit(next == page.Appends.Count ? page.Cursor : null, batch => done = batch);
            return done;
        }
        catch
        {
            Undo();
            throw;
        }
    }

    /// <summary>Applies a page of history. Its transaction stays open over many pages, for nobody can wait for what lies in their midst, and is written while the next is gathered.</summary>
    /// <param name="page">The next of the log; at its end everything is on disk.</param>
    /// <param name="committed">Called for each transaction, on any thread, in their order.</param>
    public void Gather(FeedPage page, Action<Batch> committed, CancellationToken cancellationToken)
    {
        if (fresh && !page.AtEnd) projecting.Notice(keys: true);
        fresh = false;
        if (!open && page.Appends.Count > 0) Begin();
        foreach (var append in page.Appends)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ApplyOne(append);
        }
        if (open && (page.AtEnd || taken >= MostAppends || projecting.KeptBack >= MostRows))
        {
            if (writing) projecting.Drain();   // one is written, one is gathered: no more are in memory
            Commit(page.Cursor, committed);
        }
        else if (page.AtEnd)
        {
            projecting.Drain();
            committed(Batch.Empty);
        }
        if (page.AtEnd) projecting.Drain();
    }

    /// <summary>Ends history: what was gathered whole is written, the rest did not happen.</summary>
    public void Abandon()
    {
        if (Live) return;
        try
        {
            projecting.Drain();
        }
        finally
        {
            Undo();
        }
    }

    /// <summary>Reads the facts of a page that is not applied yet, on any thread.</summary>
    public void ReadAhead(FeedPage page) => projecting.ReadAhead(page);

    /// <summary>Goes on at the cursor: what lies behind it may have been applied already.</summary>
    public void Resume() => resuming = !(fresh = Checkpoint().Stream is null);

    /// <summary>The end of the log was reached: from now on nothing is read a second time but what a feed gave lately, and the first append of a stream is known for one by its number.</summary>
    public void Resumed()
    {
        resuming = false;
        projecting.Notice(keys: false);
    }

    /// <summary>The transaction did not happen, or the tables are new.</summary>
    public void Forget()
    {
        projecting.Forget();
        before = [];
        foreach (var projection in projections) projection.Forget();
    }

    public void Dispose()
    {
        statements.Dispose();
        db.Dispose();
    }

    private void Begin()
    {
        projecting.Execute("BEGIN IMMEDIATE");
        (open, taken, versions) = (true, 0, []);
    }

    private void Commit(string? cursor, Action<Batch> committed)
    {
        projecting.At = default;
        projecting.WriteGathered();
        SaveCheckpoint(cursor);
        var (changed, batch) = (projecting.ChangedTables, new Batch(taken, versions, projecting.EndTransaction()));
        (open, writing, before) = (false, true, versions);
        projecting.Then(() =>
        {
            revisions.Step(changed);
            try
            {
                statements.Of("COMMIT").Run();
            }
            finally
            {
                revisions.Step(changed);
            }
            writing = false;
            committed(batch);
        });
    }

    private void Undo()
    {
        (open, writing) = (false, false);
        Forget();
        if (SQLitePCL.raw.sqlite3_get_autocommit(db.Handle) == 0) statements.Of("ROLLBACK").Run();
    }

    private void ApplyOne(StoredAppend append)
    {
        projecting.At = (null, append);
        (last, taken) = (append, taken + 1);
        var known = VersionOf(append.Stream, mayBeFirst: append.Version == 1 && !resuming);
        if (append.Version <= known) return;   // the cursor stands at the page before: a restart reads the rest of the page again
        using var span = Live && append.Context.Trace is { } trace ? Telemetry.Source.StartActivity("apply", ActivityKind.Consumer, trace) : null;
        span?.SetTag("category", append.Stream.Category);
        if (append.Version != known + 1) throw new InvalidDataException("The log left out an append of a stream.");
        foreach (var projection in projections)
        {
            projecting.At = (projection.Name, append);
            projection.Apply(projecting, append);
        }
        while (projecting.NextPublished(out var fact))
        {
            foreach (var projection in projections)
            {
                projecting.At = (projection.Name, append);
                projection.Apply(projecting, fact);
            }
        }
        foreach (var projection in projections)
        {
            projecting.At = (projection.Name, append);
            projection.Complete(projecting);
        }
        versions[append.Stream] = append.Version;
    }

    /// <summary>A first append is not looked for in the tables, but feeds repeat what they gave lately: memory is asked always.</summary>
    private long VersionOf(StreamId stream, bool mayBeFirst) =>
        versions.TryGetValue(stream, out var version) || before.TryGetValue(stream, out version) || applied.TryGet(stream, out version) ? version
            : mayBeFirst ? 0
            : projecting.Scalar<long>("SELECT version FROM streams WHERE stream=?1", stream.Value);

    /// <param name="cursor">Null when the rest of the page comes in another transaction.</param>
    private void SaveCheckpoint(string? cursor)
    {
        foreach (var (stream, version) in versions)
            projecting.Execute("INSERT INTO streams VALUES (?1, ?2) ON CONFLICT DO UPDATE SET version=excluded.version", stream.Value, version);
        projecting.Execute("UPDATE checkpoint SET stream=?1, version=?2, hash=?3", last!.Stream.Value, last.Version, last.Hash.ToArray());
        if (cursor is not null) projecting.Execute("UPDATE checkpoint SET cursor=?1", cursor);
    }
}
