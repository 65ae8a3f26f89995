using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Postgres.Tests;

public sealed class PostgresMovingTests(PostgresFixture postgres) : MovingContract
{
    private PostgresDatabase database = null!;

    public override async ValueTask InitializeAsync() => database = PostgresDatabase.Open(await postgres.NewDatabase());

    protected override Task<IEventLog> OpenLog() => Task.FromResult<IEventLog>(new PostgresEventLog(database));

    protected override async Task CloseLog(IEventLog log) => await ((PostgresEventLog)log).DisposeAsync();

    protected override Task<IPortableLog> OpenRows() => Task.FromResult<IPortableLog>(new PostgresLogRows(database));

    public override ValueTask DisposeAsync() => database.DisposeAsync();
}
