using System.Net;
using Microsoft.Azure.Cosmos;
using Telemed.Kernel;

namespace Telemed.Storage.Cosmos;

/// <summary>One Cosmos DB database with the containers of the platform, shared by all its nodes.</summary>
/// <remarks>One write region: with several, a conflict protects nothing.</remarks>
public sealed class CosmosDatabase : IDisposable
{
    private const string DefaultName = "telemed";
    private const string NameKey = "Database=";
    private const string ModeKey = "Mode=";

    private readonly CosmosClient client;

    private CosmosDatabase(CosmosClient client, string name)
    {
        this.client = client;
        Name = name;
    }

    /// <summary>Name of the database.</summary>
    public string Name { get; }

    /// <summary>Request units so far, by what they were spent on.</summary>
    public CosmosMeter Meter { get; } = new();

    /// <summary>One item per append.</summary>
    internal Container Events => client.GetContainer(Name, "events");

    /// <summary>One item per key that a stream holds alone.</summary>
    internal Container Claims => client.GetContainer(Name, "claims");

    /// <summary>One item per person, sealed.</summary>
    internal Container Persons => client.GetContainer(Name, "persons");

    /// <summary>One item per value by which a person is found, blinded.</summary>
    internal Container PersonEntries => client.GetContainer(Name, "personEntries");

    /// <summary>Connects and makes the containers where there are none.</summary>
    /// <param name="connectionString"><c>AccountEndpoint=…;AccountKey=…</c>, with <c>Database=…</c> when it is not <c>telemed</c>, and <c>Mode=Gateway</c> where only HTTPS leads out.</param>
    /// <param name="configure">Changes the client's options: for tests and for special networks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreFormatException">Not reachable, or malformed.</exception>
    public static async Task<CosmosDatabase> Open(string connectionString, Action<CosmosClientOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        Environment.SetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS", "true");   // or the client asks a cloud's metadata service
        Environment.SetEnvironmentVariable("AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX", "true");
        var (account, name, mode) = Split(connectionString);
        CosmosDatabase? database = null;
        try
        {
            var options = new CosmosClientOptions { ApplicationName = "telemed", MaxRetryAttemptsOnRateLimitedRequests = 9, RequestTimeout = TimeSpan.FromSeconds(10) };
            if (mode is not null) options.ConnectionMode = Enum.Parse<ConnectionMode>(mode, ignoreCase: true);
            configure?.Invoke(options);
            database = new(new CosmosClient(account, options), name);
            await database.MakeContainers(cancellationToken);
            return database;
        }
        catch (Exception e) when (e is CosmosException or ArgumentException or HttpRequestException or FormatException)
        {
            database?.Dispose();
            throw new StoreFormatException($"The Cosmos DB account cannot be used: {(e is CosmosException c ? $"{(int)c.StatusCode} {c.StatusCode}" : e is HttpRequestException ? e.Message : "the connection string is malformed")}.");
        }
    }

    /// <summary>Deletes the database with everything in it: for tests on a true account.</summary>
    public Task Drop() => client.GetDatabase(Name).DeleteAsync();

    /// <summary>Ends the client.</summary>
    public void Dispose() => client.Dispose();

    /// <summary>What a connection string says: the account for the client, the database, and how to connect when it says so.</summary>
    public static (string Account, string Name, string? Mode) Split(string connectionString)
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? Own(string key) => parts.FirstOrDefault(p => p.StartsWith(key, StringComparison.OrdinalIgnoreCase))?[key.Length..];
        var account = parts.Where(p => !p.StartsWith(NameKey, StringComparison.OrdinalIgnoreCase) && !p.StartsWith(ModeKey, StringComparison.OrdinalIgnoreCase));
        return (string.Join(';', account), Own(NameKey) ?? DefaultName, Own(ModeKey));
    }

    private async Task MakeContainers(CancellationToken cancellationToken)
    {
        var database = await client.CreateDatabaseIfNotExistsAsync(Name, cancellationToken: cancellationToken);
        var events = Lean("events", "/streamId", "/streamId/?", "/last/?");
        events.UniqueKeyPolicy.UniqueKeys.Add(new() { Paths = { "/command" } });   // a command is done once in its stream
        foreach (var container in new[] { events, Lean("claims", "/id"), Lean("persons", "/id"), Lean("personEntries", "/blind") })
        {
            var made = await database.Database.CreateContainerIfNotExistsAsync(container, cancellationToken: cancellationToken);
            if (made.StatusCode == HttpStatusCode.OK && made.Resource.PartitionKeyPath != container.PartitionKeyPath)
                throw new StoreFormatException($"The container {container.Id} in Cosmos DB is partitioned by {made.Resource.PartitionKeyPath}, not {container.PartitionKeyPath}.");
        }
    }

    /// <summary>What is queried is indexed and nothing else: the payload costs no index.</summary>
    private static ContainerProperties Lean(string id, string partitionKey, params ReadOnlySpan<string> indexed)
    {
        var container = new ContainerProperties(id, partitionKey);
        foreach (var path in indexed) container.IndexingPolicy.IncludedPaths.Add(new() { Path = path });
        container.IndexingPolicy.ExcludedPaths.Add(new() { Path = "/*" });
        return container;
    }
}
