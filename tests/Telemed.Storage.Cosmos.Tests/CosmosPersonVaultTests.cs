using System.Text;
using System.Text.Json.Nodes;
using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Cosmos.Tests;

public sealed class CosmosPersonVaultTests : PersonVaultContract
{
    private readonly CosmosUnderTest cosmos = new();
    private CosmosDatabase? database;

    protected override async Task<IPersonVault> Open(MasterKey key) => await CosmosPersonVault.Open(database ??= await cosmos.Open(), key, cancellationToken: Stop);

    protected override async Task Swap(string field, string from, string to)
    {
        var (source, target) = (await Item(from), await Item(to));
        target["fields"]![field] = source["fields"]![field]!.DeepClone();
        await Put(to, target);
    }

    protected override async Task BreakKey(string subject)
    {
        var person = await Item(subject);
        person["key"] = "AA==";
        await Put(subject, person);
    }

    public override ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task A_rotation_that_was_cut_off_goes_on_with_the_same_key_and_nothing_else_opens()
    {
        foreach (var subject in new[] { "p1", "p2", "p3" }) await Put(subject, ("name", subject));
        await BreakKey("p3");
        var next = MasterKey.FromBase64(Convert.ToBase64String([.. Enumerable.Repeat((byte)9, MasterKey.Length)]));
        await Assert.ThrowsAsync<VaultDamagedException>(() => ((CosmosPersonVault)Vault).Rotate(next, Stop));   // cut off by what it could not reseal
        foreach (var key in new[] { Key, next }) await Assert.ThrowsAsync<StoreFormatException>(() => Open(key));
        await Vault.Erase("p3", Stop);
        var again = await CosmosPersonVault.Open(database!, Key, rotating: true, Stop);
        await Assert.ThrowsAsync<StoreFormatException>(() => again.Rotate(MasterKey.FromBase64(Convert.ToBase64String(new byte[MasterKey.Length])), Stop));
        Assert.Equal(2, await again.Rotate(next, Stop));
        Assert.Equal("p2", (await (await Open(next)).Get("p2", Stop))!["name"]);
    }

    private static string Id(string subject) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(subject));

    private async Task<JsonObject> Item(string subject)
    {
        using var read = await database!.Persons.ReadItemStreamAsync(Id(subject), new(Id(subject)), cancellationToken: Stop);
        return JsonNode.Parse(read.EnsureSuccessStatusCode().Content)!.AsObject();
    }

    private async Task Put(string subject, JsonObject person)
    {
        using var written = await database!.Persons.ReplaceItemStreamAsync(new MemoryStream(Encoding.UTF8.GetBytes(person.ToJsonString())), Id(subject), new(Id(subject)), cancellationToken: Stop);
        written.EnsureSuccessStatusCode();
    }
}
