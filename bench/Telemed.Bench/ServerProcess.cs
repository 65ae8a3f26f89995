using System.Diagnostics;
using System.Reflection;
using Telemed.Testing;

namespace Telemed.Bench;

/// <summary>A server in a process of its own, ended by its id.</summary>
internal sealed class ServerProcess(Process process, Uri url) : IAsyncDisposable
{
    public Uri Url { get; } = url;

    /// <summary>User and system time of the server so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes in memory.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>This program with other words; it says where it listens.</summary>
    public static Task<ServerProcess> StartSelf(params string[] words) => Launch(Assembly.GetEntryAssembly()!.Location, words);

    /// <summary>The platform with an empty data folder and the demo region, ready to answer.</summary>
    public static async Task<ServerProcess> StartPlatform(string data, params string[] settings)
    {
        var port = FreePort.Take();
        var url = new Uri($"http://127.0.0.1:{port}");
        var program = Path.Combine(AppContext.BaseDirectory, "Telemed.Web.dll");
        string[] words = [$"--Urls={url}", $"--Telemed:DataDirectory={data}", "--Telemed:Demo=true", "--Dicom:Enabled=false", "--Logging:LogLevel:Default=Warning", .. settings];
        var server = await Launch(program, words, url);
        using var http = new HttpClient { BaseAddress = url };
        for (var i = 0; i < 3000; i++)
        {
            try
            {
                using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (ready.IsSuccessStatusCode) return server;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        await server.DisposeAsync();
        throw new InvalidOperationException("The platform did not become ready within a minute.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<ServerProcess> Launch(string program, string[] words, Uri? url = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = url is null, UseShellExecute = false };
        start.ArgumentList.Add(program);
        foreach (var word in words) start.ArgumentList.Add(word);
        var process = Process.Start(start)!;
        while (url is null)
        {
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended before it listened.");
            if (line.StartsWith("listening ", StringComparison.Ordinal)) url = new(line["listening ".Length..]);
        }
        return new(process, url);
    }
}
