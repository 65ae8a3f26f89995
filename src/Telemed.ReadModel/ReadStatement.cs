using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemed.ReadModel;

/// <summary>A prepared question: bind, step, read columns. Several of one session that are open at once see the same state of the tables.</summary>
public sealed class ReadStatement
{
    private readonly sqlite3 db;
    private readonly sqlite3_stmt statement;
    private readonly Dictionary<string, int> parameters = new(StringComparer.Ordinal);

    internal ReadStatement(sqlite3 db, string sql)
    {
        this.db = db;
        Check(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        for (var i = 1; i <= raw.sqlite3_bind_parameter_count(statement); i++)
            parameters.Add(raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string() ?? throw new ArgumentException($"Name the parameters (@id): {sql}", nameof(sql)), i);
    }

    /// <summary>Sets a parameter by its name: <c>@id</c>.</summary>
    /// <exception cref="KeyNotFoundException">The statement has no such parameter.</exception>
    public ReadStatement Bind(string name, string value)
    {
        Check(raw.sqlite3_bind_text(statement, parameters[name], value));
        return this;
    }

    /// <summary>Sets a parameter by its name: <c>@id</c>.</summary>
    /// <exception cref="KeyNotFoundException">The statement has no such parameter.</exception>
    public ReadStatement Bind(string name, long value)
    {
        Check(raw.sqlite3_bind_int64(statement, parameters[name], value));
        return this;
    }

    /// <summary>Sets a parameter to a text or a whole number if the statement has it: for values of which each text of a question takes some.</summary>
    public ReadStatement Offer(string name, object value)
    {
        if (!parameters.ContainsKey(name)) return this;
        return value is string text ? Bind(name, text) : Bind(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
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

    /// <summary>A column that is not null, counted from 0.</summary>
    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>A column, counted from 0.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Whether a column is null.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>Ends the question, so that it can be asked again.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    internal void Close() => statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, db);
}
