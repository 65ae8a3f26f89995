using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Telemed.Silos.Tests;

[assembly: AssemblyFixture(typeof(Telemed.Web.Tests.PlatformFixture))]

namespace Telemed.Web.Tests;

/// <summary>The platform of the linked jobs: two silos. Cases are opened at the first node, every step comes in at the second, so that it travels.</summary>
public sealed class PlatformFixture : IAsyncLifetime
{
    internal TwoNodes Nodes { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Nodes = await TwoNodes.Start();

    public async ValueTask DisposeAsync() => await Nodes.DisposeAsync();

    public HttpClient Client() => Nodes.Client(Nodes.First);

    public async Task<HttpClient> SignedIn(string account)
    {
        var token = await Nodes.Token(account);
        var http = new HttpClient(new StepsElsewhere(Nodes.Client(Nodes.Second).BaseAddress!)) { BaseAddress = Client().BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private sealed class StepsElsewhere(Uri second) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.Contains("/actions/", StringComparison.Ordinal))
                request.RequestUri = new Uri(second, request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

internal static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}
