using System.Diagnostics;
using System.Globalization;
using Telemed.Faults.Node;

namespace Telemed.Faults.Cluster;

/// <summary>One node of the platform as a process of its own, which can be killed, stopped for a while and started again.</summary>
internal sealed class NodeProcess(int number, string folder, Uri url, IReadOnlyList<string> settings, int seed, string plant) : IAsyncDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);
    private readonly string dial = Path.Combine(folder, $"dial{number}");
    private readonly string log = Path.Combine(folder, $"node{number}.log");
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(5) };
    private Process? process;
    private int starts;
    private volatile bool gone;

    public int Number => number;

    public Uri Url => url;

    /// <summary>Where its read model lies.</summary>
    public string Folder => Path.Combine(folder, $"data{number}");

    /// <summary>How far its clock is ahead of the machine's.</summary>
    public TimeSpan Ahead { get; private set; }

    public bool Runs => process is { HasExited: false };

    /// <summary>Turns its dial; what is left out stays.</summary>
    public void Turn(TimeSpan? ahead = null, double repeats = 0, TimeSpan slowness = default)
    {
        Ahead = ahead ?? Ahead;
        Dial.Turn(dial, Ahead, repeats, slowness);
    }

    /// <summary>Starts the process; it is not ready yet.</summary>
    public void Start()
    {
        if (Runs) return;
        ObjectDisposedException.ThrowIf(gone, this);   // or it would outlive the harness
        if (!File.Exists(dial)) Turn();
        process?.Dispose();
        var words = string.Join(' ', new[]
        {
            Path.Combine(AppContext.BaseDirectory, "Telemed.Faults.dll"), "node", dial, (seed + ++starts).ToString(CultureInfo.InvariantCulture), plant,
            $"--Urls={url.ToString().TrimEnd('/')}", $"--Telemed:DataDirectory={Folder}", "--Telemed:Demo=true", "--Dicom:Enabled=false", "--Logging:LogLevel:Default=Warning",
        }.Concat(settings).Select(w => $"'{w}'"));
        process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet {words} >> '{log}' 2>&1"]))!;
    }

    /// <summary>Ends when the node says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not become ready in time.</exception>
    public async Task Ready(TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < patience)
        {
            if (!Runs) throw new InvalidOperationException($"Node {number} ended by itself with {process?.ExitCode}: {LastWords()}");
            if (await IsReady(cancellationToken)) return;
            await Task.Delay(Often, TimeProvider.System, cancellationToken);
        }
        throw new InvalidOperationException($"Node {number} was not ready after {patience.TotalSeconds} s: {await Told(cancellationToken)}{LastWords()}");
    }

    private async Task<string> Told(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return await answer.Content.ReadAsStringAsync(cancellationToken) + Environment.NewLine;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return "";
        }
    }

    private string LastWords() => File.Exists(log) ? string.Join(Environment.NewLine, File.ReadLines(log).TakeLast(15)) : "";

    /// <summary>Starts it, and again whenever it ends by itself, as whoever keeps services running does; ends when it is ready.</summary>
    public async Task StartAndKeepTrying(TimeSpan patience)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Start();
            try
            {
                await Ready(patience, CancellationToken.None);
                return;
            }
            catch (InvalidOperationException) when (!Runs && TimeProvider.System.GetElapsedTime(began) < patience)
            {
                await Task.Delay(Often, TimeProvider.System);   // its store may be away at this moment
            }
        }
    }

    public async Task<bool> IsReady(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task Kill()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task Stop()
    {
        if (!Runs) return;
        await Signal("TERM");
        await process!.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stands still and keeps its connections.</summary>
    public Task Freeze() => Signal("STOP");

    /// <summary>SIGCONT: it goes on and does not know that it stood still.</summary>
    public Task Thaw() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        gone = true;
        if (Runs) await Kill();
        process?.Dispose();
        http.Dispose();
    }

    private async Task Signal(string name)
    {
        if (!Runs) return;
        using var kill = Process.Start("kill", [$"-{name}", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
