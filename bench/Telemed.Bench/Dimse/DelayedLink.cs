using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Telemed.Bench.Dimse;

/// <summary>A TCP proxy like a line between two towns: every byte comes so much later, so many bytes a second. It is not a network: nothing is lost, and no window of TCP has to open.</summary>
internal sealed class DelayedLink : IAsyncDisposable
{
    private const int Chunk = 64 * 1024;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly TimeSpan delay;
    private readonly long? bytesPerSecond;
    private readonly Task running;

    /// <param name="target">Port behind it.</param>
    /// <param name="roundTrip">Half of it each way.</param>
    /// <param name="bytesPerSecond">Each way; null does not hold back.</param>
    public DelayedLink(int target, TimeSpan roundTrip, long? bytesPerSecond)
    {
        (delay, this.bytesPerSecond) = (roundTrip / 2, bytesPerSecond);
        listener.Start();
        running = Task.Run(() => Accept(target));
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await running;
        stopping.Dispose();
    }

    private async Task Accept(int target)
    {
        var lines = new List<Task>();
        try
        {
            while (true) lines.Add(Line(await listener.AcceptSocketAsync(stopping.Token), target));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // over
        }
        await Task.WhenAll(lines);
    }

    private async Task Line(Socket near, int target)
    {
        using var _ = near;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
            await Task.WhenAll(Way(near, far), Way(far, near));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // one end is gone, or both
        }
    }

    // What is under way is what the line holds at that time: its rate times its delay.
    private Task Way(Socket from, Socket to)
    {
        int holds = bytesPerSecond is { } rate ? Math.Max(4, (int)(rate * delay.TotalSeconds / Chunk) + 1) : 1024;
        var line = Channel.CreateBounded<(long Due, byte[] Bytes)>(holds);
        return Task.WhenAll(Enter(from, line.Writer), Leave(to, line.Reader));
    }

    private async Task Enter(Socket from, ChannelWriter<(long, byte[])> line)
    {
        byte[] buffer = new byte[Chunk];
        double free = 0;
        while (await from.ReceiveAsync(buffer, stopping.Token) is > 0 and var read)
        {
            double now = Stopwatch.GetTimestamp();
            free = Math.Max(free, now) + (bytesPerSecond is { } rate ? (double)read / rate * Stopwatch.Frequency : 0);
            await line.WriteAsync(((long)(free + delay.TotalSeconds * Stopwatch.Frequency), buffer[..read]), stopping.Token);
        }
        line.Complete();
    }

    private async Task Leave(Socket to, ChannelReader<(long Due, byte[] Bytes)> line)
    {
        await foreach (var (due, bytes) in line.ReadAllAsync(stopping.Token))
        {
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.FromMilliseconds(1)) await Task.Delay(wait, TimeProvider.System, stopping.Token);
            await to.SendAsync(bytes, stopping.Token);
        }
        to.Shutdown(SocketShutdown.Send);
    }
}
