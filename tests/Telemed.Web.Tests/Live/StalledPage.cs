using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Telemed.Web.Tests.Live;

/// <summary>A page that opens the hub, watches a topic and then never reads again, with a small buffer so that its line is soon full.</summary>
internal sealed class StalledPage : IDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket socket = new();

    private StalledPage(string id) => Id = id;

    /// <summary>Of its connection.</summary>
    public string Id { get; }

    public static async Task<StalledPage> Open(Uri platform, string token, string topic, CancellationToken cancellationToken)
    {
        var query = $"access_token={Uri.EscapeDataString(token)}";
        using var http = new HttpClient { BaseAddress = platform };
        using var negotiated = await http.PostAsync(new Uri($"/hubs/live/negotiate?{query}&negotiateVersion=1", UriKind.Relative), null, cancellationToken);
        var answer = await negotiated.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        var page = new StalledPage(answer.GetProperty("connectionId").GetString()!);
        using var narrow = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, stop) =>
            {
                var line = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
                await line.ConnectAsync(context.DnsEndPoint, stop);
                return new NetworkStream(line, ownsSocket: true);
            },
        });
        var uri = new UriBuilder(new Uri(platform, "/hubs/live")) { Scheme = "ws", Query = $"{query}&id={Uri.EscapeDataString(answer.GetProperty("connectionToken").GetString()!)}" }.Uri;
        await page.socket.ConnectAsync(uri, narrow, cancellationToken);
        await page.Say("""{"protocol":"json","version":1}""", cancellationToken);
        await page.Say($$"""{"type":1,"invocationId":"1","target":"Watch","arguments":[["{{topic}}"]]}""", cancellationToken);
        var heard = "";
        while (!heard.Contains("\"type\":3", StringComparison.Ordinal)) heard += await page.Hear(cancellationToken);
        return page;
    }

    /// <summary>Reads what there is until the line breaks.</summary>
    /// <returns>Whether the hub said goodbye, after which a page does not come again.</returns>
    public async Task<bool> BrokeWithGoodbye(CancellationToken cancellationToken)
    {
        var goodbye = false;
        try
        {
            while (await Hear(cancellationToken) is { } heard) goodbye |= heard.Contains("{\"type\":7", StringComparison.Ordinal);
        }
        catch (WebSocketException)
        {
            // the line broke
        }
        return goodbye;
    }

    public void Dispose() => socket.Dispose();

    private Task Say(string message, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, cancellationToken);

    private async Task<string?> Hear(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        var got = await socket.ReceiveAsync(buffer, cancellationToken);
        return got.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, got.Count);
    }
}
