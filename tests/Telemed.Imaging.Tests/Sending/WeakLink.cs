using System.Net;
using System.Net.Sockets;

namespace Telemed.Imaging.Tests.Sending;

/// <summary>A TCP proxy like a bad line: so many bytes a second, and cut after so many bytes upwards.</summary>
internal sealed class WeakLink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Queue<long> cuts;
    private readonly int target;
    private readonly long? bytesPerSecond;
    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;

    /// <param name="target">Port behind it.</param>
    /// <param name="bytesPerSecond">Both ways together; null does not hold back.</param>
    /// <param name="cuts">The first connection is cut after so many bytes upwards, the next after so many of its own …; later ones stand.</param>
    public WeakLink(int target, long? bytesPerSecond, params IEnumerable<long> cuts)
    {
        (this.target, this.bytesPerSecond, this.cuts) = (target, bytesPerSecond, new(cuts));
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        running = Task.Run(Accept);
    }

    public int Port { get; }

    /// <summary>Connections cut so far.</summary>
    public int Cuts { get; private set; }

    /// <summary>Bytes that went upwards.</summary>
    public long Upwards { get; private set; }

    /// <summary>Connections that did not get through.</summary>
    public int TurnedAway { get; private set; }

    /// <summary>Nothing gets through while set.</summary>
    public bool IsDown { get; set; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await running;
        stopping.Dispose();
    }

    private async Task Accept()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync(stopping.Token);
                if (IsDown)
                {
                    near.Dispose();
                    TurnedAway++;
                }
                else lines.Add(Line(near));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // over
        }
        await Task.WhenAll(lines);
    }

    private async Task Line(TcpClient near)
    {
        using var far = new TcpClient();
        using var _ = near;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target, ended.Token);
            long? cut;
            lock (gate) cut = cuts.TryDequeue(out long at) ? at : null;
            await Task.WhenAny(Pump(near, far, cut, upwards: true, ended), Pump(far, near, null, upwards: false, ended));
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            // a line that breaks by itself
        }
        await ended.CancelAsync();
        near.LingerState = far.LingerState = new LingerOption(true, 0);   // both ends see a reset, as from a dead line
    }

    private async Task Pump(TcpClient from, TcpClient to, long? cut, bool upwards, CancellationTokenSource ended)
    {
        byte[] buffer = new byte[8192];
        long passed = 0;
        try
        {
            while (await from.GetStream().ReadAsync(buffer.AsMemory(0, cut is { } at ? (int)Math.Min(buffer.Length, Math.Max(1, at - passed)) : buffer.Length), ended.Token) is > 0 and var read)
            {
                if (bytesPerSecond is { } rate) await Task.Delay(TimeSpan.FromSeconds((double)read / rate), TimeProvider.System, ended.Token);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), ended.Token);
                passed += read;
                if (upwards) lock (gate) Upwards += read;
                if (cut is null || passed < cut) continue;
                lock (gate) Cuts++;
                await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, ended.Token);   // what has passed is read on the other side before the reset
                return;
            }
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // the other direction ended the line
        }
    }
}
