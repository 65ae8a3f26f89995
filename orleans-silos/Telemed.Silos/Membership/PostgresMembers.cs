using System.Data.Common;
using Npgsql;
using Orleans.Configuration;
using Telemed.Web.Hosting;

namespace Telemed.Silos.Membership;

/// <summary>Members and reminders in the PostgreSQL that holds the log, in a schema of their own, made at the first start.</summary>
internal static class PostgresMembers
{
    private const string Invariant = "Npgsql";
    private const string Schema = "orleans";
    private const long MakingTables = 0x54454C4D53494C4F;   // any number that nobody else locks

    public static ISiloBuilder UsePostgresMembers(this ISiloBuilder silo, string connection)
    {
        var own = new NpgsqlConnectionStringBuilder(connection) { SearchPath = Schema }.ConnectionString;
        MakeTables(own);
        return silo
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, own))
            .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, own));
    }

    private static void MakeTables(string connection)
    {
        try
        {
            using var source = NpgsqlDataSource.Create(connection);
            using var open = source.OpenConnection();
            using var work = open.BeginTransaction();
            Execute(open, $"SELECT pg_advisory_xact_lock({MakingTables})");
            Execute(open, $"CREATE SCHEMA IF NOT EXISTS {Schema}");
            using var sql = new StreamReader(typeof(PostgresMembers).Assembly.GetManifestResourceStream("Telemed.Silos.Membership.postgres.sql")!);
            Execute(open, sql.ReadToEnd());
            work.Commit();
        }
        catch (DbException e)
        {
            throw new SettingException($"The database of the silos cannot be used ({e.GetType().Name} {e.SqlState}); see ConnectionStrings.");
        }
    }

    private static void Execute(NpgsqlConnection open, string sql)
    {
        using var command = open.CreateCommand();
        // the stored statements hold parameters; here they are text
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
