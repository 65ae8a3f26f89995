using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Telemed.Bench.Cluster;

/// <summary>A page that watches one topic: SignalR's JSON protocol over a bare WebSocket, so that two thousand of them are cheap.</summary>
internal sealed class HubListener : IDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket socket = new();
    private readonly StringBuilder rest = new();
    private readonly byte[] buffer = new byte[8192];

    /// <summary>When the last ring came that the test waits for; 0 before.</summary>
    public long RangAt { get; set; }

    public async Task Open(Uri platform, string token, string topic)
    {
        await socket.ConnectAsync(new UriBuilder(new Uri(platform, "/hubs/live")) { Scheme = "ws", Query = $"access_token={Uri.EscapeDataString(token)}" }.Uri, CancellationToken.None);
        await Say("""{"protocol":"json","version":1}""");
        await Next(static message => message == "{}");
        await Say(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = "Watch", arguments = new[] { new[] { topic } } }));
        await Next(static message => message.Contains("\"type\":3", StringComparison.Ordinal));
    }

    /// <summary>Listens until it ends; rings of the kind set the time.</summary>
    public async Task Listen(string kind, CancellationToken stop)
    {
        try
        {
            while (true) await Next(message => Heard(message, kind), keepOn: true, stop);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // the measurement is over
        }
    }

    public void Dispose() => socket.Dispose();

    private bool Heard(string message, string kind)
    {
        if (!message.Contains("\"target\":\"event\"", StringComparison.Ordinal) || !message.Contains(kind, StringComparison.Ordinal)) return false;
        RangAt = Stopwatch.GetTimestamp();
        return true;
    }

    private ValueTask Say(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + End).AsMemory(), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task Next(Func<string, bool> wanted, bool keepOn = false, CancellationToken stop = default)
    {
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(), stop);
            if (got.MessageType == WebSocketMessageType.Close) throw new WebSocketException("The server closed the hub's connection.");
            rest.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
            var found = false;
            foreach (var message in Whole()) found |= wanted(message);
            if (found && !keepOn) return;
        }
    }

    private List<string> Whole()
    {
        var text = rest.ToString();
        var end = text.LastIndexOf(End);
        if (end < 0) return [];
        rest.Clear().Append(text, end + 1, text.Length - end - 1);
        return [.. text[..end].Split(End)];
    }
}
