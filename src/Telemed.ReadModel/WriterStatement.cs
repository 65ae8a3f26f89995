using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Telemed.ReadModel;

/// <summary>A prepared statement without the command objects of the provider: one append runs dozens of them.</summary>
internal sealed class WriterStatement : IDisposable
{
    /// <summary>As the provider writes it, so that readers may compare; the offset is always zero, so that text sorts by time.</summary>
    private const string TimeFormat = @"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFFzzz";

    private readonly sqlite3 db;
    private readonly sqlite3_stmt statement;
    private readonly string sql;
    private readonly int parameters;
    private byte[] utf8 = new byte[256];

    public WriterStatement(sqlite3 db, string sql)
    {
        this.db = db;
        this.sql = sql;
        Check(raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        parameters = raw.sqlite3_bind_parameter_count(statement);
        for (var i = 1; i <= parameters; i++)
        {
            if (raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string() is null) throw new ArgumentException($"Name or number the parameters (@id, ?1): {sql}", nameof(sql));
        }
    }

    /// <summary>Sets the parameters in the order of their first appearance.</summary>
    public WriterStatement With(ReadOnlySpan<object?> values)
    {
        if (values.Length != parameters) throw new ArgumentException($"The statement takes {parameters} values, not {values.Length}: {sql}", nameof(values));
        for (var i = 0; i < values.Length; i++) Check(Bind(i + 1, values[i]));
        return this;
    }

    /// <summary>Runs to the end; the number of rows changed by an insert, update or delete.</summary>
    public int Run()
    {
        try
        {
            while (Step()) { }
            return raw.sqlite3_changes(db);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>The first column of the first row; the default when there is no row or it is null.</summary>
    public T? Scalar<T>()
    {
        try
        {
            return Step() && raw.sqlite3_column_type(statement, 0) != raw.SQLITE_NULL ? (T)Read(typeof(T)) : default;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public void Dispose() => statement.Dispose();

    private object Read(Type type) =>
        type == typeof(long) ? raw.sqlite3_column_int64(statement, 0)
        : type == typeof(int) ? checked((int)raw.sqlite3_column_int64(statement, 0))
        : type == typeof(string) ? raw.sqlite3_column_text(statement, 0).utf8_to_string()
        : type == typeof(byte[]) ? raw.sqlite3_column_blob(statement, 0).ToArray()
        : throw new ArgumentException($"A column is not read as {type.Name}: {sql}");

    private int Bind(int parameter, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, parameter),
        string text => Text(parameter, text),
        long number => raw.sqlite3_bind_int64(statement, parameter, number),
        int number => raw.sqlite3_bind_int64(statement, parameter, number),
        bool yes => raw.sqlite3_bind_int64(statement, parameter, yes ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, parameter, bytes),
        DateTimeOffset time => Text(parameter, time.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture)),
        Enum => throw new ArgumentException("Store an enum by its name, not by its number."),
        _ => throw new ArgumentException($"A {value.GetType().Name} is not stored: {sql}"),
    };

    private int Text(int parameter, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (utf8.Length < most) utf8 = new byte[most];
        return raw.sqlite3_bind_text(statement, parameter, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
    }

    private bool Step()
    {
        var step = raw.sqlite3_step(statement);
        if (step is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) Check(step);
        return step == raw.SQLITE_ROW;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, db);
}
