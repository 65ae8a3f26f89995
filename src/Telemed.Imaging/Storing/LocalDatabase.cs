using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Telemed.Imaging.Storing;

/// <summary>A small SQLite file of this node with one connection. Whoever has it sees to it that one thread uses it at a time.</summary>
internal sealed class LocalDatabase : IDisposable
{
    private readonly SqliteConnection db;
    private readonly Dictionary<string, SqliteCommand> statements = new(StringComparer.Ordinal);
    private bool open;   // a transaction

    public LocalDatabase(string dataDirectory, string name, IEnumerable<string> schema)
    {
        Directory.CreateDirectory(dataDirectory);
        db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Path.GetFullPath(dataDirectory), name), Pooling = false, DefaultTimeout = 5 }.ToString());
        db.Open();
        // A kill loses nothing; a power cut may lose the last moments: what they marked is offered again, and who has it already says so.
        Run("PRAGMA journal_mode=WAL");
        Run("PRAGMA synchronous=NORMAL");
        foreach (string statement in schema) Run(statement);
    }

    public int Run(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

    /// <summary>Prepared once: an object acknowledged costs three statements. Not to be disposed by who gets it.</summary>
    public SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        if (!statements.TryGetValue(sql, out var command))
        {
            command = db.CreateCommand();
            command.CommandText = sql;
            for (int i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"?{i}") });
            statements.Add(sql, command);
        }
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    /// <summary>All or nothing.</summary>
    public Transaction Begin() => new(this);

    public void Dispose()
    {
        foreach (var command in statements.Values) command.Dispose();
        db.Dispose();
    }

    /// <summary>Undone unless committed.</summary>
    public readonly ref struct Transaction
    {
        private readonly LocalDatabase database;

        internal Transaction(LocalDatabase database)
        {
            this.database = database;
            database.Run("BEGIN IMMEDIATE");
            database.open = true;
        }

        public void Commit()
        {
            database.Run("COMMIT");
            database.open = false;
        }

        public void Dispose()
        {
            if (!database.open) return;
            database.open = false;
            database.Run("ROLLBACK");
        }
    }
}
