using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>Persons in the tables of one PostgreSQL database: sealed as in the SQLite vault, opened on the node that asks, never in the database.</summary>
/// <remarks>Nothing is kept in memory: an erasure on one node holds on every other at once.</remarks>
public sealed partial class PostgresPersonVault : IPortableVault
{
    private const int KeyLength = 32;

    private readonly NpgsqlDataSource source;
    private VaultKeys keys;

    private PostgresPersonVault(NpgsqlDataSource source, VaultKeys keys) => (this.source, this.keys) = (source, keys);

    /// <summary>Opens the vault; the first node gives it its master key.</summary>
    /// <param name="database">Outlives the vault.</param>
    /// <param name="key">The master key, the same on every node.</param>
    /// <exception cref="StoreFormatException">Made with another master key.</exception>
    public static PostgresPersonVault Open(PostgresDatabase database, MasterKey key)
    {
        using var db = database.Reading.OpenConnection();
        using var transaction = db.BeginTransaction();
        using (var wait = new NpgsqlCommand($"{PostgresDatabase.Patient}; LOCK TABLE vault_master IN EXCLUSIVE MODE", db)) wait.ExecuteNonQuery();
        var (proof, blinding) = Master(db);
        if (proof is null)
        {
            var first = VaultKeys.First(key);
            (proof, blinding) = (first.Proof, first.SealedBlinding);
            using var insert = new NpgsqlCommand("INSERT INTO vault_master VALUES ($1, $2)", db) { Parameters = { Value.Of(proof), Value.Of(blinding) } };
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
        try
        {
            return new(database.Reading, VaultKeys.Open(key, proof, blinding!));
        }
        catch (CryptographicException)
        {
            throw new StoreFormatException("The vault in PostgreSQL was made with another master key.");
        }
    }

    /// <summary>Whether the vault has been given its master key.</summary>
    public static bool IsMade(PostgresDatabase database)
    {
        using var db = database.Reading.OpenConnection();
        return Master(db).Proof is not null;
    }

    /// <inheritdoc/>
    /// <exception cref="VaultDamagedException">The subject's key does not authenticate.</exception>
    public Task Put(string subject, IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<BlindIndex> indexes, CancellationToken cancellationToken)
    {
        var blinds = indexes.Select(Blind).Distinct().ToArray();
        var written = fields.ToDictionary();   // the caller's may change while it waits
        return Faults.Outlast(async () =>
        {
            await using var db = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await db.BeginTransactionAsync(cancellationToken);
            var key = await KeyOf(db, subject, cancellationToken);
            await using var batch = new NpgsqlBatch(db);
            if (written.Count > 0)
                batch.Add("INSERT INTO vault_fields SELECT $1, field, value FROM unnest($2, $3) AS n(field, value) ON CONFLICT (subject, field) DO UPDATE SET value = excluded.value",
                    Value.Of(subject), Value.Of(written.Keys.ToArray()), Value.Of(written.Select(f => Seal.Close(key, Encoding.UTF8.GetBytes(f.Value), subject, f.Key)).ToArray()));
            if (blinds.Length > 0)
                batch.Add("INSERT INTO vault_entries SELECT blind, $1 FROM unnest($2) AS n(blind) ON CONFLICT DO NOTHING", Value.Of(subject), Value.Of(blinds));
            if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="VaultDamagedException">Something does not authenticate.</exception>
    public async ValueTask<IReadOnlyDictionary<string, string>?> Get(string subject, CancellationToken cancellationToken) =>
        (await GetMany([subject], cancellationToken)).GetValueOrDefault(subject);

    /// <inheritdoc/>
    /// <exception cref="VaultDamagedException">Something does not authenticate.</exception>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetMany(
        IReadOnlyCollection<string> subjects, CancellationToken cancellationToken) => await Faults.Outlast(async () =>
    {
        var opening = new SealedRows(keys.Wrapping);
        await using var db = await source.OpenConnectionAsync(cancellationToken);
        await using var query = new NpgsqlCommand(
            "SELECT s.subject, s.key, f.field, f.value FROM vault_subjects s LEFT JOIN vault_fields f ON f.subject = s.subject WHERE s.subject = ANY($1)", db)
        {
            Parameters = { Value.Of(subjects.ToArray()) },
        };
        await using var rows = await query.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            opening.Take(rows.GetString(0), rows.GetFieldValue<byte[]>(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.IsDBNull(2) ? [] : rows.GetFieldValue<byte[]>(3));
        return opening.Found;
    }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> Find(BlindIndex entry, CancellationToken cancellationToken) => await Faults.Outlast(async () =>
    {
        await using var db = await source.OpenConnectionAsync(cancellationToken);
        await using var query = new NpgsqlCommand("SELECT subject FROM vault_entries WHERE blind = $1 ORDER BY subject", db) { Parameters = { Value.Of(Blind(entry)) } };
        await using var rows = await query.ExecuteReaderAsync(cancellationToken);
        var found = new List<string>();
        while (await rows.ReadAsync(cancellationToken)) found.Add(rows.GetString(0));
        return found;
    }, cancellationToken);

    /// <inheritdoc/>
    public string Blind(BlindIndex entry) => keys.Blind(entry);

    /// <inheritdoc/>
    /// <remarks>The sealed key may lie in dead rows and in the write-ahead log until the server cleans them, and in older backups: sealed, never open.</remarks>
    public Task Erase(string subject, CancellationToken cancellationToken) => Faults.Outlast(async () =>
    {
        await using var db = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("DELETE FROM vault_subjects WHERE subject = $1", db) { Parameters = { Value.Of(subject) } };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }, cancellationToken);

    private static (byte[]? Proof, byte[]? Blinding) Master(NpgsqlConnection db)
    {
        using var query = new NpgsqlCommand("SELECT proof, blinding FROM vault_master", db);
        using var row = query.ExecuteReader();
        return row.Read() ? (row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)) : (null, null);
    }

    private async Task<byte[]> KeyOf(NpgsqlConnection db, string subject, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(db);
        batch.Add("INSERT INTO vault_subjects VALUES ($1, $2) ON CONFLICT DO NOTHING", Value.Of(subject), Value.Of(Seal.Close(keys.Wrapping, RandomNumberGenerator.GetBytes(KeyLength), subject)));
        batch.Add("SELECT key FROM vault_subjects WHERE subject = $1 FOR UPDATE", Value.Of(subject));
        var wrapped = (byte[])(await batch.ExecuteScalarAsync(cancellationToken))!;
        try
        {
            return Seal.Open(keys.Wrapping, wrapped, subject);
        }
        catch (CryptographicException)
        {
            throw new VaultDamagedException(subject, null);
        }
    }
}
