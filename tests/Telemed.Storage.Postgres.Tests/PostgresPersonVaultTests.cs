using Npgsql;
using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Postgres.Tests;

public sealed class PostgresPersonVaultTests(PostgresFixture postgres) : PersonVaultContract
{
    private readonly List<PostgresDatabase> databases = [];
    private string? connectionString;

    protected override async Task<IPersonVault> Open(MasterKey key)
    {
        var database = PostgresDatabase.Open(connectionString ??= await postgres.NewDatabase());
        databases.Add(database);
        return PostgresPersonVault.Open(database, key);
    }

    protected override Task Swap(string field, string from, string to) => Run(
        "UPDATE vault_fields SET value=(SELECT value FROM vault_fields WHERE subject=$2 AND field=$1) WHERE subject=$3 AND field=$1", field, from, to);

    protected override Task BreakKey(string subject) => Run("UPDATE vault_subjects SET key='\\x00' WHERE subject=$1", subject);

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in databases) await database.DisposeAsync();
    }

    private async Task Run(string sql, params string[] values)
    {
        await using var db = new NpgsqlConnection(connectionString);
        await db.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, db);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
    }

    [Fact]
    public async Task Nothing_in_the_tables_is_readable()
    {
        await Vault.Put("p1", new Dictionary<string, string> { ["name"] = "ouyang-mingri" }, [new("name", "ouyang-mingri")], Stop);
        await using var db = new NpgsqlConnection(connectionString);
        await db.OpenAsync(Stop);
        foreach (var table in new[] { "vault_subjects", "vault_fields", "vault_entries" })
        {
            await using var query = new NpgsqlCommand($"SELECT count(*), count(*) FILTER (WHERE encode(t::text::bytea, 'escape') LIKE '%ouyang%' OR t::text LIKE '%{Convert.ToHexStringLower("ouyang"u8)}%') FROM {table} t", db);
            await using var row = await query.ExecuteReaderAsync(Stop);
            await row.ReadAsync(Stop);
            Assert.Equal((1, 0), (row.GetInt64(0), row.GetInt64(1)));
        }
    }
}
