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
    private readonly SqliteConnection db;
    private readonly IReadOnlyList<IProjection> projections;
    private readonly AppliedVersions applied;
    private readonly WriterStatements statements;
    private readonly Projecting projecting;
    private readonly TimeProvider time;
    private readonly TimeSpan longest;

    public ReadModelWriter(SqliteConnection db, IReadOnlyList<IProjection> projections, AppliedVersions applied, TimeProvider time, TimeSpan longest)
    {
        (this.db, this.projections, this.applied, this.time, this.longest) = (db, projections, applied, time, longest);
        statements = new(db);
        projecting = new(statements);
    }

    /// <summary>The append being applied, for the message when it fails.</summary>
    public (string? Projection, StoredAppend? Append) At { get; private set; }

    public SqliteConnection Connection => db;

    /// <summary>What is applied happens now: its traces go on. History has none.</summary>
    public bool Live { get; set; }

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
        var versions = new Dictionary<StreamId, long>();
        var began = time.GetTimestamp();
        var next = start;
        statements.Of("BEGIN IMMEDIATE").Run();
        try
        {
            while (next < page.Appends.Count)
            {
                ApplyOne(page.Appends[next++], versions);
                if (time.GetElapsedTime(began) > longest) break;
            }
            At = default;
            projecting.WriteGathered();
            SaveCheckpoint(page, next, versions);
            statements.Of("COMMIT").Run();
        }
        catch
        {
            Forget();
            if (SQLitePCL.raw.sqlite3_get_autocommit(db.Handle) == 0) statements.Of("ROLLBACK").Run();
            throw;
        }
        return new(next - start, versions, projecting.EndTransaction());
    }

    /// <summary>The transaction did not happen, or the tables are new.</summary>
    public void Forget()
    {
        projecting.Forget();
        foreach (var projection in projections) projection.Forget();
    }

    public void Dispose()
    {
        statements.Dispose();
        db.Dispose();
    }

    private void ApplyOne(StoredAppend append, Dictionary<StreamId, long> versions)
    {
        At = (null, append);
        var before = VersionOf(append.Stream, versions);
        if (append.Version <= before) return;   // the cursor stands at the page before: a restart reads the rest of the page again
        using var span = Live && append.Context.Trace is { } trace ? Telemetry.Source.StartActivity("apply", ActivityKind.Consumer, trace) : null;
        span?.SetTag("category", append.Stream.Category);
        if (append.Version != before + 1) throw new InvalidDataException("The log left out an append of a stream.");
        foreach (var projection in projections)
        {
            At = (projection.Name, append);
            projection.Apply(projecting, append);
        }
        while (projecting.NextPublished(out var fact))
        {
            foreach (var projection in projections)
            {
                At = (projection.Name, append);
                projection.Apply(projecting, fact);
            }
        }
        foreach (var projection in projections)
        {
            At = (projection.Name, append);
            projection.Complete(projecting);
        }
        projecting.EndAppend();
        versions[append.Stream] = append.Version;
    }

    private long VersionOf(StreamId stream, Dictionary<StreamId, long> versions) =>
        versions.TryGetValue(stream, out var version) || applied.TryGet(stream, out version)
            ? version
            : projecting.Scalar<long>("SELECT version FROM streams WHERE stream=?1", stream.Value);

    private void SaveCheckpoint(FeedPage page, int next, Dictionary<StreamId, long> versions)
    {
        foreach (var (stream, version) in versions)
            projecting.Execute("INSERT INTO streams VALUES (?1, ?2) ON CONFLICT DO UPDATE SET version=excluded.version", stream.Value, version);
        var last = page.Appends[next - 1];
        projecting.Execute("UPDATE checkpoint SET stream=?1, version=?2, hash=?3", last.Stream.Value, last.Version, last.Hash.ToArray());
        if (next == page.Appends.Count) projecting.Execute("UPDATE checkpoint SET cursor=?1", page.Cursor);
    }
}
