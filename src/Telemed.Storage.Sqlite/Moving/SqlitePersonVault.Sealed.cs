using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

public sealed partial class SqlitePersonVault
{
    private const int SealedPage = 200;

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<SealedPerson>> ReadSealed([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;   // SQLite has no asynchronous reads
        using var db = VaultFile.Kind.OpenReader(path);
        using var moment = db.BeginTransaction(deferred: true);
        using var subjects = db.Prepare("SELECT subject, key FROM subjects ORDER BY subject");
        using var fields = db.Prepare("SELECT field, value FROM fields WHERE subject=@subject", "@subject");
        using var blinds = db.Prepare("SELECT blind FROM entries WHERE subject=@subject", "@subject");
        (subjects.Transaction, fields.Transaction, blinds.Transaction) = (moment, moment, moment);
        var page = new List<SealedPerson>(SealedPage);
        using var rows = subjects.ExecuteReader();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var subject = rows.GetString(0);
            page.Add(new(subject, rows.GetFieldValue<byte[]>(1),
                All(fields.With(subject), r => (r.GetString(0), r.GetFieldValue<byte[]>(1))).ToDictionary(f => f.Item1, f => f.Item2), All(blinds.With(subject), r => r.GetString(0))));
            if (page.Count < SealedPage) continue;
            yield return page;
            page = new(SealedPage);
        }
        if (page.Count > 0) yield return page;
    }

    /// <inheritdoc/>
    public async Task WriteSealed(IReadOnlyList<SealedPerson> persons, CancellationToken cancellationToken)
    {
        foreach (var person in persons) await writer.Write(() => transaction.PutSealed(person), BytesPerField * (person.Fields.Count + 1), cancellationToken);
    }

    /// <inheritdoc/>
    public byte[] SealedBlinding => keys.SealedBlinding;

    /// <inheritdoc/>
    public async Task TakeBlinding(byte[] sealedBlinding, CancellationToken cancellationToken)
    {
        var taken = keys.Blinding(sealedBlinding);
        if (!await writer.Write(() => transaction.Take(taken), BytesPerField, cancellationToken)) throw VaultKeys.Occupied();
        keys = taken;
    }

    /// <inheritdoc/>
    public Task<int> Rotate(MasterKey next, CancellationToken cancellationToken) =>
        writer.Write(() => transaction.Rotate(keys, keys.Under(next)), BytesPerField, cancellationToken);

    private static List<T> All<T>(SqliteCommand query, Func<SqliteDataReader, T> read)
    {
        using var rows = query.ExecuteReader();
        var all = new List<T>();
        while (rows.Read()) all.Add(read(rows));
        return all;
    }
}
