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
            if (!await Write(this.persons, person, person.Id, person.Id, known?.ETag, stop)) throw new IOException("A person in Cosmos DB was written by others: stop the nodes first.");
            foreach (var blind in one.Blinds) await Write(entries, new Entry(person.Id, blind, one.Subject), person.Id, blind, null, stop);
        });
}
