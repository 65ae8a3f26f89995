using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Cosmos;
using Telemed.Storage.Postgres;
using Telemed.Storage.Sqlite;

namespace Telemed.Web.Hosting;

/// <summary>Where the log and the persons lie: chosen by <c>Telemed:Store</c>.</summary>
internal static class Stores
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";
    public const string Cosmos = "cosmos";

    public static void Add(IServiceCollection services, Settings settings)
    {
        System.IO.Directory.CreateDirectory(settings.DataDirectory);
        switch (settings.Store)
        {
            case Postgres:
                AddPostgres(services, settings);
                break;
            case Cosmos:
                AddCosmos(services, settings);
                break;
            default:
                AddSqlite(services, settings);
                break;
        }
        services.AddSingleton(provider => new ProjectionEngine(
            settings.PathOf("read.db"), provider.GetRequiredService<IEventLog>(), provider.GetServices<IProjection>(), provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>The database of the setting.</summary>
    /// <exception cref="SettingException">It cannot be used.</exception>
    public static PostgresDatabase OpenPostgres(Settings settings)
    {
        try
        {
            return PostgresDatabase.Open(settings.ConnectionString);
        }
        catch (StoreFormatException e)
        {
            throw new SettingException($"ConnectionStrings:Postgres: {e.Message}");
        }
    }

    /// <summary>The Cosmos DB database of the setting.</summary>
    /// <exception cref="SettingException">It cannot be used.</exception>
    public static async Task<CosmosDatabase> OpenCosmos(Settings settings)
    {
        try
        {
            return await CosmosDatabase.Open(settings.ConnectionString);
        }
        catch (StoreFormatException e)
        {
            throw new SettingException($"ConnectionStrings:Cosmos: {e.Message}");
        }
    }

    public static MasterKey SqliteKey(Settings settings) => MasterKey.FromFileOrNew(settings.KeyOf("master.key"), settings.PathOf("vault.db"));

    public static MasterKey PostgresKey(Settings settings, PostgresDatabase database) =>
        MasterKey.FromFileOrNew(settings.KeyOf("master.key"), PostgresPersonVault.IsMade(database));

    public static async Task<MasterKey> CosmosKey(Settings settings, CosmosDatabase database) =>
        MasterKey.FromFileOrNew(settings.KeyOf("master.key"), await CosmosPersonVault.IsMade(database));

    private static void AddSqlite(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<IEventLog>(_ => SqliteEventLog.Open(settings.PathOf("events.db")));
        services.AddSingleton<ICaseOwner, EmbeddedCaseOwner>(provider => new(provider.GetRequiredService<IEventLog>(), alone: true));   // the log's lock keeps other processes out
        services.AddSingleton<IPersonVault>(_ => SqlitePersonVault.Open(settings.PathOf("vault.db"), SqliteKey(settings)));
        services.AddSingleton<INodeBus, NoNodeBus>();
    }

    private static void AddPostgres(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(_ => OpenPostgres(settings));
        services.AddSingleton<IEventLog>(provider => new PostgresEventLog(provider.GetRequiredService<PostgresDatabase>()));
        services.AddSingleton<ICaseOwner, EmbeddedCaseOwner>(provider => new(provider.GetRequiredService<IEventLog>()));   // other nodes write too
        services.AddSingleton<IPersonVault>(provider => PostgresPersonVault.Open(
            provider.GetRequiredService<PostgresDatabase>(), PostgresKey(settings, provider.GetRequiredService<PostgresDatabase>())));
        services.AddSingleton<INodeBus>(provider => new PostgresNodeBus(provider.GetRequiredService<PostgresDatabase>()));
    }

    private static void AddCosmos(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(_ => OpenCosmos(settings).GetAwaiter().GetResult());   // once, before anything is served
        services.AddSingleton<IEventLog>(provider => new CosmosEventLog(provider.GetRequiredService<CosmosDatabase>()));
        services.AddSingleton<ICaseOwner, EmbeddedCaseOwner>(provider => new(provider.GetRequiredService<IEventLog>()));   // other nodes write too
        services.AddSingleton<IPersonVault>(provider => OpenVault(settings, provider.GetRequiredService<CosmosDatabase>()).GetAwaiter().GetResult());
        services.AddSingleton<INodeBus, NoNodeBus>();   // rooms live on one node: the ingress sends a case's connections to the same one
    }

    private static async Task<IPersonVault> OpenVault(Settings settings, CosmosDatabase database) => await CosmosPersonVault.Open(database, await CosmosKey(settings, database));
}
