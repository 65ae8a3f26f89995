using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Telemed.Kernel;
using Telemed.Storage.Postgres;
using Telemed.Storage.Sqlite;
using Telemed.Testing;

namespace Telemed.Faults.Cluster;

/// <summary>Everything that runs: nodes, the database and the lines between them.</summary>
internal sealed class Region : IAsyncDisposable
{
    private static readonly TimeSpan FirstStart = TimeSpan.FromMinutes(4);
    private readonly RunSettings settings;
    private readonly string? connection;
    private int ended;

    private Region(RunSettings settings, string folder, PostgresServer? database, string? connection, IReadOnlyList<Relay> relays, IReadOnlyList<NodeProcess> nodes) =>
        (this.settings, Folder, Database, this.connection, Relays, Nodes) = (settings, folder, database, connection, relays, nodes);

    public string Folder { get; }

    public PostgresServer? Database { get; }

    /// <summary>One for each node; none without a database.</summary>
    public IReadOnlyList<Relay> Relays { get; }

    public IReadOnlyList<NodeProcess> Nodes { get; }

    /// <summary>A small file system of its own under the nodes' data, when the machine let us have one; null otherwise.</summary>
    public SmallDisk? Disk { get; private init; }

    /// <summary>Starts all of it with the demo region.</summary>
    public static async Task<Region> Start(RunSettings settings, CancellationToken cancellationToken)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("telemed-faults-").FullName;
        var disk = await SmallDisk.TryMount(Path.Combine(folder, "data0"));
        Region region;
        if (settings.Store == "sqlite")
        {
            region = new(settings, folder, null, null, [], [new(0, folder, FreeUrl(), ["--Telemed:Store=sqlite"], settings.Seed, settings.Plant)]) { Disk = disk };
        }
        else
        {
            var database = await PostgresServer.Start(synced: true);
            var connection = await database.NewDatabase();
            Relay[] relays = [new(database.BoundPort), new(database.BoundPort)];
            region = new(settings, folder, database, connection, relays,
                [.. relays.Select((relay, i) => new NodeProcess(i, folder, FreeUrl(), Settings(folder, Through(connection, relay.Port)), settings.Seed + 1000 * i, settings.Plant))])
            { Disk = disk };
        }
        AppDomain.CurrentDomain.ProcessExit += (_, _) => region.DisposeAsync().AsTask().Wait(CancellationToken.None);
        try
        {
            foreach (var node in region.Nodes)
            {
                node.Start();
                await node.Ready(FirstStart, cancellationToken);
            }
            return region;
        }
        catch
        {
            await region.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every append from the beginning, past the relays. With SQLite the node must be stopped.</summary>
    public async Task<IReadOnlyList<StoredAppend>> ReadLog(CancellationToken cancellationToken)
    {
        await using var database = connection is null ? null : PostgresDatabase.Open(connection);
        IEventLog log = database is null ? SqliteEventLog.Open(Path.Combine(Nodes[0].Folder, "events.db")) : new PostgresEventLog(database);
        await using var closing = (IAsyncDisposable)log;
        var appends = new List<StoredAppend>();
        await foreach (var page in log.Follow(null, cancellationToken))
        {
            appends.AddRange(page.Appends);
            if (page.AtEnd) break;
        }
        return appends;
    }

    /// <summary>A command of the program itself on the store, past the relays: exit code and output.</summary>
    public async Task<(int Code, string Output)> Command(string data, params string[] words)
    {
        string[] store = connection is null ? [] : Settings(Folder, connection);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "Telemed.Web.dll"), .. words, $"--Telemed:DataDirectory={data}", "--Logging:LogLevel:Default=Warning", .. store])
        { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Trim());
    }

    /// <summary>Ends everything, also when it is called while the harness is told to go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref ended, 1) != 0) return;
        foreach (var node in Nodes) await node.DisposeAsync();
        foreach (var relay in Relays) await relay.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
        if (settings.Keep)
        {
            Console.WriteLine($"kept: {Folder}{(Disk is null ? "" : " (with a file system mounted in it)")}");
            return;
        }
        if (Disk is not null) await Disk.DisposeAsync();
        System.IO.Directory.Delete(Folder, recursive: true);
    }

    private static string[] Settings(string folder, string connection) =>
        ["--Telemed:Store=postgres", $"--ConnectionStrings:Postgres={connection}", $"--Telemed:KeysDirectory={Path.Combine(folder, "keys")}"];

    private static string Through(string connection, int port) =>
        new Npgsql.NpgsqlConnectionStringBuilder(connection) { Port = port }.ToString();

    private static Uri FreeUrl()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
    }
}
