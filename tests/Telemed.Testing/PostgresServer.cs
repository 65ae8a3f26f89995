using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Telemed.Testing;

/// <summary>A PostgreSQL server of its own, from the binaries of the machine: temporary folder, loopback, free port, never as root.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string binaries;
    private readonly string folder;
    private readonly string? account;
    private readonly int port;
    private readonly SemaphoreSlim turn = new(1, 1);
    private int databases;
    private bool gone;

    private PostgresServer(string binaries, string folder, string? account, int port) =>
        (this.binaries, this.folder, this.account, this.port) = (binaries, folder, account, port);

    /// <summary>Why there is none on this machine; null when there is.</summary>
    public static string? Missing => Binaries() is null ? "the PostgreSQL server binaries (Debian package postgresql) are not installed" : null;

    /// <summary>Starts a server.</summary>
    /// <param name="synced">Every commit reaches the disk; without it a test is faster and a crash of the machine would lose data.</param>
    public static async Task<PostgresServer> Start(bool synced = false)
    {
        var binaries = Binaries() ?? throw new InvalidOperationException(Missing);
        var folder = Directory.CreateTempSubdirectory("telemed-pg-").FullName;
        var account = Environment.UserName == "root" ? "postgres" : null;
        if (account is not null) await Run("chown", [account, folder]);
        var server = new PostgresServer(binaries, folder, account, FreePort.Take());
        await server.Own("initdb", ["-D", server.Data, "-U", "telemed", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        await server.Resume(synced);
        return server;
    }

    /// <summary>Makes an empty database; the connection string to it.</summary>
    public async Task<string> NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"db{Interlocked.Increment(ref databases)}");
        await Own("createdb", ["-h", "127.0.0.1", "-p", Port, "-U", "telemed", name]);
        return $"Host=127.0.0.1;Port={Port};Username=telemed;Database={name};Timeout=5;Maximum Pool Size=20";
    }

    /// <summary>Starts it again on the same folder and port.</summary>
    public async Task Resume(bool synced = false)
    {
        await turn.WaitAsync();
        try
        {
            ObjectDisposedException.ThrowIf(gone, this);
            await Begin(synced);
        }
        finally
        {
            turn.Release();
        }
    }

    private Task Begin(bool synced) => Own("pg_ctl",
        ["-D", Data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"), "-o",
            $"-c listen_addresses=127.0.0.1 -p {Port} -k {folder} -c fsync={(synced ? "on" : "off")} -c max_connections=500 -c shared_buffers=256MB -c max_wal_size=2GB", "start"]);

    /// <summary>Ends it as a loss of power would: no word to the clients, nothing written out.</summary>
    public Task Crash() => Own("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"]);

    /// <summary>SIGKILL to the server and to every process of it, as the machine's last resort does.</summary>
    public async Task Kill()
    {
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        var own = Directory.GetDirectories("/proc").Select(d => Path.GetFileName(d)!).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _) && ParentOf(name) == postmaster);
        foreach (var name in own.Prepend(postmaster).ToArray())
        {
            try
            {
                using var process = Process.GetProcessById(int.Parse(name, CultureInfo.InvariantCulture));
                process.Kill();
                await process.WaitForExitAsync();
            }
            catch (ArgumentException)
            {
                // it ended by itself
            }
        }
    }

    /// <summary>Runs one of its programs (<c>pg_dump</c> …) with the account of the server.</summary>
    public Task Own(string program, IReadOnlyList<string> arguments)
    {
        var path = Path.Combine(binaries, program);
        return account is null ? Run(path, arguments) : Run("runuser", ["-u", account, "--", path, .. arguments]);
    }

    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync();   // what is starting is ended too
        gone = true;
        turn.Release();
        try
        {
            await Crash();
        }
        catch (InvalidOperationException)
        {
            // it was down already
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Starts one, or skips the test with the reason; a failure where nothing may be skipped.</summary>
    public static async Task<PostgresServer> StartOrSkip()
    {
        if (Missing is not { } reason) return await Start();
        if (Environment.GetEnvironmentVariable("TELEMED_CI") == "1") Assert.Fail(reason);
        Assert.Skip(reason);
        throw new UnreachableException();
    }

    /// <summary>Where it listens on the loopback interface.</summary>
    public int BoundPort => port;

    private string Data => Path.Combine(folder, "data");

    private string Port => port.ToString(CultureInfo.InvariantCulture);

    private static string? Binaries() =>
        (Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => double.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0)
            : Enumerable.Empty<string>())
        .Select(version => Path.Combine(version, "bin"))
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .FirstOrDefault(place => File.Exists(Path.Combine(place, "initdb")) && File.Exists(Path.Combine(place, "postgres")));

    private static string? ParentOf(string process)
    {
        try
        {
            var state = File.ReadAllText($"/proc/{process}/stat");
            return state[(state.LastIndexOf(')') + 2)..].Split(' ')[1];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;   // gone meanwhile
        }
    }

    private static async Task Run(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var waiting = process.WaitForExitAsync();
        if (Path.GetFileName(program) == "pg_ctl" || arguments.Any(a => a.EndsWith("/pg_ctl", StringComparison.Ordinal))) await waiting;   // its server keeps the pipes open
        else await process.StandardOutput.ReadToEndAsync();
        await waiting;
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Path.GetFileName(program)} {string.Join(' ', arguments)}: {await error}");
    }
}
