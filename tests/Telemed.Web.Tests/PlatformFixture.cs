using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Dicom.Dimse;
using Telemed.Web.Hosting;

[assembly: AssemblyFixture(typeof(Telemed.Web.Tests.PlatformFixture))]

namespace Telemed.Web.Tests;

/// <summary>The whole platform with the demo region, on free loopback ports and an empty folder, in this process; shared by the tests.</summary>
public class PlatformFixture : IAsyncLifetime
{
    private readonly List<WebApplication> nodes = [];
    private int turn;

    protected string Folder { get; } = System.IO.Directory.CreateTempSubdirectory("telemed-test-").FullName;

    /// <summary>Where to find a node; with several, another one each time.</summary>
    public Uri Url => UrlOf(nodes[Interlocked.Increment(ref turn) % nodes.Count]);

    /// <summary>Where the hub is opened: the same as <see cref="Url"/> wherever nodes tell each other who sits in which room.</summary>
    public virtual Uri HubUrl => Url;

    public int DicomPort => Services.GetRequiredService<DicomNode>().BoundPort!.Value;

    /// <summary>Of the first node.</summary>
    public IServiceProvider Services => nodes[0].Services;

    public IReadOnlyList<WebApplication> Nodes => nodes;

    public virtual async ValueTask InitializeAsync() => await Start();

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.StopAsync();
            await node.DisposeAsync();
        }
        System.IO.Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    public HttpClient Client() => new(nodes.Count == 1 ? new SocketsHttpHandler() : new TakingTurns(() => Url)) { BaseAddress = Url };

    public async Task<HttpClient> SignedIn(string account)
    {
        var http = Client();
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = "telemed-demo" });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Json()).GetProperty("token").GetString());
        return http;
    }

    /// <summary>Starts one more node with these settings and waits until it is ready.</summary>
    /// <param name="settings">Beside those of all nodes.</param>
    /// <param name="time">The node's clock.</param>
    /// <param name="more">Parts that are added last: the host lets a program do so when that program owns the cases.</param>
    protected async Task<WebApplication> Start(IReadOnlyList<string>? settings = null, TimeProvider? time = null, Action<WebApplicationBuilder>? more = null)
    {
        if (more is not null) settings = [.. settings ?? [], "--Telemed:Runtime=orleans"];
        var app = Platform.Build([
            "--Urls=http://127.0.0.1:0", $"--Telemed:DataDirectory={Path.Combine(Folder, $"{nodes.Count}")}", "--Telemed:Demo=true", "--Dicom:Port=0", "--Logging:LogLevel:Default=Warning", .. settings ?? []], time, more);
        await app.StartAsync();
        nodes.Add(app);
        using var http = new HttpClient { BaseAddress = UrlOf(app) };
        while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        return app;
    }

    protected static Uri UrlOf(WebApplication app) => new(app.Urls.First(u => u.StartsWith("http:", StringComparison.Ordinal)));
}
