using Microsoft.Data.Sqlite;

namespace Telemed.ReadModel;

/// <summary>The SQLite file of a read model; anything odd about it is cured by making it anew.</summary>
internal sealed class ReadModelFile(string path, IReadOnlyList<IProjection> projections)
{
    private const int Format = 1;

    private readonly ReadSessions sessions = new(path);

    private readonly string readerConnection = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = true,
        DefaultTimeout = 5,
    }.ToString();

    /// <summary>Names every projection with its version: another text, another file.</summary>
    private string Fingerprint => string.Join(' ', projections.Select(p => $"{p.Name}:{p.Version}").Order(StringComparer.Ordinal).Prepend($"format:{Format}"));

    /// <summary>Opens for writing; deletes and makes the file anew when it was made for other projections or is damaged.</summary>
    public SqliteConnection OpenWriter()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            if (File.Exists(path) && TryOpen() is { } existing) return existing;
        }
        catch (SqliteException e) when (!PassingFailures.Include(e))
        {
            // damaged: it holds nothing that the log does not hold
        }
        foreach (var file in new[] { path, path + "-wal", path + "-shm" }) File.Delete(file);
        var db = Connect();
        CreateTables(db);
        return db;
    }

    /// <summary>Drops every table and makes them anew in one transaction: readers see the old ones or the new ones.</summary>
    public void Reset(SqliteConnection db)
    {
        Run(db, "PRAGMA foreign_keys=OFF");
        Run(db, "BEGIN IMMEDIATE");
        try
        {
            foreach (var (type, name) in Objects(db)) Run(db, $"DROP {type} IF EXISTS \"{name}\"");
            CreateTables(db);
            Run(db, "COMMIT");
        }
        catch
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(db.Handle) == 0) Run(db, "ROLLBACK");   // a full disk has rolled back already
            throw;
        }
        Run(db, "PRAGMA foreign_keys=ON");
    }

    public SqliteConnection OpenReader()
    {
        var db = new SqliteConnection(readerConnection);
        db.Open();
        db.KeepPlans();
        return db;
    }

    public ReadSession Read() => sessions.Take();

    public void CloseReaders()
    {
        sessions.Close();
        using var db = new SqliteConnection(readerConnection);
        SqliteConnection.ClearPool(db);
    }

    private SqliteConnection? TryOpen()
    {
        var db = Connect();
        try
        {
            using var command = db.CreateCommand();
            command.CommandText = "SELECT fingerprint FROM checkpoint";
            if (command.ExecuteScalar() as string == Fingerprint) return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
        db.Dispose();
        return null;
    }

    private SqliteConnection Connect()
    {
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString());
        db.Open();
        db.KeepPlans();
        Run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=16000; PRAGMA journal_size_limit=67108864");
        return db;
    }

    private void CreateTables(SqliteConnection db)
    {
        Run(db, """
            CREATE TABLE checkpoint (fingerprint TEXT NOT NULL, cursor TEXT, stream TEXT, version INTEGER, hash BLOB) STRICT;
            CREATE TABLE streams (stream TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE topics (topic TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, at TEXT NOT NULL, data TEXT NOT NULL,
              PRIMARY KEY (topic, seq)) STRICT, WITHOUT ROWID;
            """);
        foreach (var projection in projections) projection.CreateTables(db);
        using var command = db.CreateCommand();
        command.CommandText = "INSERT INTO checkpoint (fingerprint) VALUES (@fingerprint)";
        command.Parameters.AddWithValue("@fingerprint", Fingerprint);
        command.ExecuteNonQuery();
    }

    private static List<(string Type, string Name)> Objects(SqliteConnection db)
    {
        using var command = db.CreateCommand();   // virtual tables first: they take their shadow tables with them
        command.CommandText = """
            SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
            ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'
            """;
        using var rows = command.ExecuteReader();
        var found = new List<(string, string)>();
        while (rows.Read()) found.Add((rows.GetString(0), rows.GetString(1)));
        return found;
    }

    private static void Run(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
