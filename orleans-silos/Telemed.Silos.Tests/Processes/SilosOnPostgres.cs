using System.Globalization;
using Npgsql;
using Telemed.Kernel;
using Telemed.Storage.Postgres;
using Telemed.Testing;

namespace Telemed.Silos.Tests.Processes;

/// <summary>Two silos as processes over one synced PostgreSQL, with TLS between them. A test may take the second away.</summary>
public sealed class SilosOnPostgres : IAsyncLifetime
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("telemed-silo-processes-").FullName;
    private PostgresServer? server;
    private Certificates? authority;
    private string connection = "";

    internal SiloProcess One { get; private set; } = null!;

    internal SiloProcess Two { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.Missing is not null) await PostgresServer.StartOrSkip();
        server = await PostgresServer.Start(synced: true);
        connection = await server.NewDatabase();
        authority = new(folder);
        One = Silo("one");
        Two = Silo("two");
        await One.Start();
        await Two.Start();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in new[] { Two, One })
            if (silo is not null) await silo.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
        authority?.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>The appends of a consultation, past the nodes.</summary>
    internal async Task<List<StoredAppend>> Log(string id)
    {
        await using var database = PostgresDatabase.Open(connection);
        await using var log = new PostgresEventLog(database);
        var appends = new List<StoredAppend>();
        await foreach (var append in log.ReadStream(new("consultation", id), 0, default)) appends.Add(append);
        return appends;
    }

    /// <summary>A number out of the tables of the silos.</summary>
    internal async Task<long> Count(string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private SiloProcess Silo(string name) => new(name, folder, [
        $"--ConnectionStrings:Postgres={connection}", $"--Telemed:KeysDirectory={Path.Combine(folder, "keys")}", "--Silo:ClusterId=processes", .. authority!.Settings(name)]);
}
