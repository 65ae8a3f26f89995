using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemed.ReadModel;

/// <summary>Statements of the writing connection, prepared at first use and kept.</summary>
internal sealed class WriterStatements : IDisposable
{
    private const int MillisecondsToWait = 5000;
    private readonly sqlite3 db;
    private readonly Dictionary<string, WriterStatement> prepared = [];

    public WriterStatements(SqliteConnection connection)
    {
        db = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_busy_timeout(db, MillisecondsToWait), db);
    }

    /// <summary>The statement with its parameters set in the order of their first appearance.</summary>
    public WriterStatement Of(string sql, params ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var statement)) prepared.Add(sql, statement = new(db, sql));
        return statement.With(values);
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
        prepared.Clear();
    }
}
