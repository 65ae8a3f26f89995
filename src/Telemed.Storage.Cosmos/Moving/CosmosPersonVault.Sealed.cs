using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Telemed.Kernel;

namespace Telemed.Storage.Cosmos;

public sealed partial class CosmosPersonVault
{
    private const int AtOnce = 16;

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<SealedPerson>> ReadSealed([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var feed = new CosmosFeed(persons, requests, TimeSpan.Zero);
        await foreach (var page in feed.Pages(cancellationToken))
            yield return
            [
                .. page.Where(item => item.GetProperty("id").GetString() != MasterId).Select(item => item.Deserialize<Person>(JsonSerializerOptions.Web)!)
                    .Select(p => new SealedPerson(p.Subject, p.Key, p.Fields, [.. p.Blinds])),
            ];
    }

    /// <inheritdoc/>
    public async Task WriteSealed(IReadOnlyList<SealedPerson> persons, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(persons, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (one, stop) =>
        {
            var person = new Person(IdOf(one.Subject), one.Subject, one.Key, new(one.Fields.ToDictionary(), StringComparer.Ordinal), [.. one.Blinds]);
            var known = await Read<Person>(person.Id, stop);
            if (!await Write(this.persons, person, person.Id, person.Id, known?.ETag, stop)) throw StillRunning();
            foreach (var blind in one.Blinds) await Write(entries, new Entry(person.Id, blind, one.Subject), person.Id, blind, null, stop);
        });

    /// <inheritdoc/>
    public byte[] SealedBlinding => keys.SealedBlinding;

    /// <inheritdoc/>
    public async Task TakeBlinding(byte[] sealedBlinding, CancellationToken cancellationToken)
    {
        var taken = keys.Blinding(sealedBlinding);
        await foreach (var page in ReadSealed(cancellationToken))
            if (page.Count > 0) throw VaultKeys.Occupied();
        var (master, tag) = await ReadMaster(cancellationToken);
        if (!await Write(persons, master with { Blinding = taken.SealedBlinding }, MasterId, MasterId, tag, cancellationToken)) throw VaultKeys.Occupied();
        keys = taken;
    }

    /// <inheritdoc/>
    /// <remarks>The service has no transaction over many persons: from the first one to the last the vault bears a mark, and opens for nothing but the rest of the rotation.</remarks>
    /// <exception cref="StoreFormatException">One was begun with another new key.</exception>
    public async Task<int> Rotate(MasterKey next, CancellationToken cancellationToken)
    {
        var under = keys.Under(next);
        var (master, tag) = await ReadMaster(cancellationToken);
        if (master.Next is { } begun && !under.Proves(begun)) throw new StoreFormatException("A rotation of the master key was begun with another new key: go on with that one.");
        if (master.Next is null && !await Write(persons, master with { Next = under.Proof }, MasterId, MasterId, tag, cancellationToken)) throw StillRunning();
        var done = new ConcurrentDictionary<string, bool>();
        await foreach (var page in ReadSealed(cancellationToken))
            await Parallel.ForEachAsync(page, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (one, stop) =>
            {
                if (await Read<Person>(IdOf(one.Subject), stop) is not var (person, version)) return;
                done[one.Subject] = true;
                if (under.Opens(person.Key, person.Subject)) return;
                if (!await Write(persons, person with { Key = keys.Reseal(person.Key, person.Subject, under) }, person.Id, person.Id, version, stop)) throw StillRunning();
            });
        (master, tag) = await ReadMaster(cancellationToken);
        if (!await Write(persons, new Master(MasterId, under.Proof, under.SealedBlinding), MasterId, MasterId, tag, cancellationToken)) throw StillRunning();
        return done.Count;
    }

    private static IOException StillRunning() => new("The vault in Cosmos DB was written by others: stop the nodes first.");
}
