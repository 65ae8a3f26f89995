using Npgsql;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>One PostgreSQL database with the tables of the platform, shared by all its nodes.</summary>
/// <remarks>The tables lie in the first schema of the search path; the account must be allowed to create them at the first start.</remarks>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private const int Format = 1;
    private const long SchemaLock = 0x54454C454D4544;   // any number, the same in every node
    // a node that stands still or is cut off in the middle of a transaction must not keep its locks: all others wait for the end of the log, some for a person
    private const string LetGo = "-c idle_in_transaction_session_timeout=4s";

    /// <summary>First in a transaction that may stand still without anybody's harm: start-up, housekeeping, long reading.</summary>
    internal const string Patient = "SET LOCAL idle_in_transaction_session_timeout = 0";

    private const string ByIndex = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    private PostgresDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 40, AutoPrepareMinUsages = 2 };
        settings.ApplicationName ??= "telemed";
        settings.Options = $"{settings.Options} {LetGo}".Trim();
        Reading = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
        settings.Options = $"{settings.Options} {ByIndex}".Trim();   // a plan made while the tables were small must not outlive that
        settings.Pooling = false;
        settings.KeepAlive = settings.KeepAlive > 0 ? settings.KeepAlive : 30;
        Own = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
    }

    /// <summary>Pooled connections for reading and for short transactions.</summary>
    internal NpgsqlDataSource Reading { get; }

    /// <summary>Connections that one part keeps to itself: for the writer of the log, and for listening.</summary>
    internal NpgsqlDataSource Own { get; }

    /// <summary>Connects and makes the tables where there are none; several nodes may start at once.</summary>
    /// <param name="connectionString">As Npgsql reads it.</param>
    /// <exception cref="StoreFormatException">Not reachable, or tables of another format.</exception>
    public static PostgresDatabase Open(string connectionString)
    {
        PostgresDatabase? database = null;
        try
        {
            database = new(connectionString);
            using var db = database.Own.OpenConnection();
            MakeTables(db);
            return database;
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException or System.Net.Sockets.SocketException or TimeoutException)
        {
            database?.Dispose();
            throw new StoreFormatException($"The PostgreSQL database cannot be used: {(e as PostgresException)?.MessageText ?? (e is ArgumentException ? "the connection string is malformed" : e.GetBaseException().Message)}.");
        }
        catch
        {
            database?.Dispose();
            throw;
        }
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await Own.DisposeAsync();
        await Reading.DisposeAsync();
    }

    private void Dispose()
    {
        Own.Dispose();
        Reading.Dispose();
    }

    private static void MakeTables(NpgsqlConnection db)
    {
        using var transaction = db.BeginTransaction();
        Run(db, Patient);
        Run(db, $"SELECT pg_advisory_xact_lock({SchemaLock})");
        if (Run(db, "SELECT to_regclass('telemed_store')::text") is not string) Run(db, Tables);
        else if (Run(db, "SELECT format FROM telemed_store") is var format && format is not Format)
            throw new StoreFormatException($"The PostgreSQL database holds a store of format {format}; this program reads format {Format}.");
        transaction.Commit();
    }

    private static object? Run(NpgsqlConnection db, string sql)
    {
        using var command = new NpgsqlCommand(sql, db);
        return command.ExecuteScalar();
    }

    private static readonly string Tables = $"""
        CREATE TABLE telemed_store (format int NOT NULL);
        INSERT INTO telemed_store VALUES ({Format});
        CREATE TABLE log_end (position bigint NOT NULL) WITH (fillfactor = 10);
        INSERT INTO log_end VALUES (0);
        CREATE TABLE appends (
          position bigint PRIMARY KEY,
          stream text COLLATE "C" NOT NULL,
          version bigint NOT NULL,
          command bytea NOT NULL,
          body bytea NOT NULL,
          previous bytea NOT NULL,
          hash bytea NOT NULL);
        CREATE UNIQUE INDEX appends_version ON appends (stream, version);
        CREATE UNIQUE INDEX appends_command ON appends (stream, command);
        CREATE TABLE claims (key text COLLATE "C" PRIMARY KEY, stream text COLLATE "C" NOT NULL);
        CREATE TABLE vault_master (proof bytea NOT NULL, blinding bytea NOT NULL);
        CREATE TABLE vault_subjects (subject text COLLATE "C" PRIMARY KEY, key bytea NOT NULL);
        CREATE TABLE vault_fields (
          subject text COLLATE "C" NOT NULL REFERENCES vault_subjects ON DELETE CASCADE,
          field text COLLATE "C" NOT NULL,
          value bytea NOT NULL,
          PRIMARY KEY (subject, field));
        CREATE TABLE vault_entries (
          blind text COLLATE "C" NOT NULL,
          subject text COLLATE "C" NOT NULL REFERENCES vault_subjects ON DELETE CASCADE,
          PRIMARY KEY (blind, subject));
        CREATE INDEX vault_entries_subject ON vault_entries (subject);
        """;
}
