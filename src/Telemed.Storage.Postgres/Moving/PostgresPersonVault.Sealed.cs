using System.Runtime.CompilerServices;
using Npgsql;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

public sealed partial class PostgresPersonVault
{
    private const int SealedPage = 200;

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<SealedPerson>> ReadSealed([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = "";
        while (true)
        {
            var page = new SortedDictionary<string, (byte[] Key, Dictionary<string, byte[]> Fields, List<string> Blinds)>(StringComparer.Ordinal);
            await using (var db = await source.OpenConnectionAsync(cancellationToken))
            await using (var batch = new NpgsqlBatch(db))
            {
                const string Subjects = "(SELECT subject, key FROM vault_subjects WHERE subject > $1 ORDER BY subject LIMIT $2)";
                batch.Add($"SELECT subject, key FROM {Subjects} s", Value.Of(after), Value.Of(SealedPage));
                batch.Add($"SELECT f.subject, f.field, f.value FROM {Subjects} s JOIN vault_fields f USING (subject)", Value.Of(after), Value.Of(SealedPage));
                batch.Add($"SELECT e.subject, e.blind FROM {Subjects} s JOIN vault_entries e USING (subject)", Value.Of(after), Value.Of(SealedPage));
                await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
                while (await rows.ReadAsync(cancellationToken)) page.Add(rows.GetString(0), (rows.GetFieldValue<byte[]>(1), [], []));
                await rows.NextResultAsync(cancellationToken);
                while (await rows.ReadAsync(cancellationToken))
                    if (page.TryGetValue(rows.GetString(0), out var person)) person.Fields.Add(rows.GetString(1), rows.GetFieldValue<byte[]>(2));
                await rows.NextResultAsync(cancellationToken);
                while (await rows.ReadAsync(cancellationToken))
                    if (page.TryGetValue(rows.GetString(0), out var person)) person.Blinds.Add(rows.GetString(1));
            }
            if (page.Count == 0) yield break;
            after = page.Keys.Last();
            yield return [.. page.Select(p => new SealedPerson(p.Key, p.Value.Key, p.Value.Fields, p.Value.Blinds))];
        }
    }

    /// <inheritdoc/>
    public async Task WriteSealed(IReadOnlyList<SealedPerson> persons, CancellationToken cancellationToken)
    {
        await using var db = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(db);
        var fields = persons.SelectMany(p => p.Fields.Select(f => (p.Subject, Field: f.Key, f.Value))).ToArray();
        var blinds = persons.SelectMany(p => p.Blinds.Select(b => (Blind: b, p.Subject))).ToArray();
        batch.Add("DELETE FROM vault_subjects WHERE subject = ANY($1)", Value.Of(persons.Select(p => p.Subject).ToArray()));
        batch.Add("INSERT INTO vault_subjects SELECT * FROM unnest($1, $2)", Value.Of(persons.Select(p => p.Subject).ToArray()), Value.Of(persons.Select(p => p.Key).ToArray()));
        batch.Add("INSERT INTO vault_fields SELECT * FROM unnest($1, $2, $3)",
            Value.Of(fields.Select(f => f.Subject).ToArray()), Value.Of(fields.Select(f => f.Field).ToArray()), Value.Of(fields.Select(f => f.Value).ToArray()));
        batch.Add("INSERT INTO vault_entries SELECT * FROM unnest($1, $2)", Value.Of(blinds.Select(b => b.Blind).ToArray()), Value.Of(blinds.Select(b => b.Subject).ToArray()));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public byte[] SealedBlinding => keys.SealedBlinding;

    /// <inheritdoc/>
    public async Task TakeBlinding(byte[] sealedBlinding, CancellationToken cancellationToken)
    {
        var taken = keys.Blinding(sealedBlinding);
        await using var db = await source.OpenConnectionAsync(cancellationToken);
        await using var update = new NpgsqlCommand("UPDATE vault_master SET blinding = $1 WHERE NOT EXISTS (SELECT 1 FROM vault_subjects)", db) { Parameters = { Value.Of(taken.SealedBlinding) } };
        if (await update.ExecuteNonQueryAsync(cancellationToken) == 0) throw VaultKeys.Occupied();
        keys = taken;
    }

    /// <inheritdoc/>
    /// <remarks>One transaction.</remarks>
    public async Task<int> Rotate(MasterKey next, CancellationToken cancellationToken)
    {
        var under = keys.Under(next);
        await using var db = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await using (var stop = new NpgsqlCommand($"{PostgresDatabase.Patient}; LOCK TABLE vault_subjects IN EXCLUSIVE MODE", db)) await stop.ExecuteNonQueryAsync(cancellationToken);
        var (subjects, sealedKeys) = (new List<string>(), new List<byte[]>());
        await using (var all = new NpgsqlCommand("SELECT subject, key FROM vault_subjects", db))
        await using (var rows = await all.ExecuteReaderAsync(cancellationToken))
            while (await rows.ReadAsync(cancellationToken))
            {
                var subject = rows.GetString(0);
                subjects.Add(subject);
                sealedKeys.Add(keys.Reseal(rows.GetFieldValue<byte[]>(1), subject, under));
            }
        await using var batch = new NpgsqlBatch(db);
        batch.Add("UPDATE vault_subjects s SET key = n.key FROM unnest($1, $2) AS n(subject, key) WHERE s.subject = n.subject", Value.Of(subjects), Value.Of(sealedKeys));
        batch.Add("UPDATE vault_master SET proof = $1, blinding = $2", Value.Of(under.Proof), Value.Of(under.SealedBlinding));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return subjects.Count;
    }
}
