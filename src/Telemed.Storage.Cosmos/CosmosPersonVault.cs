using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Telemed.Kernel;

namespace Telemed.Storage.Cosmos;

/// <summary>Persons in Cosmos DB: one item each, sealed as in the other vaults and opened on the node that asks.</summary>
public sealed partial class CosmosPersonVault : IPortableVault
{
    private const string MasterId = "master";
    private const int KeyLength = 32;
    private const int MostAttempts = 200;

    private readonly Container persons;
    private readonly Container entries;
    private readonly Requests requests;
    private VaultKeys keys = null!;

    /// <summary>A person as stored: the sealed key, the sealed values by field, the blinds that lead here.</summary>
    private sealed record Person(string Id, string Subject, byte[] Key, SortedDictionary<string, byte[]> Fields, SortedSet<string> Blinds);

    private sealed record Entry(string Id, string Blind, string Subject);

    /// <param name="Next">Proof of the key that the vault is being moved under; null when it is at rest.</param>
    private sealed record Master(string Id, byte[] Proof, byte[] Blinding, byte[]? Next = null);

    private CosmosPersonVault(CosmosDatabase database)
    {
        (persons, entries) = (database.Persons, database.PersonEntries);
        requests = new(database.Meter);
    }

    /// <summary>Opens the vault; the first node gives it its master key.</summary>
    /// <param name="database">Outlives the vault.</param>
    /// <param name="key">The master key, the same on every node.</param>
    /// <param name="rotating">To go on with a rotation of the master key that was cut off.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreFormatException">Made with another master key, or in the middle of a rotation.</exception>
    public static async Task<CosmosPersonVault> Open(CosmosDatabase database, MasterKey key, bool rotating = false, CancellationToken cancellationToken = default)
    {
        var vault = new CosmosPersonVault(database);
        var first = VaultKeys.First(key);
        await vault.Write(vault.persons, new Master(MasterId, first.Proof, first.SealedBlinding), MasterId, MasterId, null, cancellationToken);
        var (master, _) = await vault.ReadMaster(cancellationToken);
        if (master.Next is not null && !rotating) throw new StoreFormatException("A rotation of the master key was cut off: run it again with the old key in its place and the same new key.");
        try
        {
            vault.keys = VaultKeys.Open(key, master.Proof, master.Blinding);
            return vault;
        }
        catch (CryptographicException)
        {
            throw new StoreFormatException("The vault in Cosmos DB was made with another master key.");
        }
    }

    /// <summary>Whether the vault has been given its master key.</summary>
    public static async Task<bool> IsMade(CosmosDatabase database, CancellationToken cancellationToken = default) =>
        await new CosmosPersonVault(database).Read<Master>(MasterId, cancellationToken) is not null;

