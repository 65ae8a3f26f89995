using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemed.Storage.Sqlite;

/// <summary>A prepared statement without the command objects of the provider: on the writing thread every microsecond is waited for by all.</summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 db;
    private readonly sqlite3_stmt statement;

    public RawStatement(SqliteConnection connection, string sql)
    {
        db = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    public RawStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    public RawStatement Bind(int parameter, string value)
    {
        Check(raw.sqlite3_bind_text(statement, parameter, value));
        return this;
    }

    public RawStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(statement, parameter, value));
        return this;
    }

    /// <summary>Runs to the end; the number of rows changed by an insert, update or delete.</summary>
    public int Run()
    {
        try
        {
            int step;
            do step = Step(); while (step == raw.SQLITE_ROW);
            return raw.sqlite3_changes(db);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>What <paramref name="read"/> makes of the first row; the default when there is none.</summary>
    public T? First<T>(Func<sqlite3_stmt, T> read)
    {
        try
        {
            return Step() == raw.SQLITE_ROW ? read(statement) : default;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public void Dispose() => statement.Dispose();

    private int Step()
    {
        var step = raw.sqlite3_step(statement);
        if (step is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) Check(step);
        return step;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, db);
}
