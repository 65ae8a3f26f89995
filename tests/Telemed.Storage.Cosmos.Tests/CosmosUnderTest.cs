using System.Globalization;
using Microsoft.Azure.Cosmos;
using Telemed.Testing.Cosmos;

namespace Telemed.Storage.Cosmos.Tests;

/// <summary>What stands behind a test: a true account when <c>COSMOS_ENDPOINT</c> and <c>COSMOS_KEY</c> are set, else the gateway's fake.</summary>
internal sealed class CosmosUnderTest : IAsyncDisposable
{
    private static readonly string? Endpoint = Environment.GetEnvironmentVariable("COSMOS_ENDPOINT");
    private readonly string name = string.Create(CultureInfo.InvariantCulture, $"telemed-test-{Guid.NewGuid():N}");
    private CosmosDatabase? database;

    /// <summary>Only without a true account.</summary>
    public GatewayFake Gateway { get; } = new();

    public static bool IsTrue => Endpoint is not null;

    /// <summary>Said by every green run.</summary>
    public static string Level => IsTrue ? "a true Cosmos DB account" : "the in-process fake of the gateway; no true account (COSMOS_ENDPOINT, COSMOS_KEY)";

    public async Task<CosmosDatabase> Open()
    {
        var account = IsTrue ? $"AccountEndpoint={Endpoint};AccountKey={Environment.GetEnvironmentVariable("COSMOS_KEY")}" : GatewayFake.Connection;
        return database = await CosmosDatabase.Open($"{account};Database={name}", options =>
        {
            if (IsTrue) return;
            options.ConnectionMode = ConnectionMode.Gateway;
            options.LimitToEndpoint = true;
            options.HttpClientFactory = () => new HttpClient(Gateway, disposeHandler: false);
        });
    }

    public Container Events(CosmosDatabase opened) => opened.Events;

    internal GatewayCollection Items(string container) => Gateway.Collection(name, container);

    public async ValueTask DisposeAsync()
    {
        if (IsTrue && database is not null) await database.Drop();
        database?.Dispose();
        Gateway.Dispose();
    }
}
