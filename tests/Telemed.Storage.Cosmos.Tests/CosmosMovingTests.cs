using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Cosmos.Tests;

public sealed class CosmosMovingTests : MovingContract
{
    private readonly CosmosUnderTest cosmos = new();
    private CosmosDatabase database = null!;

    public override async ValueTask InitializeAsync() => database = await cosmos.Open();

    protected override Task<IEventLog> OpenLog() => Task.FromResult<IEventLog>(new CosmosEventLog(database));

    protected override async Task CloseLog(IEventLog log) => await ((CosmosEventLog)log).DisposeAsync();

    protected override Task<IPortableLog> OpenRows() => Task.FromResult<IPortableLog>(new CosmosLogRows(database));

    public override ValueTask DisposeAsync() => cosmos.DisposeAsync();
}
