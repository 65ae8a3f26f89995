using Microsoft.Azure.Cosmos;
using Telemed.Storage.Cosmos;

namespace Telemed.Silos.Membership;

/// <summary>Members and reminders in the Cosmos DB database of the log, in containers of their own, made at the first start.</summary>
internal static class CosmosMembers
{
    public static ISiloBuilder UseCosmosMembers(this ISiloBuilder silo, string connection)
    {
        var (account, database, mode) = CosmosDatabase.Split(connection);
        void Connect(CosmosClientOptions client)
        {
            if (mode is not null) client.ConnectionMode = Enum.Parse<ConnectionMode>(mode, ignoreCase: true);
        }
        return silo
            .UseCosmosClustering(options =>
            {
                Connect(options.ClientOptions);
                options.ConfigureCosmosClient(account);
                (options.DatabaseName, options.ContainerName, options.IsResourceCreationEnabled) = (database, "silos", true);
            })
            .UseCosmosReminderService(options =>
            {
                Connect(options.ClientOptions);
                options.ConfigureCosmosClient(account);
                (options.DatabaseName, options.ContainerName, options.IsResourceCreationEnabled) = (database, "reminders", true);
            });
    }
}
