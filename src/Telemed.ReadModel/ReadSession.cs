using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemed.ReadModel;

/// <summary>A reading connection that keeps its prepared statements; dispose it to give it back. For questions that are asked thousands of times a second.</summary>
public sealed class ReadSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Action<ReadSession> giveBack;
    private readonly Dictionary<string, ReadStatement> prepared = new(StringComparer.Ordinal);

    internal ReadSession(SqliteConnection connection, Action<ReadSession> giveBack)
    {
        this.connection = connection;
        this.giveBack = giveBack;
    }

    /// <summary>The statement for a text; kept for good, so the text is a constant of the program.</summary>
    public ReadStatement Of(string sql)
    {
        if (!prepared.TryGetValue(sql, out var statement)) prepared.Add(sql, statement = new(connection.Handle!, sql));
        return statement;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in prepared.Values) statement.Reset();
        giveBack(this);
    }

    internal void Close()
    {
        foreach (var statement in prepared.Values) statement.Close();
        connection.Dispose();
    }
}

/// <summary>A prepared question: bind, step, read columns. Several of one session that are open at once see the same state of the tables.</summary>
public sealed class ReadStatement
{
    private readonly sqlite3 db;
    private readonly sqlite3_stmt statement;

    internal ReadStatement(sqlite3 db, string sql)
    {
        this.db = db;
        Check(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    /// <summary>Sets a parameter, counted from 1.</summary>
    public ReadStatement Bind(int parameter, string value)
    {
        Check(raw.sqlite3_bind_text(statement, parameter, value));
        return this;
    }

    /// <summary>Sets a parameter, counted from 1.</summary>
    public ReadStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    /// <summary>Goes to the next row; false behind the last.</summary>
    public bool Step()
    {
        var step = raw.sqlite3_step(statement);
        if (step is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) Check(step);
        return step == raw.SQLITE_ROW;
    }

    /// <summary>A column, counted from 0; 0 for null.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>A column, counted from 0.</summary>
    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Whether a column is null.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>Ends the question, so that it can be asked again.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    internal void Close() => statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, db);
}
