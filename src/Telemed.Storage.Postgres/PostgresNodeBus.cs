using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Npgsql;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>The nodes of one database talk by <c>NOTIFY</c>; what is longer than a payload goes in parts of one transaction.</summary>
public sealed class PostgresNodeBus : INodeBus, IAsyncDisposable
{
    private const string Channel_ = "telemed_nodes";
    private const int MostWaiting = 4096;
    private const int MostInBatch = 64;
    private const int BytesPerPart = 5400;   // as Base64 with its heading under the 8000 bytes of a payload

    private readonly string self = Guid.CreateVersion7().ToString("N")[^12..];
    private readonly PostgresDatabase database;
    private readonly Channel<string> outgoing = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Lock gate = new();
    private readonly List<Channel<NodeMessage>> listeners = [];
    private readonly Dictionary<string, StringBuilder> unfinished = [];
    private readonly Ear ear;
    private readonly Task sending;
    private long sent;

    /// <param name="database">Outlives the bus.</param>
    public PostgresNodeBus(PostgresDatabase database)
    {
        this.database = database;
        ear = new(database.Own, Channel_, Heard, unfinished.Clear);
        sending = Task.Run(Send);
    }

    /// <inheritdoc/>
    public bool HasOthers => true;

    /// <summary>Whether it hears other nodes at this moment.</summary>
    public bool Hears => ear.Hears;

    /// <inheritdoc/>
    public void Tell(string message) => outgoing.Writer.TryWrite(message);

    /// <inheritdoc/>
    public IAsyncEnumerable<NodeMessage> Listen(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<NodeMessage>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate) listeners.Add(channel);   // from now, not from the first MoveNext
        return Drain(channel, cancellationToken);
    }

    /// <summary>Says what waits, then is silent.</summary>
    public async ValueTask DisposeAsync()
    {
        outgoing.Writer.TryComplete();
        await sending;
        await ear.DisposeAsync();
    }

    private async Task Send()
    {
        while (await outgoing.Reader.WaitToReadAsync())
        {
            var batch = new List<string>();
            while (batch.Count < MostInBatch && outgoing.Reader.TryRead(out var message)) batch.AddRange(Parts(message));
            try
            {
                await using var db = await database.Reading.OpenConnectionAsync();
                await using var notify = new NpgsqlCommand($"SELECT pg_notify('{Channel_}', p) FROM unnest($1) WITH ORDINALITY AS n(p, i) ORDER BY i", db) { Parameters = { Value.Of(batch) } };
                await notify.ExecuteNonQueryAsync();
            }
            catch (Exception e) when (Faults.Passing(e))
            {
                // at most once: nothing of it is a fact
            }
        }
    }

    private IEnumerable<string> Parts(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        var id = (++sent).ToString(CultureInfo.InvariantCulture);
        for (var at = 0; at == 0 || at < bytes.Length; at += BytesPerPart)
        {
            var end = Math.Min(at + BytesPerPart, bytes.Length);
            yield return $"{self} {id} {(end == bytes.Length ? '.' : '+')} {Convert.ToBase64String(bytes, at, end - at)}";
        }
    }

    private void Heard(string payload)
    {
        if (payload.Split(' ') is not [var from, var id, var mark, var part] || from == self) return;
        if (!unfinished.TryGetValue(from + id, out var whole)) unfinished.Add(from + id, whole = new());
        whole.Append(part);   // every part but the last is a multiple of three bytes, so the Base64 joins
        if (mark != ".") return;
        unfinished.Remove(from + id);
        var message = new NodeMessage(from, Encoding.UTF8.GetString(Convert.FromBase64String(whole.ToString())));
        lock (gate)
            foreach (var listener in listeners) listener.Writer.TryWrite(message);
    }

    private async IAsyncEnumerable<NodeMessage> Drain(Channel<NodeMessage> channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in channel.Reader.ReadAllAsync(cancellationToken)) yield return message;
        }
        finally
        {
            lock (gate) listeners.Remove(channel);
        }
    }
}
