using Telemed.Testing;

[assembly: AssemblyFixture(typeof(Telemed.Storage.Postgres.Tests.PostgresFixture))]

namespace Telemed.Storage.Postgres.Tests;

/// <summary>One server for the tests of this assembly; each test has a database of its own.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> server = new(PostgresServer.StartOrSkip);

    public async Task<string> NewDatabase() => await (await server.Value).NewDatabase();

    public async ValueTask DisposeAsync()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await server.Value).DisposeAsync();
    }
}
