using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Sqlite.Tests;

public sealed class EmbeddedCaseOwnerTests : CaseOwnerContract
{
    private readonly TempFolder folder = new();
    private SqliteEventLog? log;

    protected override Task<IEventLog> OpenLog() => Task.FromResult<IEventLog>(log = SqliteEventLog.Open(folder["events.db"]));

    protected override ICaseOwner NewOwner(IEventLog log) => new EmbeddedCaseOwner(log, capacity: 200);

    public override async ValueTask DisposeAsync()
    {
        await log!.DisposeAsync();
        folder.Dispose();
    }
}
