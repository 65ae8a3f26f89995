using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Postgres.Tests;

public sealed class PostgresCaseOwnerTests(PostgresFixture postgres) : CaseOwnerContract
{
    private PostgresDatabase? database;
    private PostgresEventLog? log;

    protected override async Task<IEventLog> OpenLog() => log = new(database = PostgresDatabase.Open(await postgres.NewDatabase()));

    protected override ICaseOwner NewOwner(IEventLog log) => new EmbeddedCaseOwner(log, capacity: 200);

    public override async ValueTask DisposeAsync()
    {
        await log!.DisposeAsync();
        await database!.DisposeAsync();
    }
}
