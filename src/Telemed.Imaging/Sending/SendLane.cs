namespace Telemed.Imaging.Sending;

/// <summary>The connections to one destination and what they work on.</summary>
internal sealed class SendLane(SendStore store)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ActiveSend> active = new(StringComparer.Ordinal);
    private readonly List<Task> workers = [];
    private volatile int mostUrgent;
    private DateTimeOffset fewerUntil;

    /// <summary>The highest priority among sends that are due.</summary>
    public SendPriority MostUrgent => (SendPriority)mostUrgent;

    public ActiveSend? Find(string sendId)
    {
        lock (gate) return active.GetValueOrDefault(sendId);
    }

    /// <summary>A send this urgent has just been queued: connections on lesser ones leave off after the object under way.</summary>
    public void Raise(SendPriority priority)
    {
        lock (gate) mostUrgent = Math.Max(mostUrgent, (int)priority);
    }

    /// <summary>Says what is due; opens connections while there are objects for them.</summary>
    public void Offer(IReadOnlyList<Send> due, int connections, DateTimeOffset now, Func<SendLane, Task> work)
    {
        lock (gate)
        {
            Raise(due.Where(HasWork).Select(send => send.Priority).DefaultIfEmpty(SendPriority.Low).Max());   // only Next lowers it: this list may be older than the last send
            workers.RemoveAll(worker => worker.IsCompleted);
            int wanted = Math.Min(connections, due.Where(HasWork).Sum(send => Math.Min(send.Total - send.Sent - send.Refused, connections)) + active.Values.Sum(one => one.Workers));
            if (now < fewerUntil) wanted = Math.Min(wanted, 1);
            while (workers.Count < wanted) workers.Add(Task.Run(() => work(this)));
        }
    }

    /// <summary>What a free connection should work on; null when there is nothing for it.</summary>
    public ActiveSend? Next(DateTimeOffset now, string destinationId)
    {
        lock (gate)
        {
            foreach (var send in store.Due(now).Where(send => send.DestinationId == destinationId))
            {
                if (!active.TryGetValue(send.Id, out var found) && !store.Begin(send.Id)) continue;
                found ??= active[send.Id] = new ActiveSend(store, send);
                if (found.IsHeld && found.Workers > 0) continue;
                if (!found.HasMore && found.Workers > 0) continue;
                found.Workers++;
                mostUrgent = (int)send.Priority;
                return found;
            }
            mostUrgent = (int)SendPriority.Low;
            return null;
        }
    }

    /// <summary>The destination is held: connections leave off after the object under way.</summary>
    public void HoldAll()
    {
        lock (gate)
            foreach (var one in active.Values) one.Hold();
    }

    /// <summary>A connection has left the send; true when it was the last.</summary>
    public bool Left(ActiveSend left)
    {
        lock (gate)
        {
            if (--left.Workers > 0) return false;
            active.Remove(left.Send.Id);
            return true;
        }
    }

    /// <summary>No further connection beside one that stands, until then.</summary>
    public void NoMoreUntil(DateTimeOffset until)
    {
        lock (gate) fewerUntil = until;
    }

    public Task Stopped()
    {
        lock (gate) return Task.WhenAll(workers);
    }

    private bool HasWork(Send send) => !active.TryGetValue(send.Id, out var found) || found.HasMore;
}
