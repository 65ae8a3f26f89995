using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Cosmos.Tests;

public sealed class CosmosCaseOwnerTests : CaseOwnerContract
{
    private readonly CosmosUnderTest cosmos = new();

    protected override async Task<IEventLog> OpenLog() => new CosmosEventLog(await cosmos.Open());

    protected override ICaseOwner NewOwner(IEventLog log) => new EmbeddedCaseOwner(log, capacity: 200);

    public override ValueTask DisposeAsync() => cosmos.DisposeAsync();
}
