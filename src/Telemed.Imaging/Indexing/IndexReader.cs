using Microsoft.Data.Sqlite;

namespace Telemed.Imaging.Indexing;

/// <summary>A reading connection to the index that keeps its prepared statements; dispose it to give it back.</summary>
internal sealed class IndexReader(SqliteConnection db, Action<IndexReader> giveBack) : IDisposable
{
    /// <summary>Questions have as many shapes as senders care to combine keys; beyond so many all are prepared anew.</summary>
    private const int MostKept = 256;

    private readonly Dictionary<string, IndexStatement> kept = new(StringComparer.Ordinal);
    private readonly List<IndexStatement> used = [];

    /// <summary>A prepared statement, until the reader is given back.</summary>
    public IndexStatement Of(string sql)
    {
        if (kept.Count >= MostKept && !kept.ContainsKey(sql) && used.Count == 0) Forget();
        if (!kept.TryGetValue(sql, out var statement)) kept.Add(sql, statement = new(db.Handle!, sql));
        used.Add(statement);
        return statement;
    }

    /// <summary>Everything read from here on shows one state of the tables, and locks are taken once for all of it.</summary>
    public void Hold() => Of("BEGIN").Step();

    public void Dispose()
    {
        foreach (var statement in used) statement.Reset();
        used.Clear();
        if (IsHolding) Of("ROLLBACK").Step();
        foreach (var statement in used) statement.Reset();
        used.Clear();
        giveBack(this);
    }

    /// <summary>Closes the connection for good.</summary>
    public void Close()
    {
        Forget();
        db.Dispose();
    }

    private bool IsHolding => SQLitePCL.raw.sqlite3_get_autocommit(db.Handle!) == 0;

    private void Forget()
    {
        foreach (var statement in kept.Values) statement.Dispose();
        kept.Clear();
    }
}
