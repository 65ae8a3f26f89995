using Microsoft.AspNetCore.SignalR;

namespace Telemed.Web.Live;

/// <summary>What waits for one connection. Nobody waits with it: a connection that does not read is dropped, and replays when it comes again.</summary>
internal sealed class Line(HubConnectionContext connection)
{
    /// <summary>Messages that wait behind a full pipe (64 KiB of it and the network's buffers come before).</summary>
    public const int MostWaiting = 256;

    private readonly Lock gate = new();
    private readonly Queue<SerializedHubMessage> waiting = new();
    private bool writing;
    private bool dropped;

    public HubConnectionContext Connection => connection;

    /// <summary>Sends in the order of the calls, at once when the pipe takes it.</summary>
    public void Post(SerializedHubMessage message)
    {
        lock (gate)
        {
            if (dropped) return;
            if (writing)
            {
                waiting.Enqueue(message);
                if (waiting.Count <= MostWaiting) return;
                Drop();
                Cut(connection);
                return;
            }
            writing = true;
        }
        _ = Write(message);
    }

    /// <summary>Ends a connection without a word, as a broken line would: the hub's own way of ending tells the page not to come again.</summary>
    public static void Cut(HubConnectionContext connection)
    {
        connection.GetHttpContext()?.Abort();
        connection.Abort();
    }

    private async Task Write(SerializedHubMessage message)
    {
        try
        {
            for (SerializedHubMessage? next = message; next is not null; next = Next()) await connection.WriteAsync(next, connection.ConnectionAborted);
        }
        catch (Exception)   // whatever it was, this connection gets nothing more; the hub hears of its end by itself
        {
            lock (gate) Drop();
            Cut(connection);
        }
    }

    private SerializedHubMessage? Next()
    {
        lock (gate)
        {
            if (waiting.TryDequeue(out var next)) return next;
            writing = false;
            return null;
        }
    }

    private void Drop()
    {
        dropped = true;
        waiting.Clear();
    }
}
