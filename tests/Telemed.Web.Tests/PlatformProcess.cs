using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;

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
    public static async Task<PlatformProcess> Start(string folder, params (string Name, string Value)[] variables)
    {
        var (http, dicom) = (FreePort(), FreePort());
        var start = new ProcessStartInfo("dotnet", [
            Program, $"--Urls=http://127.0.0.1:{http}", $"--Telemed:DataDirectory={folder}", "--Telemed:Demo=true", $"--Dicom:Port={dicom}", "--Logging:LogLevel:Default=Warning"]);
        foreach (var (name, value) in variables) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var platform = new PlatformProcess(process, new($"http://127.0.0.1:{http}"), dicom);
        using var client = platform.Client();
        for (var i = 0; i < 600; i++)
        {
            if (process.HasExited) throw new InvalidOperationException($"The platform ended with {process.ExitCode}.");
            try
            {
                using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (ready.IsSuccessStatusCode) return platform;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        throw new InvalidOperationException("The platform did not become ready within a minute.");
    }

    /// <summary>Runs a housekeeping command on the folder; exit code and output.</summary>
    public static async Task<(int Code, string Output)> Command(string folder, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. words, $"--Telemed:DataDirectory={folder}"]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
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

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
