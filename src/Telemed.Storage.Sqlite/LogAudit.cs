using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>Reads the whole log in the order of its streams and checks every link.</summary>
internal static class LogAudit
{
    public static AuditResult Run(string path, CancellationToken cancellationToken)
    {
        using var db = LogFile.Kind.OpenReader(path);
        using var snapshot = db.BeginTransaction(deferred: true);
        var broken = Gap(db);
        long streams = 0, appends = 0, events = 0, version = 0, position = 0;
        var stream = "";
        byte[] hash = [];
        using var query = db.Prepare(
            "SELECT name, version, position, command, body, previous, hash FROM appends LEFT JOIN streams ON id = stream ORDER BY stream, version");
        query.Transaction = snapshot;
        using var rows = query.ExecuteReader();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((rows.IsDBNull(0) ? "?" : rows.GetString(0)) is var next && next != stream)
            {
                (stream, version, position, hash) = (next, 0, 0, AppendBody.Genesis.ToArray());
                streams++;
            }
            appends++;
            version++;
            if (Read(rows, stream, version, position, hash) is { } append) events += append.Events.Count;
            else broken ??= $"{stream}@{rows.GetInt64(1)}";
            (version, position, hash) = (rows.GetInt64(1), rows.GetInt64(2), rows.GetFieldValue<byte[]>(6));
        }
        return new(streams, appends, events, broken);
    }

    private static StoredAppend? Read(SqliteDataReader row, string stream, long version, long position, byte[] previous)
    {
        var (body, hash) = (row.GetFieldValue<byte[]>(4), row.GetFieldValue<byte[]>(6));
        if (row.GetInt64(1) != version || row.GetInt64(2) <= position) return null;
        if (!row.GetFieldValue<byte[]>(5).AsSpan().SequenceEqual(previous) || !AppendBody.Hash(previous, body).AsSpan().SequenceEqual(hash)) return null;
        var append = AppendBody.Read(body, previous, hash);
        return append.Stream.Value == stream && append.Version == version && LogFile.CommandKey(append.Context.CommandId).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(3)) ? append : null;
    }

    /// <summary>The append behind the first missing position.</summary>
    private static string? Gap(SqliteConnection db) => db.Scalar("""
        SELECT name || '@' || version FROM appends a JOIN streams ON id = stream
        WHERE (SELECT max(position) FROM appends) <> (SELECT count(*) FROM appends)
          AND position > 1 AND NOT EXISTS (SELECT 1 FROM appends WHERE position = a.position - 1)
           OR position = (SELECT min(position) FROM appends) AND position <> 1
        ORDER BY position LIMIT 1
        """) as string;
}
