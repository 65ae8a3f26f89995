using Microsoft.Data.Sqlite;
using Telemed.ReadModel;

namespace Telemed.Imaging.Indexing;

/// <summary>The file <c>imaging.db</c>: what is in the object store, by study, series and instance. Everything in it can be read from the files again.</summary>
internal sealed class ImagingIndex : IDisposable
{
    private readonly string path;
    private readonly string readerConnection;
    private readonly ReadSessions sessions;
    private long generation;
    private volatile bool disposed;

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
        sessions = new(path);
        Writer = OpenWriter();
    }

    /// <summary>Grows with every change; what was computed from an older one may be out of date.</summary>
    public long Generation => Volatile.Read(ref generation);

    /// <summary>Said by the writer after each commit.</summary>
    public void Changed() => Interlocked.Increment(ref generation);

    /// <summary>For the indexer alone.</summary>
    public SqliteConnection Writer { get; }

    /// <summary>An open read-only connection from a pool; dispose it.</summary>
    public SqliteConnection OpenReader()
    {
        var db = new SqliteConnection(readerConnection);
        db.Open();
        db.KeepPlans();
        return db;
    }

    /// <summary>A reading connection with its statements kept, for questions that are asked all the time; dispose it.</summary>
    public ReadSession Read()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return sessions.Take();
    }

    public void Dispose()
    {
        disposed = true;
        sessions.Close();
        using (var db = new SqliteConnection(readerConnection)) SqliteConnection.ClearPool(db);
        Writer.Dispose();
    }

    /// <summary>Empties every table; the indexer fills them from the files.</summary>
    public void Clear()
    {
        Run(Writer, $"BEGIN; {string.Concat(IndexSchema.Filled.Select(table => $"DELETE FROM {table}; "))}INSERT INTO name_grams (name_grams) VALUES ('delete-all'); UPDATE feed SET id = lower(hex(randomblob(8))); COMMIT");
        Changed();
    }

    /// <summary>A file of another format, or a damaged one, is made anew: the objects say it all again.</summary>
    private SqliteConnection OpenWriter()
    {
        try
        {
            var db = Connect();
            if (Version(db) == IndexSchema.Format) return db;
            if (Version(db) is 0)
            {
                Run(db, IndexSchema.Create);
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
        Run(fresh, IndexSchema.Create);
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
}
