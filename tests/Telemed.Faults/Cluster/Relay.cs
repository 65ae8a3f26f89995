using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Telemed.Faults.Cluster;

/// <summary>What a relay does with what comes along.</summary>
internal enum Line
{
    /// <summary>Passes it on.</summary>
    Open,

    /// <summary>Breaks every connection and every new one: the other end is gone.</summary>
    Broken,

    /// <summary>Keeps it until the line is open again, and says nothing: a cable is out.</summary>
    Silent,
}

/// <summary>The only way from one node to the database, in the harness's hand.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<RelayedConnection, bool> connections = new();
    private readonly Task accepting;
    private TaskCompletionSource opened = Opened();
    private int answersToLose;

    public Relay(int target)
    {
        this.target = target;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>State of the line for all connections.</summary>
    public Line Line { get; private set; }

    /// <summary>State of the line for what nodes tell each other.</summary>
    public Line PeerLine { get; private set; }

    /// <summary>How long each piece takes, one way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Answers to commits that were lost so far.</summary>
    public int Lost { get; private set; }

    public void Set(Line line)
    {
        Line = line;
        Changed();
    }

    public void SetPeers(Line line)
    {
        PeerLine = line;
        Changed();
    }

    /// <summary>The next so many commits reach the database, and their answers get lost with the connection.</summary>
    public void LoseAnswers(int commits) => Volatile.Write(ref answersToLose, commits);

    /// <summary>Whether the answer to a commit is to be lost now.</summary>
    public bool LosesThis()
    {
        if (Volatile.Read(ref answersToLose) <= 0 || Interlocked.Decrement(ref answersToLose) < 0) return false;
        Lost++;
        return true;
    }

    public Line LineOf(RelayedConnection connection) => Line != Line.Open ? Line : connection.BetweenPeers ? PeerLine : Line.Open;

    /// <summary>Ends when the state of the line has changed after this call.</summary>
    public Task Change => Volatile.Read(ref opened).Task;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        foreach (var connection in connections.Keys) connection.Break();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task Accept()
    {
        while (!stopping.IsCancellationRequested)
        {
            var from = await listener.AcceptSocketAsync(stopping.Token);
            var connection = new RelayedConnection(this, from);
            connections[connection] = true;
            _ = Serve(connection);
        }
    }

    private async Task Serve(RelayedConnection connection)
    {
        try
        {
            await connection.Run(target, stopping.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // one end is gone, so the other has to go
        }
        connection.Break();
        connections.TryRemove(connection, out _);
    }

    private void Changed()
    {
        Interlocked.Exchange(ref opened, Opened()).TrySetResult();
        foreach (var connection in connections.Keys)
            if (LineOf(connection) == Line.Broken) connection.Break();
    }

    private static TaskCompletionSource Opened() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
