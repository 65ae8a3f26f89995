namespace Telemed.Imaging.Sending;

/// <summary>A send that one or more connections are working on: each object is given out once.</summary>
internal sealed class ActiveSend(SendStore store, Send send)
{
    private const int Page = 64;
    private readonly Lock gate = new();
    private readonly HashSet<int> claimed = [];
    private readonly List<SendItem> ahead = [];
    private volatile bool held;

    public Send Send => send;

    /// <summary>Somebody paused it or gave it up.</summary>
    public bool IsHeld => held;

    /// <summary>Connections that work on it.</summary>
    public int Workers { get; set; }

    public SendMeter Meter { get; } = new();

    public void Hold() => held = true;

    /// <summary>There is an object that no connection has.</summary>
    public bool HasMore
    {
        get { lock (gate) return !held && (ahead.Count > 0 || Fill(_ => true)); }
    }

    /// <summary>The next object that fits, for the caller alone until it is put back, acknowledged or refused; null when there is none.</summary>
    public SendItem? Take(Func<SendItem, bool> fits)
    {
        lock (gate)
        {
            if (held) return null;
            int at = ahead.FindIndex(item => fits(item));
            if (at < 0 && (!Fill(fits) || (at = ahead.FindIndex(item => fits(item))) < 0)) return null;
            var taken = ahead[at];
            ahead.RemoveAt(at);
            claimed.Add(taken.N);
            return taken;
        }
    }

    public void Acknowledge(IReadOnlyCollection<SendItem> items, DateTimeOffset at)
    {
        store.Acknowledge(send, items, at);
        lock (gate) ahead.RemoveAll(items.Contains);
        Free(items);
    }

    public void Refuse(SendItem item, string fault)
    {
        store.Refuse(send, item, fault);
        Free([item]);
    }

    /// <summary>It was not sent, or nobody knows: it will be offered again.</summary>
    public void PutBack(IReadOnlyCollection<SendItem> items) => Free(items);

    private void Free(IReadOnlyCollection<SendItem> items)
    {
        lock (gate)
            foreach (var item in items) claimed.Remove(item.N);
    }

    private bool Fill(Func<SendItem, bool> fits)
    {
        ahead.Clear();
        for (int from = 0; ;)
        {
            var page = store.Left(send.Id, from, Page);
            if (page.Count == 0) return false;
            ahead.AddRange(page.Where(item => !claimed.Contains(item.N)));
            if (ahead.Any(fits)) return true;
            ahead.Clear();
            from = page[^1].N + 1;
        }
    }
}
