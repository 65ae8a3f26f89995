using System.Text.Json;

namespace Telemed.Faults.Hub;

/// <summary>One ring as a client got it.</summary>
internal sealed record Heard(long Seq, string Type, string Data)
{
    public static Heard From(JsonElement ring) => new(ring.GetProperty("seq").GetInt64(), ring.GetProperty("type").GetString()!, ring.GetProperty("data").GetRawText());
}

/// <summary>What one client has delivered of one topic: each ring once and in order, missing ones are asked for, as the page does.</summary>
internal sealed class TopicTrack(string topic)
{
    private readonly SortedDictionary<long, Heard> waiting = [];
    private readonly List<Heard> delivered = [];
    private long pushed;

    public string Topic => topic;

    /// <summary>Number before the first delivered; null until it is known where to begin.</summary>
    public long? Begin { get; private set; }

    public long Last { get; private set; }

    /// <summary>The case went to others and is no longer this client's to watch: what it has delivered is all it gets.</summary>
    public bool Withdrawn { get; set; }

    public IReadOnlyList<Heard> Delivered => delivered;

    public void StartAt(long seq)
    {
        if (Begin is not null) return;
        (Begin, Last) = (seq, seq);
    }

    /// <summary>A new connection watches the topic from here on.</summary>
    public void Watched(long last) => pushed = -last - 1;   // negative: nothing pushed yet, and the first may be at most one more

    /// <summary>The server said that it left something out.</summary>
    public void LeftOut() => pushed = long.MinValue;

    /// <summary>A ring pushed by the server; what is wrong with its place, or null.</summary>
    public string? Push(Heard ring)
    {
        var complaint = pushed > 0 ? ring.Seq == pushed + 1 ? null : $"{topic}: {ring.Seq} was pushed after {pushed}"
            : pushed > long.MinValue && ring.Seq > -pushed ? $"{topic}: {ring.Seq} was the first push of a connection that watched from {-pushed - 1}" : null;
        pushed = ring.Seq;
        Take(ring);
        return complaint;
    }

    /// <summary>Whether something before what waits is missing.</summary>
    public bool Lacks => waiting.Count > 0;

    /// <summary>Takes a ring, pushed or replayed.</summary>
    public void Take(Heard ring)
    {
        if (Begin is null) StartAt(ring.Seq - 1);
        if (ring.Seq <= Last) return;
        waiting[ring.Seq] = ring;
        while (waiting.Remove(Last + 1, out var next))
        {
            delivered.Add(next);
            Last++;
        }
    }
}
