using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Telemed.Web.Tests;

/// <summary>The official hub client over a WebSocket that this file opens; its own HTTP transport package is not held by every feed.</summary>
internal static class HubConnections
{
    public static async Task<HubConnection> Open(Uri platform, string token)
    {
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(new Uri(platform, $"/hubs/live?access_token={Uri.EscapeDataString(token)}")));
        builder.Services.AddSingleton<IConnectionFactory, WebSocketFactory>();
        builder.AddJsonProtocol();
        var hub = builder.Build();
        await hub.StartAsync();
        return hub;
    }

    /// <summary>Enters the room of a case as the page does, on a device that was registered first.</summary>
    public static async Task<JsonElement> Join(this HubConnection hub, HttpClient owner, string caseId) =>
        await hub.InvokeAsync<JsonElement>("Join", caseId, await Work.Device(owner));

    private sealed class WebSocketFactory : IConnectionFactory
    {
        public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            var uri = ((UriEndPoint)endpoint).Uri;
            using var http = new HttpClient();
            using var negotiated = await http.PostAsync(new UriBuilder(uri) { Path = uri.AbsolutePath + "/negotiate", Query = uri.Query.TrimStart('?') + "&negotiateVersion=1" }.Uri, null, cancellationToken);
            negotiated.EnsureSuccessStatusCode();
            var answer = await negotiated.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(
                new UriBuilder(uri) { Scheme = "ws", Query = $"{uri.Query.TrimStart('?')}&id={Uri.EscapeDataString(answer.GetProperty("connectionToken").GetString()!)}" }.Uri, cancellationToken);
            return new WebSocketContext(socket, answer.GetProperty("connectionId").GetString()!);
        }
    }

    private sealed class WebSocketContext : ConnectionContext
    {
        private readonly ClientWebSocket socket;
        private readonly CancellationTokenSource closed = new();
        private readonly Pipe received = new();
        private readonly Pipe toSend = new();

        public WebSocketContext(ClientWebSocket socket, string id)
        {
            this.socket = socket;
            ConnectionId = id;
            ConnectionClosed = closed.Token;
            Transport = new Ends(received.Reader, toSend.Writer);
            _ = Receive();
            _ = Send();
        }

        public override string ConnectionId { get; set; }

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

        public override IDuplexPipe Transport { get; set; }

        public override async ValueTask DisposeAsync()
        {
            await toSend.Writer.CompleteAsync();
            await closed.CancelAsync();
            socket.Dispose();
            closed.Dispose();
            await base.DisposeAsync();
        }

        private async Task Receive()
        {
            try
            {
                while (true)
                {
                    var got = await socket.ReceiveAsync(received.Writer.GetMemory(4096), closed.Token);
                    if (got.MessageType == WebSocketMessageType.Close) break;
                    received.Writer.Advance(got.Count);
                    await received.Writer.FlushAsync(closed.Token);
                }
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
            {
                // the other end is gone
            }
            await received.Writer.CompleteAsync();
        }

        private async Task Send()
        {
            while (true)
            {
                var read = await toSend.Reader.ReadAsync();
                foreach (var part in read.Buffer) await socket.SendAsync(part, WebSocketMessageType.Text, true, CancellationToken.None);
                toSend.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return;
            }
        }

        private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
    }
}
