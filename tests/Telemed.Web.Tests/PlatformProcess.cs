using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Telemed.Testing;

namespace Telemed.Web.Tests;

/// <summary>The platform as a real process on a folder, so that it can be killed.</summary>
internal sealed class PlatformProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Telemed.Web.dll");
    private readonly Process process;

    private PlatformProcess(Process process, Uri url, int dicomPort) => (this.process, Url, DicomPort) = (process, url, dicomPort);

    public Uri Url { get; }

    public int DicomPort { get; }

    /// <param name="variables">Environment variables of the process.</param>
    public static Task<PlatformProcess> Start(string folder, params (string Name, string Value)[] variables) => Start([Program], folder, variables);

    /// <summary>The next version of the platform, as <see cref="Upgrading.NewerVersion"/> has it.</summary>
    public static Task<PlatformProcess> StartNewer(string folder, params (string Name, string Value)[] variables) =>
        Start([Path.Combine(AppContext.BaseDirectory, "Telemed.Web.Tests.dll"), Upgrading.NewerVersion.Argument], folder, variables);

    private static async Task<PlatformProcess> Start(string[] words, string folder, (string Name, string Value)[] variables)
    {
        var (http, dicom) = (FreePort.Take(), FreePort.Take());
        var start = new ProcessStartInfo("dotnet", [
            .. words, $"--Urls=http://127.0.0.1:{http}", $"--Telemed:DataDirectory={folder}", "--Telemed:Demo=true", $"--Dicom:Port={dicom}", "--Logging:LogLevel:Default=Warning"])
        { RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var said = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        var platform = new PlatformProcess(process, new($"http://127.0.0.1:{http}"), dicom);
        using var client = platform.Client();
        for (var i = 0; i < 1800; i++)
        {
            if (process.HasExited)
            {
                await process.WaitForExitAsync();   // and for the last it had to say
                throw new InvalidOperationException($"The platform ended with {process.ExitCode}. {string.Join('\n', said)}");
            }
            try
            {
                using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (ready.IsSuccessStatusCode) return platform;
            }
            catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException)
            {
                // not listening yet, or no longer: the client looks at a connection that is gone already
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        throw new InvalidOperationException("The platform did not become ready within three minutes.");
    }

    /// <summary>Runs a housekeeping command on the folder; exit code and output.</summary>
    public static async Task<(int Code, string Output)> Command(string folder, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. words, $"--Telemed:DataDirectory={folder}"]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>A start that ends by itself; exit code and what it said of the failure.</summary>
    public static async Task<(int Code, string Error)> Refused(params string[] settings)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. settings]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }

    public HttpClient Client() => new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, UseProxy = false }) { BaseAddress = Url };

    public async Task<HttpClient> SignedIn(string account)
    {
        var http = Client();
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = "telemed-demo" });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Json()).GetProperty("token").GetString());
        return http;
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as who upgrades a node does; ends when it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }
}
