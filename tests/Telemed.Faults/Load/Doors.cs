using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Telemed.Faults.Load;

/// <summary>One account at the doors of all nodes: signs in again when it must, and goes to the next node when one does not answer.</summary>
internal sealed class Doors(IReadOnlyList<Uri> nodes, string account, Random random) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private readonly HttpClient[] http = [.. nodes.Select(url => new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(3) }) { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan })];
    private string? token;
    private int turn = random.Next(nodes.Count);

    /// <summary>Id of the account, after the first signing in.</summary>
    public string AccountId => token![..24];

    public async Task<string> Token(CancellationToken cancellationToken)
    {
        while (token is null)
        {
            var (status, text) = await Try(HttpMethod.Post, "/api/v1/session", JsonSerializer.Serialize(new { account, password = "telemed-demo" }), null, cancellationToken);
            if (status is HttpStatusCode.OK or HttpStatusCode.Created) token = JsonDocument.Parse(text).RootElement.GetProperty("token").GetString();
            else await Elsewhere(cancellationToken);
        }
        return token;
    }

    /// <summary>One attempt at one node; status 0 when there was no answer.</summary>
    public async Task<(HttpStatusCode Status, string Text)> Once(HttpMethod method, string path, string? body, string? key, CancellationToken cancellationToken)
    {
        await Token(cancellationToken);
        var answer = await Try(method, path, body, key, cancellationToken);
        if (answer.Status == HttpStatusCode.Unauthorized) SignInAgain();
        return answer;
    }

    /// <summary>The token is good no more.</summary>
    public void SignInAgain() => token = null;

    /// <summary>A look; null when there was no answer or none for this account.</summary>
    public async Task<JsonElement?> Look(string path, CancellationToken cancellationToken)
    {
        var (status, text) = await Once(HttpMethod.Get, path, null, null, cancellationToken);
        if (status == 0 || (int)status >= 500) await Elsewhere(cancellationToken);
        return status == HttpStatusCode.OK ? JsonDocument.Parse(text).RootElement : null;
    }

    /// <summary>To another node, after a moment.</summary>
    public async Task Elsewhere(CancellationToken cancellationToken)
    {
        turn++;
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 500)), TimeProvider.System, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var client in http) client.Dispose();
    }

    private async Task<(HttpStatusCode Status, string Text)> Try(HttpMethod method, string path, string? body, string? key, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = TimeProvider.System.CreateTimer(_ => patience.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var answer = await http[turn % http.Length].SendAsync(request, patience.Token);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(patience.Token));
        }
        catch (Exception e) when ((e is HttpRequestException or IOException or OperationCanceledException) && !cancellationToken.IsCancellationRequested)
        {
            return (0, "");
        }
    }
}
