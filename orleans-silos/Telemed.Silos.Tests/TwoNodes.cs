using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Telemed.Kernel;
using Telemed.Testing;
using Telemed.Web.Hosting;
using Telemed.Web.Tests;
using Telemed.Web.Tests.Region;

namespace Telemed.Silos.Tests;

/// <summary>Two nodes with a silo each, over one log, in this process: each has its own read model, ports and folder.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("telemed-silos-").FullName;
    private readonly string cluster = Guid.NewGuid().ToString("N");

    /// <summary>Where the first silo listens for others.</summary>
    public int Primary { get; } = FreePort.Take();

    public ShiftedTime Time { get; } = new();

    public WebApplication First { get; private set; } = null!;

    public WebApplication Second { get; private set; } = null!;   // once it has joined

    public static async Task<TwoNodes> Start()
    {
        var nodes = await StartOne();
        await nodes.Join();
        return nodes;
    }

    public static async Task<TwoNodes> StartOne(params string[] more)
    {
        var nodes = new TwoNodes();
        nodes.First = await nodes.Node("one", nodes.Primary, null, more);
        return nodes;
    }

    public async Task Join(params string[] more)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(folder, "two"));
        Copy(Path.Combine(folder, "one", "keys"), Path.Combine(folder, "two", "keys"));   // as an operator gives every node the same secrets
        Second = await Node("two", FreePort.Take(), First, more);
    }

    public HttpClient Client(WebApplication node) => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(node.Urls.First(u => u.StartsWith("http:", StringComparison.Ordinal))) };

    /// <summary>Signed in through the first node, and known to the second.</summary>
    public async Task<string> Token(string account)
    {
        using var http = Client(First);
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = "telemed-demo" });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Json()).GetProperty("token").GetString()!;
        if (Second is null) return token;
        using var other = SignedIn(Second, token);
        while (!(await other.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).IsSuccessStatusCode)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        return token;
    }

    public HttpClient SignedIn(WebApplication node, string token)
    {
        var http = Client(node);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in new[] { Second, First })
        {
            if (node is null) continue;
            await node.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await node.DisposeAsync();
        }
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private async Task<WebApplication> Node(string name, int port, WebApplication? shares, string[] more)
    {
        var app = Platform.Build([
            "--Urls=http://127.0.0.1:0", $"--Telemed:DataDirectory={Path.Combine(folder, name)}", "--Telemed:Demo=true", "--Telemed:Runtime=orleans", $"--Dicom:Enabled={shares is null}", "--Dicom:Port=0",
            $"--Silo:Port={port}", $"--Silo:Primary=127.0.0.1:{Primary}", $"--Silo:Name={name}", $"--Silo:ClusterId={cluster}", "--Logging:LogLevel:Default=Error", .. more],
            Time, builder =>
            {
                if (shares is not null)
                    builder.Services.AddSingleton(shares.Services.GetRequiredService<IEventLog>()).AddSingleton(shares.Services.GetRequiredService<IPersonVault>());
                builder.Services.Replace(ServiceDescriptor.Singleton<ICaseOwner>(provider => new EmbeddedCaseOwner(provider.GetRequiredService<IEventLog>())));   // not alone: two nodes write
                SiloHost.Add(builder);
            });
        await app.StartAsync();
        using var http = Client(app);
        while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        return app;
    }

    private static void Copy(string from, string to)
    {
        System.IO.Directory.CreateDirectory(to);
        foreach (var file in System.IO.Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
