using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Telemed.Faults.Node;
using Telemed.Testing;
using Telemed.Web.Hosting;
using Telemed.Web.Tests;

namespace Telemed.Silos.Tests.Processes;

/// <summary>A node with a silo as a process of its own, which can be killed, drained and set forward in time.</summary>
internal sealed class SiloProcess(string name, string folder, IReadOnlyList<string> settings) : IAsyncDisposable
{
    public const string Argument = "silo-child";
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly string dial = Path.Combine(folder, $"{name}.dial");
    private readonly string log = Path.Combine(folder, $"{name}.log");
    private readonly Uri url = new($"http://127.0.0.1:{FreePort.Take()}");
    private Process? process;

    public string Name => name;

    public bool Runs => process is { HasExited: false };

    /// <summary>How often a command ran here because the silo of its case did not answer.</summary>
    public int Fallbacks => File.ReadLines(log).Count(line => line.Contains("[1101]", StringComparison.Ordinal));

    /// <summary>What the process itself does.</summary>
    public static async Task Run(string dial, string[] settings)
    {
        using var time = new Dial(dial);
        await using var app = Platform.Build(settings, time, SiloHost.Add);
        await app.RunAsync();
    }

    public async Task Start()
    {
        if (!File.Exists(dial)) Jump(TimeSpan.Zero);
        string[] words = [
            Path.Combine(AppContext.BaseDirectory, "Telemed.Silos.Tests.dll"), Argument, dial, $"--Urls={url}", $"--Telemed:DataDirectory={Path.Combine(folder, name)}", "--Telemed:Demo=true",
            "--Telemed:Runtime=orleans", "--Telemed:Store=postgres", "--Dicom:Enabled=false", $"--Silo:Name={name}", $"--Silo:Port={FreePort.Take()}", "--Logging:LogLevel:Default=Warning", .. settings];
        var began = TimeProvider.System.GetTimestamp();
        using var http = Client();
        do
        {
            if (!Runs)   // at first, and when it ended by itself, as whoever keeps services running does: on a starved machine the others may vote it out
            {
                process?.Dispose();
                process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet {string.Join(' ', words.Select(w => $"'{w}'"))} >> '{log}' 2>&1"]))!;
            }
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new InvalidOperationException($"Silo {name} is not ready: {string.Join(Environment.NewLine, File.ReadLines(log).TakeLast(20))}");
            await Task.Delay(Often, TimeProvider.System);
        }
        while (!await IsReady(http));
    }

    public void Jump(TimeSpan ahead) => Dial.Turn(dial, ahead, 0, TimeSpan.Zero);

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; how long it took to end, and how.</summary>
    public async Task<(TimeSpan Took, int Code)> Drain()
    {
        var began = TimeProvider.System.GetTimestamp();
        using (var kill = Process.Start("kill", ["-TERM", process!.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return (TimeProvider.System.GetElapsedTime(began), process.ExitCode);
    }

    public HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url };

    public HttpClient SignedIn(string token)
    {
        var http = Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public async Task<string> Token(string account)
    {
        using var http = Client();
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = "telemed-demo" });
        answer.EnsureSuccessStatusCode();
        return (await answer.Json()).GetProperty("token").GetString()!;
    }

    /// <summary>Ends when this node knows the token too.</summary>
    public async Task<HttpClient> Knows(string token)
    {
        var http = SignedIn(token);
        while (!(await http.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).IsSuccessStatusCode) await Task.Delay(Often, TimeProvider.System);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        if (Runs) await Kill();
        process?.Dispose();
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
