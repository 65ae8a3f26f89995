using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemed.ReadModel;

/// <summary>A reading connection that keeps its prepared statements; dispose it to give it back. For questions that are asked thousands of times a second.</summary>
public sealed class ReadSession : IDisposable
{
    /// <summary>Where senders combine keys as they like, questions have any number of shapes; beyond so many all are prepared anew.</summary>
    private const int MostKept = 256;

    private readonly SqliteConnection connection;
    private readonly Action<ReadSession> giveBack;
    private readonly Dictionary<string, ReadStatement> kept = new(StringComparer.Ordinal);
    private readonly HashSet<ReadStatement> used = [];

    internal ReadSession(SqliteConnection connection, Action<ReadSession> giveBack)
    {
        this.connection = connection;
        this.giveBack = giveBack;
    }

    /// <summary>The prepared statement for a text, until the session is given back.</summary>
    public ReadStatement Of(string sql)
    {
        if (kept.Count >= MostKept && !kept.ContainsKey(sql) && used.Count == 0) Forget();
        if (!kept.TryGetValue(sql, out var statement)) kept.Add(sql, statement = new(connection.Handle!, sql));
        used.Add(statement);
        return statement;
    }

    /// <summary>Everything read from here on shows one state of the tables, and locks are taken once for all of it.</summary>
    public void Hold() => Of("BEGIN").Step();

    /// <inheritdoc/>
    public void Dispose()
    {
        ResetUsed();
        if (IsHolding) Of("ROLLBACK").Step();
        ResetUsed();
        giveBack(this);
    }

    internal void Close()
    {
        Forget();
        connection.Dispose();
    }

    private bool IsHolding => raw.sqlite3_get_autocommit(connection.Handle!) == 0;

    private void ResetUsed()
    {
        foreach (var statement in used) statement.Reset();
        used.Clear();
    }

    private void Forget()
    {
        foreach (var statement in kept.Values) statement.Close();
        kept.Clear();
    }
}
