using System.Diagnostics;
using Telemed.Kernel;
using Telemed.Storage.Postgres;
using Telemed.Storage.Sqlite;
using Telemed.Testing;

namespace Telemed.Faults.Cluster;

/// <summary>Everything that runs: nodes, the database and the lines between them.</summary>
internal sealed class Region
{
    private static readonly TimeSpan FirstStart = TimeSpan.FromMinutes(4);
    private readonly string? connection;

    private Region(string folder, PostgresServer? database, string? connection, IReadOnlyList<Relay> relays, IReadOnlyList<NodeProcess> nodes) =>
        (Folder, Database, this.connection, Relays, Nodes) = (folder, database, connection, relays, nodes);

    public string Folder { get; }

    public PostgresServer? Database { get; }

    /// <summary>One for each node; none without a database.</summary>
    public IReadOnlyList<Relay> Relays { get; }

    public IReadOnlyList<NodeProcess> Nodes { get; }

    /// <summary>A small file system of its own under the nodes' data, when the machine let us have one; null otherwise.</summary>
    public SmallDisk? Disk { get; private init; }

    /// <summary>Starts all of it with the demo region.</summary>
    /// <param name="settings">Of the run.</param>
    /// <param name="end">Ends and puts away what is started here.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<Region> Start(RunSettings settings, PutAway end, CancellationToken cancellationToken)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("telemed-faults-").FullName;
        end.Add(() => Remove(folder, settings.Keep));
        var disk = settings.Keep ? await SmallDisk.TryMount(Path.Combine(folder, "data0")) : await end.Start(() => SmallDisk.TryMount(Path.Combine(folder, "data0")));
        Region region;
        if (settings.Store == "sqlite")
        {
            region = new(folder, null, null, [], [new(0, folder, FreeUrl(), ["--Telemed:Store=sqlite"], settings.Seed, settings.Plant)]) { Disk = disk };
        }
        else
        {
            var database = await end.Start(() => PostgresServer.Start(synced: true));
            var connection = await database.NewDatabase();
            Relay[] relays = [new(database.BoundPort), new(database.BoundPort)];
            foreach (var relay in relays) end.Add(relay.DisposeAsync);
            region = new(folder, database, connection, relays,
                [.. relays.Select((relay, i) => new NodeProcess(i, folder, FreeUrl(), Settings(folder, Through(connection, relay.Port)), settings.Seed + 1000 * i, settings.Plant))])
            { Disk = disk };
        }
        foreach (var node in region.Nodes)
        {
            end.Add(node.DisposeAsync);
            node.Start();
            await node.Ready(FirstStart, cancellationToken);
        }
        return region;
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

    private static ValueTask Remove(string folder, bool keep)
    {
        if (keep) Console.WriteLine($"kept: {folder} (perhaps with a file system mounted in it)");
        else System.IO.Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string[] Settings(string folder, string connection) =>
        ["--Telemed:Store=postgres", $"--ConnectionStrings:Postgres={connection}", $"--Telemed:KeysDirectory={Path.Combine(folder, "keys")}"];

    private static string Through(string connection, int port) =>
        new Npgsql.NpgsqlConnectionStringBuilder(connection) { Port = port }.ToString();

    private static Uri FreeUrl() => new($"http://127.0.0.1:{FreePort.Take()}");
}
