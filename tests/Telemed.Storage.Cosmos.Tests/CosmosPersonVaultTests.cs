using System.Text;
using System.Text.Json.Nodes;
using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Cosmos.Tests;

public sealed class CosmosPersonVaultTests : PersonVaultContract
{
    private readonly CosmosUnderTest cosmos = new();
    private CosmosDatabase? database;

    protected override async Task<IPersonVault> Open(MasterKey key) => await CosmosPersonVault.Open(database ??= await cosmos.Open(), key, Stop);

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
