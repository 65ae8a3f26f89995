using System.Data;
using Npgsql;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>The log in PostgreSQL as rows. Reading is of one moment and goes on beside running nodes.</summary>
/// <param name="database">Where it lies.</param>
public sealed class PostgresLogRows(PostgresDatabase database) : IPortableLog
{
    private const int PageLength = 1000;

    /// <inheritdoc/>
    public async Task<long> Count(CancellationToken cancellationToken)
    {
        await using var db = await database.Reading.OpenConnectionAsync(cancellationToken);
        await using var query = new NpgsqlCommand("SELECT position FROM log_end", db);
        return (long)(await query.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <inheritdoc/>
    public async Task Read(long skip, Func<IReadOnlyList<LogRow>, Task> rows, Func<IReadOnlyList<HeldKey>, Task> keys, CancellationToken cancellationToken)
    {
        await using var db = await database.Reading.OpenConnectionAsync(cancellationToken);
        await using var moment = await db.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var patient = new NpgsqlCommand(PostgresDatabase.Patient, db)) await patient.ExecuteNonQueryAsync(cancellationToken);
        while (true)
        {
            var page = new List<LogRow>(PageLength);
            await using (var query = new NpgsqlCommand("SELECT stream, version, body, previous, hash FROM appends WHERE position > $1 ORDER BY position LIMIT $2", db)
            {
                Parameters = { Value.Of(skip), Value.Of(PageLength) },
            })
            await using (var found = await query.ExecuteReaderAsync(cancellationToken))
                while (await found.ReadAsync(cancellationToken))
                    page.Add(new(found.GetString(0), found.GetInt64(1), found.GetFieldValue<byte[]>(2), found.GetFieldValue<byte[]>(3), found.GetFieldValue<byte[]>(4)));
            if (page.Count == 0) break;
            await rows(page);
            skip += page.Count;   // positions have no gaps
        }
        var held = new List<HeldKey>();
        await using (var claims = new NpgsqlCommand("SELECT key, stream FROM claims", db))
        await using (var found = await claims.ExecuteReaderAsync(cancellationToken))
            while (await found.ReadAsync(cancellationToken)) held.Add(new(found.GetString(0), found.GetString(1)));
        await keys(held);
    }

    /// <inheritdoc/>
    public async Task Write(IReadOnlyList<LogRow> rows, CancellationToken cancellationToken)
    {
        await using var db = await database.Reading.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await using var end = new NpgsqlCommand("SELECT position FROM log_end FOR UPDATE", db);
        var position = (long)(await end.ExecuteScalarAsync(cancellationToken))!;
        var added = new LogRows();
        foreach (var row in rows)
            added.Add(++position, row.Stream, row.Version, AppendBody.CommandKey(AppendBody.Read(row.Body, row.Previous, row.Hash).Context.CommandId), row.Body, row.Previous, row.Hash);
        try
        {
            await using var batch = added.Batch(db, position, [], new Dictionary<string, string?>(), commit: false);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new InvalidDataException("The target holds another log.", e);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task WriteKeys(IReadOnlyList<HeldKey> keys, CancellationToken cancellationToken)
    {
        await using var db = await database.Reading.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(db);
        batch.Add("DELETE FROM claims");
        batch.Add("INSERT INTO claims SELECT * FROM unnest($1, $2)", Value.Of(keys.Select(k => k.Key).ToArray()), Value.Of(keys.Select(k => k.Stream).ToArray()));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
