namespace Telemed.Silos.Membership;

/// <summary>Members and reminders in the Cosmos DB account of the log, in containers of their own, made at the first start.</summary>
internal static class CosmosMembers
{
    public static ISiloBuilder UseCosmosMembers(this ISiloBuilder silo, string connection, string? database) => silo
        .UseCosmosClustering(options =>
        {
            options.ConfigureCosmosClient(connection);
            (options.DatabaseName, options.ContainerName, options.IsResourceCreationEnabled) = (database ?? "telemed", "silos", true);
        })
        .UseCosmosReminderService(options =>
        {
            options.ConfigureCosmosClient(connection);
            (options.DatabaseName, options.ContainerName, options.IsResourceCreationEnabled) = (database ?? "telemed", "reminders", true);
        });
}
