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
        var chain = new ChainAudit { FirstBroken = Gap(db) };
        var (before, position) = ("", 0L);
        using var query = db.Prepare(
            "SELECT name, version, position, command, body, previous, hash FROM appends LEFT JOIN streams ON id = stream ORDER BY stream, version");
        query.Transaction = snapshot;
        using var rows = query.ExecuteReader();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stream = rows.IsDBNull(0) ? "?" : rows.GetString(0);
            var append = chain.Take(stream, rows.GetInt64(1), rows.GetFieldValue<byte[]>(4), rows.GetFieldValue<byte[]>(5), rows.GetFieldValue<byte[]>(6));
            if (stream != before) (before, position) = (stream, 0);
            if (append is not null && (rows.GetInt64(2) <= position || !Indexed(rows, append))) chain.FirstBroken ??= $"{stream}@{append.Version}";
            position = rows.GetInt64(2);
        }
        return chain.Result;
    }

    private static bool Indexed(SqliteDataReader row, StoredAppend append) =>
        AppendBody.CommandKey(append.Context.CommandId).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(3));

    /// <summary>The append behind the first missing position.</summary>
    private static string? Gap(SqliteConnection db) => db.Scalar("""
        SELECT name || '@' || version FROM appends a JOIN streams ON id = stream
        WHERE (SELECT max(position) FROM appends) <> (SELECT count(*) FROM appends)
          AND position > 1 AND NOT EXISTS (SELECT 1 FROM appends WHERE position = a.position - 1)
           OR position = (SELECT min(position) FROM appends) AND position <> 1
        ORDER BY position LIMIT 1
        """) as string;
}
