using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>The log file as rows. Reading goes on beside a running platform; writing needs the file for itself.</summary>
/// <param name="path">The log file.</param>
public sealed class SqliteLogRows(string path) : IPortableLog
{
    private const int PageLength = 1000;

    /// <summary>Copies a database file of a running platform, page by page, as of one moment.</summary>
    /// <param name="from">The file: log, vault or index.</param>
    /// <param name="to">Must not exist.</param>
    public static void CopyFile(string from, string to)
    {
        if (File.Exists(to)) throw new IOException($"{Path.GetFileName(to)} is there already.");
        using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        source.Open();
        target.Open();
        source.BackupDatabase(target);
        target.Run("PRAGMA journal_mode=DELETE");   // one file, nothing beside it
    }

    /// <inheritdoc/>
    public Task<long> Count(CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return Task.FromResult(0L);
        using var db = LogFile.Kind.OpenReader(path);
        return Task.FromResult((long)db.Scalar("SELECT coalesce(max(position), 0) FROM appends")!);
    }

    /// <inheritdoc/>
    public async Task Read(long skip, Func<IReadOnlyList<LogRow>, Task> rows, Func<IReadOnlyList<HeldKey>, Task> keys, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            await keys([]);
            return;
        }
        using var db = LogFile.Kind.OpenReader(path);
        using var moment = db.BeginTransaction(deferred: true);
        using var query = db.Prepare(
            "SELECT name, version, body, previous, hash FROM appends JOIN streams ON id = stream WHERE position > @skip ORDER BY position", "@skip").With(skip);
        query.Transaction = moment;
        var page = new List<LogRow>(PageLength);
        using (var found = query.ExecuteReader())
            while (found.Read())
            {
                page.Add(new(found.GetString(0), found.GetInt64(1), found.GetFieldValue<byte[]>(2), found.GetFieldValue<byte[]>(3), found.GetFieldValue<byte[]>(4)));
                if (page.Count < PageLength) continue;
                cancellationToken.ThrowIfCancellationRequested();
                await rows(page);
                page = new(PageLength);
            }
        if (page.Count > 0) await rows(page);
        await keys(Keys(db, moment));
    }

    /// <inheritdoc/>
    public Task Write(IReadOnlyList<LogRow> rows, CancellationToken cancellationToken)
    {
        using var alone = ProcessLock.Take(Path.GetFullPath(path));
        using var db = LogFile.Kind.OpenWriter(path);
        using var transaction = db.BeginTransaction();
        using var name = db.Prepare("INSERT INTO streams (name) VALUES (@name) ON CONFLICT DO NOTHING", "@name");
        using var append = db.Prepare(
            "INSERT INTO appends SELECT (SELECT coalesce(max(position), 0) + 1 FROM appends), id, @version, @command, @body, @previous, @hash FROM streams WHERE name=@name",
            "@version", "@command", "@body", "@previous", "@hash", "@name");
        (name.Transaction, append.Transaction) = (transaction, transaction);
        foreach (var row in rows)
        {
            var command = AppendBody.CommandKey(AppendBody.Read(row.Body, row.Previous, row.Hash).Context.CommandId);
            if (row.Version == 1) name.With(row.Stream).ExecuteNonQuery();
            if (append.With(row.Version, command, row.Body, row.Previous, row.Hash, row.Stream).ExecuteNonQuery() != 1)
                throw new InvalidDataException($"{row.Stream}@{row.Version} has no beginning in the target.");
        }
        transaction.Commit();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteKeys(IReadOnlyList<HeldKey> keys, CancellationToken cancellationToken)
    {
        using var alone = ProcessLock.Take(Path.GetFullPath(path));
        using var db = LogFile.Kind.OpenWriter(path);
        using var transaction = db.BeginTransaction();
        using var clear = new SqliteCommand("DELETE FROM claims", db, transaction);
        clear.ExecuteNonQuery();
        using var insert = db.Prepare("INSERT INTO claims VALUES (@key, @stream)", "@key", "@stream");
        insert.Transaction = transaction;
        foreach (var held in keys) insert.With(held.Key, held.Stream).ExecuteNonQuery();
        transaction.Commit();
        return Task.CompletedTask;
    }

    private static List<HeldKey> Keys(SqliteConnection db, SqliteTransaction moment)
    {
        using var query = new SqliteCommand("SELECT key, stream FROM claims", db, moment);
        using var rows = query.ExecuteReader();
        var held = new List<HeldKey>();
        while (rows.Read()) held.Add(new(rows.GetString(0), rows.GetString(1)));
        return held;
    }
}
