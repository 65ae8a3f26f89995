using Microsoft.Data.Sqlite;
using SQLitePCL;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>A kind of SQLite file of this program, with the number and version written into its header.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="ApplicationId">Tells the kinds apart (<c>PRAGMA application_id</c>).</param>
/// <param name="Format">Version of its tables (<c>PRAGMA user_version</c>).</param>
/// <param name="Schema">Creates the tables of a new file.</param>
/// <param name="Upgrade">Makes this format of the one before; null when there is none before.</param>
internal sealed record SqliteFile(string Name, long ApplicationId, long Format, string Schema, string? Upgrade = null)
{
    /// <summary>Opens for writing with a sync at every commit; creates the file when there is none.</summary>
    /// <exception cref="StoreFormatException">Not this kind of file, or of a version that this program does not read.</exception>
    public SqliteConnection OpenWriter(string path)
    {
        var db = Connect(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            var (kind, format) = Header(db, path);
            if (kind == 0 && format == 0 && db.Scalar("SELECT count(*) FROM sqlite_schema") is 0L)
            {
                db.Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
                db.Run($"BEGIN; {Schema}; PRAGMA application_id={ApplicationId}; PRAGMA user_version={Format}; COMMIT");
            }
            else if (kind == ApplicationId && format == Format - 1 && Upgrade is not null) db.Run($"BEGIN; {Upgrade}; PRAGMA user_version={Format}; COMMIT");
            else Check(path, kind, format);
            db.Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=16000; PRAGMA journal_size_limit=67108864");
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    /// <summary>Opens for reading only; writers are not held up.</summary>
    /// <exception cref="StoreFormatException">Not this kind of file, or of a version that this program does not read.</exception>
    public SqliteConnection OpenReader(string path)
    {
        var db = Connect(path, SqliteOpenMode.ReadOnly);
        try
        {
            var (kind, format) = Header(db, path);
            Check(path, kind, format);
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        db.Open();
        db.KeepPlans();
        return db;
    }

    private (long Kind, long Format) Header(SqliteConnection db, string path)
    {
        try
        {
            return ((long)db.Scalar("PRAGMA application_id")!, (long)db.Scalar("PRAGMA user_version")!);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            throw new StoreFormatException($"{Path.GetFileName(path)} is not {Name}: it is damaged or no SQLite file.");
        }
    }

    private void Check(string path, long kind, long format)
    {
        if (kind != ApplicationId) throw new StoreFormatException($"{Path.GetFileName(path)} is not {Name}.");
        if (format != Format)
            throw new StoreFormatException($"{Path.GetFileName(path)} is {Name} of format {format}; this program reads format {Format}.");
    }
}

internal static class SqliteStatements
{
    private const int EnableStablePlans = 1007;   // SQLITE_DBCONFIG_ENABLE_QPSG

    public static object? Scalar(this SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Without it SQLite prepares a statement anew whenever a value is bound that its plan might turn on, such as that of every LIMIT.</summary>
    public static void KeepPlans(this SqliteConnection db) => SqliteException.ThrowExceptionForRC(raw.sqlite3_db_config(db.Handle, EnableStablePlans, 1, out _), db.Handle);

    public static void Run(this SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A statement prepared once, with its parameters in the order named.</summary>
    public static SqliteCommand Prepare(this SqliteConnection db, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        command.Prepare();
        return command;
    }

    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }
}
