using Telemed.Kernel;
using Telemed.Storage.Contract;

namespace Telemed.Storage.Sqlite.Tests;

public sealed class SqliteMovingTests : MovingContract
{
    private readonly TempFolder folder = new();

    protected override Task<IEventLog> OpenLog() => Task.FromResult<IEventLog>(SqliteEventLog.Open(folder["events.db"]));

    protected override async Task CloseLog(IEventLog log) => await ((SqliteEventLog)log).DisposeAsync();

    protected override Task<IPortableLog> OpenRows() => Task.FromResult<IPortableLog>(new SqliteLogRows(folder["events.db"]));

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
