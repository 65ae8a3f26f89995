using Telemed.Kernel;
using Telemed.Storage.Cosmos;
using Telemed.Storage.Postgres;
using Telemed.Storage.Sqlite;

namespace Telemed.Web.Hosting.Housekeeping;

/// <summary>A store opened for housekeeping: its log as rows and its vault, without the platform around it.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> opened = [];
    private readonly Func<bool, Task<IPortableVault>> openVault;

    private OpenedStore(IPortableLog log, Func<bool, Task<IPortableVault>> openVault, Func<CancellationToken, Task<AuditResult>> audit) =>
        (Log, this.openVault, Audit) = (log, openVault, audit);

    public IPortableLog Log { get; }

    /// <summary>Checks every hash chain.</summary>
    public Func<CancellationToken, Task<AuditResult>> Audit { get; }

    /// <summary>The vault; a new one is given the master key of the settings.</summary>
    /// <param name="rotating">To change the master key, or to go on with that.</param>
    public async Task<IPortableVault> Vault(bool rotating = false)
    {
        var vault = await openVault(rotating);
        if (vault is IAsyncDisposable disposable) opened.Add(disposable);
        return vault;
    }

    public static async Task<OpenedStore> Open(Settings settings)
    {
        System.IO.Directory.CreateDirectory(settings.DataDirectory);
        return settings.Store switch
        {
            Stores.Postgres => OpenPostgres(settings),
            Stores.Cosmos => await OpenCosmos(settings),
            _ => OpenSqlite(settings.DataDirectory, () => Stores.SqliteKey(settings)),
        };
    }

    /// <summary>The files of a folder: a data directory, or a backup.</summary>
    public static OpenedStore OpenSqlite(string folder, Func<MasterKey> key)
    {
        var (log, vault) = (Path.Combine(folder, "events.db"), Path.Combine(folder, "vault.db"));
        return new(new SqliteLogRows(log), _ => Task.FromResult<IPortableVault>(SqlitePersonVault.Open(vault, key())), stop => Task.FromResult(SqliteEventLog.Audit(log, stop)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(opened)) await one.DisposeAsync();
    }

    private static OpenedStore OpenPostgres(Settings settings)
    {
        var database = Stores.OpenPostgres(settings);
        var store = new OpenedStore(
            new PostgresLogRows(database), _ => Task.FromResult<IPortableVault>(PostgresPersonVault.Open(database, Stores.PostgresKey(settings, database))),
            async stop =>
            {
                await using var log = new PostgresEventLog(database);
                return await log.Verify(stop);
            });
        store.opened.Add(database);
        return store;
    }

    private static async Task<OpenedStore> OpenCosmos(Settings settings)
    {
        var database = await Stores.OpenCosmos(settings);
        var log = new CosmosEventLog(database);
        var store = new OpenedStore(new CosmosLogRows(database), async rotating => await CosmosPersonVault.Open(database, await Stores.CosmosKey(settings, database), rotating), log.Verify);
        store.opened.Add(log);
        return store;
    }
}
