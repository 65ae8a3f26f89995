using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Telemed.ReadModel;

/// <summary>Hands committed rings to the live hub; one that cannot keep up gets the resync mark instead of memory without end.</summary>
internal sealed class TopicListeners
{
    private const int MostWaiting = 65_536;
    private readonly Lock gate = new();
    private readonly List<Channel<TopicEvent>> listeners = [];

    public IAsyncEnumerable<TopicEvent> Listen(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<TopicEvent>(new BoundedChannelOptions(MostWaiting) { SingleReader = false });
        lock (gate) listeners.Add(channel);   // from now, not from the first MoveNext
        return Drain(channel, cancellationToken);
    }

    public void Tell(IReadOnlyList<TopicEvent> rings)
    {
        lock (gate)
        {
            foreach (var listener in listeners)
            {
                foreach (var ring in rings)
                {
                    if (listener.Writer.TryWrite(ring)) continue;
                    while (listener.Reader.TryRead(out _)) { }
                    listener.Writer.TryWrite(TopicEvent.Mark);
                }
            }
        }
    }

    private async IAsyncEnumerable<TopicEvent> Drain(Channel<TopicEvent> channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var ring in channel.Reader.ReadAllAsync(cancellationToken)) yield return ring;
        }
        finally
        {
            lock (gate) listeners.Remove(channel);
        }
    }
}
