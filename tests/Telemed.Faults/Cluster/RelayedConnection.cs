using System.Net;
using System.Net.Sockets;

namespace Telemed.Faults.Cluster;

/// <summary>One connection through a relay: two pumps that look at the line before each piece.</summary>
internal sealed class RelayedConnection(Relay relay, Socket near) : IDisposable
{
    private static readonly byte[] Committed = "COMMIT\0"u8.ToArray();   // the tag with which PostgreSQL says so
    private static readonly byte[] Listening = "LISTEN telemed_nodes"u8.ToArray();
    private readonly Socket far = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Whether nodes talk to each other over this connection.</summary>
    public bool BetweenPeers { get; private set; }

    public async Task Run(int target, CancellationToken cancellationToken)
    {
        near.NoDelay = true;
        await MayPass(cancellationToken);
        await far.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target), cancellationToken);
        await Task.WhenAny(Pump(near, far, up: true, cancellationToken), Pump(far, near, up: false, cancellationToken)).Unwrap();
    }

    /// <summary>Both ends hear of it at once, as when a process is gone.</summary>
    public void Break()
    {
        foreach (var end in new[] { near, far })
        {
            try
            {
                end.LingerState = new(true, 0);
            }
            catch (Exception e) when (e is ObjectDisposedException or SocketException)
            {
                // it is gone already
            }
            end.Dispose();
        }
    }

    public void Dispose() => Break();

    private async Task Pump(Socket from, Socket to, bool up, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, cancellationToken) is > 0 and var got)
        {
            var piece = buffer.AsMemory(0, got);
            if (up && !BetweenPeers && piece.Span.IndexOf(Listening) >= 0) BetweenPeers = true;
            if (relay.Delay is { Ticks: > 0 } slow) await Task.Delay(slow, TimeProvider.System, cancellationToken);
            await MayPass(cancellationToken);
            if (!up && piece.Span.IndexOf(Committed) >= 0 && relay.LosesThis()) return;
            while (piece.Length > 0) piece = piece[await to.SendAsync(piece, cancellationToken)..];
        }
    }

    private async Task MayPass(CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = relay.Change;
            switch (relay.LineOf(this))
            {
                case Line.Open:
                    return;
                case Line.Broken:
                    throw new IOException("The line is broken.");
                default:
                    await change.WaitAsync(cancellationToken);
                    break;
            }
        }
    }
}
