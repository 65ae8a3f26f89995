using Microsoft.Data.Sqlite;

namespace Telemed.ReadModel;

/// <summary>Statements of the writing connection, prepared at first use and kept.</summary>
internal sealed class WriterStatements(SqliteConnection db) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> prepared = [];

    /// <summary>The statement with its parameters set in the order of their first appearance.</summary>
    public SqliteCommand Of(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command)) prepared.Add(sql, command = Prepare(sql));
        if (values.Length != command.Parameters.Count)
            throw new ArgumentException($"The statement takes {command.Parameters.Count} values, not {values.Length}: {sql}", nameof(values));
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = Stored(values[i]);
        return command;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        prepared.Clear();
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.ToUniversalTime(),   // text of one offset sorts by time
        Enum => throw new ArgumentException("Store an enum by its name, not by its number."),
        _ => value,
    };

    private SqliteCommand Prepare(string sql)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var name in Parameters(sql)) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        command.Prepare();
        return command;
    }

    private List<string> Parameters(string sql)
    {
        var names = new List<string>();
        SqliteException.ThrowExceptionForRC(SQLitePCL.raw.sqlite3_prepare_v2(db.Handle, sql, out var statement), db.Handle);
        using (statement)
        {
            for (var i = 1; i <= SQLitePCL.raw.sqlite3_bind_parameter_count(statement); i++)
            {
                names.Add(SQLitePCL.raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string()
                    ?? throw new ArgumentException($"Name or number the parameters (@id, ?1): {sql}", nameof(sql)));
            }
        }
        return names;
    }
}
