using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemed.Imaging.Indexing;

/// <summary>A prepared question to the index: bind, step, read columns.</summary>
internal sealed class IndexStatement : IDisposable
{
    private readonly sqlite3 db;
    private readonly sqlite3_stmt statement;

    public IndexStatement(sqlite3 db, string sql)
    {
        this.db = db;
        Check(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    /// <summary>Sets a parameter by its name, if the statement has it.</summary>
    public IndexStatement Bind(string name, object value)
    {
        int at = raw.sqlite3_bind_parameter_index(statement, name);
        if (at > 0) Check(value is string text ? raw.sqlite3_bind_text(statement, at, text) : raw.sqlite3_bind_int64(statement, at, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)));
        return this;
    }

    /// <summary>Goes to the next row; false behind the last.</summary>
    public bool Step()
    {
        int step = raw.sqlite3_step(statement);
        if (step is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) Check(step);
        return step == raw.SQLITE_ROW;
    }

    /// <summary>Whether a column, counted from 0, is null.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>A column that is not null.</summary>
    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>A column; 0 for null.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>Ends the question, so that it can be asked again.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public void Dispose() => statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, db);
}
