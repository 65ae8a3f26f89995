using Microsoft.Data.Sqlite;

namespace Telemed.Imaging.Indexing;

/// <summary>The file <c>imaging.db</c>: what is in the object store, by study, series and instance. Everything in it can be read from the files again.</summary>
internal sealed class ImagingIndex : IDisposable
{
    private const int Format = 1;

    private readonly string path;
    private readonly string readerConnection;

    public ImagingIndex(string dataDirectory)
    {
        path = Path.Combine(Path.GetFullPath(dataDirectory), "imaging.db");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        readerConnection = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = true,
            DefaultTimeout = 5,
        }.ToString();
        Writer = OpenWriter();
    }

    /// <summary>For the indexer alone.</summary>
    public SqliteConnection Writer { get; }

    /// <summary>An open read-only connection from a pool; dispose it.</summary>
    public SqliteConnection OpenReader()
    {
        var db = new SqliteConnection(readerConnection);
        db.Open();
        return db;
    }

    public void Dispose()
    {
        using (var db = new SqliteConnection(readerConnection)) SqliteConnection.ClearPool(db);
        Writer.Dispose();
    }

    /// <summary>Empties every table; the indexer fills them from the files.</summary>
    public void Clear() => Run(Writer, "DELETE FROM instances; DELETE FROM series; DELETE FROM studies");

    /// <summary>A file of another format, or a damaged one, is made anew: the objects say it all again.</summary>
    private SqliteConnection OpenWriter()
    {
        try
        {
            var db = Connect();
            if (Version(db) is Format) return db;
            if (Version(db) is 0)
            {
                Run(db, Schema);
                return db;
            }
            db.Dispose();
        }
        catch (SqliteException)
        {
            // not a database, or a broken one
        }
        SqliteConnection.ClearAllPools();
        foreach (string file in new[] { path, path + "-wal", path + "-shm" }) File.Delete(file);
        var fresh = Connect();
        Run(fresh, Schema);
        return fresh;
    }

    private SqliteConnection Connect()
    {
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            db.Open();
            Run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32768");
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    private static long Version(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    private static void Run(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static readonly string Schema = $"""
        BEGIN;
        CREATE TABLE studies (study TEXT PRIMARY KEY, institution TEXT, received TEXT NOT NULL, changed TEXT NOT NULL,
          patient_id TEXT, issuer TEXT, patient_name TEXT, name_key TEXT, birth_date TEXT, sex TEXT,
          study_date TEXT, study_time TEXT, accession TEXT, study_id TEXT, description TEXT, referrer TEXT,
          modalities TEXT NOT NULL DEFAULT '', series_count INTEGER NOT NULL DEFAULT 0, instance_count INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
        CREATE INDEX studies_patient ON studies (patient_id);
        CREATE INDEX studies_accession ON studies (accession);
        CREATE INDEX studies_owner ON studies (institution, received DESC);
        CREATE INDEX studies_date ON studies (study_date);
        CREATE TABLE series (study TEXT NOT NULL, series TEXT NOT NULL, modality TEXT, number INTEGER, description TEXT, body_part TEXT,
          start_date TEXT, start_time TEXT, instance_count INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (study, series)) STRICT, WITHOUT ROWID;
        CREATE TABLE instances (instance TEXT PRIMARY KEY, study TEXT NOT NULL, series TEXT NOT NULL, class TEXT NOT NULL, syntax TEXT NOT NULL,
          number INTEGER, rows INTEGER, columns INTEGER, bits INTEGER, frames INTEGER, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
          institution TEXT, received TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX instances_series ON instances (study, series, number, instance);
        PRAGMA user_version = {Format};
        COMMIT;
        """;
}
