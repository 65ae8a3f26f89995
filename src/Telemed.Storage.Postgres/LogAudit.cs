using Npgsql;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>Reads the whole log in the order of its streams, in one snapshot, and checks every link.</summary>
internal static class LogAudit
{
    private const string Gap = """
        SELECT a.stream || '@' || a.version FROM appends a
        WHERE (SELECT max(position) FROM appends) <> (SELECT count(*) FROM appends)
          AND position > 1 AND NOT EXISTS (SELECT 1 FROM appends b WHERE b.position = a.position - 1)
        ORDER BY position LIMIT 1
        """;

    private const string Lost = "SELECT stream || '@' || version FROM appends, (SELECT max(position) AS last FROM appends) m WHERE position = last AND last <> (SELECT position FROM log_end)";

    public static async Task<AuditResult> Run(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var db = await source.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await db.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var chain = new ChainAudit { FirstBroken = await Text(db, Gap, cancellationToken) ?? await Text(db, Lost, cancellationToken) };
        var (before, position) = ("", 0L);
        await using var query = new NpgsqlCommand("SELECT stream, version, position, command, body, previous, hash FROM appends ORDER BY stream, version", db) { CommandTimeout = 0 };
        await using var rows = await query.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var stream = rows.GetString(0);
            var append = chain.Take(stream, rows.GetInt64(1), rows.GetFieldValue<byte[]>(4), rows.GetFieldValue<byte[]>(5), rows.GetFieldValue<byte[]>(6));
            if (stream != before) (before, position) = (stream, 0);
            if (append is not null && (rows.GetInt64(2) <= position || !AppendBody.CommandKey(append.Context.CommandId).AsSpan().SequenceEqual(rows.GetFieldValue<byte[]>(3))))
                chain.FirstBroken ??= $"{stream}@{append.Version}";
            position = rows.GetInt64(2);
        }
        return chain.Result;
    }

    private static async Task<string?> Text(NpgsqlConnection db, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, db) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }
}
