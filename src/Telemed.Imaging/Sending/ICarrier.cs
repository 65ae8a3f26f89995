using Telemed.Imaging.Sending.Destinations;

namespace Telemed.Imaging.Sending;

/// <summary>A way to bring objects to a destination.</summary>
internal interface ICarrier
{
    DestinationKind Kind { get; }

    /// <summary>Takes objects from the work and sends them until there are no more for it, or the way breaks.</summary>
    /// <returns>Null when it left off in good order; otherwise why not, a word of <see cref="SendFault"/>.</returns>
    Task<string?> Carry(SendWork work, CancellationToken cancellationToken);

    /// <summary>Asks the destination whether it answers.</summary>
    /// <returns>Null when it does; otherwise why not, a word of <see cref="SendFault"/>.</returns>
    Task<string?> Echo(SendDestination destination, CancellationToken cancellationToken);
}

/// <summary>What one connection has to do.</summary>
internal sealed class SendWork(SendDestination destination, ActiveSend active, Func<bool> othersFirst, SendStore store, TimeProvider time, Action<Send> moved)
{
    public SendDestination Destination => destination;

    public Send Send => active.Send;

    /// <summary>Leave off as soon as that loses nothing: the send is held, or a more urgent one waits.</summary>
    public bool MustLeaveOff => active.IsHeld || othersFirst();

    public IReadOnlyList<(string SopClassUid, string TransferSyntaxUid)> Kinds => store.Kinds(active.Send.Id);

    public SendItem? Take(Func<SendItem, bool> fits) => MustLeaveOff ? null : active.Take(fits);

    public void PutBack(params IReadOnlyCollection<SendItem> items) => active.PutBack(items);

    public void Acknowledge(params IReadOnlyCollection<SendItem> items)
    {
        active.Acknowledge(items, time.GetUtcNow());
        moved(active.Send);
    }

    public void Refuse(SendItem item, string fault)
    {
        active.Refuse(item, fault);
        moved(active.Send);
    }

    /// <summary>Bytes left this node.</summary>
    public void Moved(long bytes)
    {
        active.Meter.Moved(bytes, time.GetUtcNow());
        moved(active.Send);
    }

    /// <summary>Bytes that left are acknowledged, or lost.</summary>
    public void Landed(long bytes) => active.Meter.Landed(bytes);

    /// <summary>What was seen of the way.</summary>
    public void Measure(LinkSample sample) => store.Measure(destination.Id, sample, time.GetUtcNow());
}