    /// <inheritdoc/>
    /// <exception cref="VaultDamagedException">The subject's key does not authenticate.</exception>
    public async Task Put(string subject, IReadOnlyDictionary<string, string> fields, IReadOnlyCollection<BlindIndex> indexes, CancellationToken cancellationToken)
    {
        var blinds = indexes.Select(Blind).ToArray();
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var known = await Read<Person>(IdOf(subject), cancellationToken);
            var person = known?.Item ?? new(IdOf(subject), subject, Seal.Close(keys.Wrapping, RandomNumberGenerator.GetBytes(KeyLength), subject), new(StringComparer.Ordinal), []);
            var key = Open(person);
            foreach (var (field, value) in fields) person.Fields[field] = Seal.Close(key, Encoding.UTF8.GetBytes(value), subject, field);
            person.Blinds.UnionWith(blinds);
            if (!await Write(persons, person, person.Id, person.Id, known?.ETag, cancellationToken)) continue;
            foreach (var blind in blinds) await Write(entries, new Entry(person.Id, blind, subject), person.Id, blind, null, cancellationToken);
            return;
        }
        throw new IOException("A person in Cosmos DB was written by others all the time.");
    }

    /// <inheritdoc/>
    /// <exception cref="VaultDamagedException">Something does not authenticate.</exception>
    public async ValueTask<IReadOnlyDictionary<string, string>?> Get(string subject, CancellationToken cancellationToken)
    {
        if (await Read<Person>(IdOf(subject), cancellationToken) is not { Item: var person }) return null;
        var key = Open(person);
        var opened = new Dictionary<string, string>();
        foreach (var (field, value) in person.Fields)
        {
            try
            {
                opened[field] = Encoding.UTF8.GetString(Seal.Open(key, value, subject, field));
            }
            catch (CryptographicException)
            {
                throw new VaultDamagedException(subject, field);
            }
        }
        return opened;
    }

    /// <inheritdoc/>
    /// <exception cref="VaultDamagedException">Something does not authenticate.</exception>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetMany(IReadOnlyCollection<string> subjects, CancellationToken cancellationToken)
    {
        var all = await Task.WhenAll(subjects.Distinct().Select(async s => (Subject: s, Fields: await Get(s, cancellationToken))));
        return all.Where(p => p.Fields is not null).ToDictionary(p => p.Subject, p => p.Fields!);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> Find(BlindIndex entry, CancellationToken cancellationToken)
    {
        var blind = Blind(entry);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.blind = @b").WithParameter("@b", blind);
        var found = new List<string>();
        foreach (var one in (await requests.Query("vault", entries, query, blind, 100, cancellationToken)).Select(e => e.Deserialize<Entry>(JsonSerializerOptions.Web)!))
            if (await Read<Person>(one.Id, cancellationToken) is { } known && known.Item.Blinds.Contains(blind)) found.Add(one.Subject);   // an entry outlives a cut-off erasure
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public string Blind(BlindIndex entry) => keys.Blind(entry);

    /// <inheritdoc/>
    public async Task Erase(string subject, CancellationToken cancellationToken)
    {
        if (await Read<Person>(IdOf(subject), cancellationToken) is not { Item: var person }) return;
        await Delete(persons, person.Id, person.Id, cancellationToken);   // first: with it goes the key
        foreach (var blind in person.Blinds) await Delete(entries, person.Id, blind, cancellationToken);
    }

    private byte[] Open(Person person)
    {
        try
        {
            return Seal.Open(keys.Wrapping, person.Key, person.Subject);
        }
        catch (CryptographicException)
        {
            throw new VaultDamagedException(person.Subject, null);
        }
    }

    private async Task<(Master Item, string ETag)> ReadMaster(CancellationToken cancellationToken) =>
        await Read<Master>(MasterId, cancellationToken) ?? throw new IOException("The vault in Cosmos DB has lost its master record.");

    private async Task<(T Item, string ETag)?> Read<T>(string id, CancellationToken cancellationToken)
    {
        using var answer = await requests.Send("vault", () => persons.ReadItemStreamAsync(id, new(id), cancellationToken: cancellationToken), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return ((await JsonSerializer.DeserializeAsync<T>(answer.Content, JsonSerializerOptions.Web, cancellationToken))!, answer.Headers.ETag);
    }

    /// <summary>Creates, or replaces what bears the tag; false when somebody else was faster.</summary>
    private async Task<bool> Write<T>(Container container, T item, string id, string partition, string? tag, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(item, JsonSerializerOptions.Web);
        using var answer = await requests.Send("vault", () => tag is null
            ? container.CreateItemStreamAsync(new MemoryStream(json), new(partition), cancellationToken: cancellationToken)
            : container.ReplaceItemStreamAsync(new MemoryStream(json), id, new(partition), new() { IfMatchEtag = tag }, cancellationToken), cancellationToken);
        if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private async Task Delete(Container container, string id, string partition, CancellationToken cancellationToken)
    {
        using var answer = await requests.Send("vault", () => container.DeleteItemStreamAsync(id, new(partition), cancellationToken: cancellationToken), cancellationToken);
        if (answer.StatusCode != HttpStatusCode.NotFound) answer.EnsureSuccessStatusCode();
    }

    private static string IdOf(string subject) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(subject));
}
