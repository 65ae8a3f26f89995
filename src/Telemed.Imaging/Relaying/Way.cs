using Telemed.Imaging.Sending;

namespace Telemed.Imaging.Relaying;

/// <summary>One stretch of work on a line: counts what moves, and gives the line up when nothing does.</summary>
internal sealed class Way : IDisposable
{
    private readonly TimeProvider time;
    private readonly TimeSpan stall;
    private readonly CancellationTokenSource dead;
    private double storedPerByte = 1;
    private long began;
    private long moved;
    private long flying;

    public Way(SendWork work, TimeProvider time, TimeSpan stall, CancellationToken cancellationToken)
    {
        (Work, this.time, this.stall) = (work, time, stall);
        dead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    public SendWork Work { get; }

    /// <summary>It ended because something else goes first.</summary>
    public bool LeftOff { get; set; }

    /// <summary>For the next question: given up when nothing moves for the time of a stall.</summary>
    public CancellationToken Asking()
    {
        dead.CancelAfter(stall);
        return dead.Token;
    }

    /// <summary>A bundle goes on from an offset: what the other side has counts as on its way.</summary>
    public void Begin(OutgoingBundle bundle, long offset)
    {
        storedPerByte = (double)bundle.Stored / bundle.Length;
        (began, moved, flying) = (time.GetTimestamp(), 0, (long)(offset * storedPerByte));
        Work.Landed(-flying);
    }

    public void Moved(long bytes)
    {
        dead.CancelAfter(stall);
        moved += bytes;
        long stored = (long)(bytes * storedPerByte);
        flying += stored;
        Work.Moved(stored);
    }

    public void End()
    {
        if (moved > 0) Work.Measure(new(moved, time.GetElapsedTime(began), null, null));
        Work.Landed(flying);
        flying = 0;
    }

    public string Failed(string fault)
    {
        Work.Measure(new(0, TimeSpan.Zero, null, fault));
        return fault;
    }

    public void Dispose() => dead.Dispose();
}
