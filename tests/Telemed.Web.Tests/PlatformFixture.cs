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
public sealed class PlatformFixture : IAsyncLifetime
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("telemed-test-").FullName;
    private WebApplication app = null!;

    public Uri Url { get; private set; } = null!;

    public int DicomPort { get; private set; }

    public IServiceProvider Services => app.Services;

    public async ValueTask InitializeAsync()
    {
        app = Platform.Build([
            "--Urls=http://127.0.0.1:0", $"--Telemed:DataDirectory={folder}", "--Telemed:Demo=true", "--Dicom:Port=0", "--Logging:LogLevel:Default=Warning"]);
        await app.StartAsync();
        Url = new(app.Urls.First(u => u.StartsWith("http:", StringComparison.Ordinal)));
        DicomPort = app.Services.GetRequiredService<DicomNode>().BoundPort!.Value;
        using var http = Client();
        while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    public HttpClient Client() => new() { BaseAddress = Url };

    public async Task<HttpClient> SignedIn(string account)
    {
        var http = Client();
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = "telemed-demo" });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Json()).GetProperty("token").GetString());
        return http;
    }
}

internal static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}
