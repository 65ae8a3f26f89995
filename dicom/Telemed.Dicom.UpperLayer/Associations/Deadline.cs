namespace Telemed.Dicom.UpperLayer;

/// <summary>A timer that can be set again and again, and remembers that it ran out.</summary>
internal sealed class Deadline : IDisposable
{
    // A callback that was already on its way when the deadline moved comes much too early; a timer's own inaccuracy is less than this.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Action _passed;
    private long _start;
    private long _lengthTicks;

    public Deadline(TimeProvider clock, Action passed)
    {
        _clock = clock;
        _passed = passed;
        _timer = clock.CreateTimer(static self => ((Deadline)self!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Passed { get; private set; }

    public void Start(TimeSpan length)
    {
        Passed = false;
        Volatile.Write(ref _lengthTicks, length.Ticks);
        Volatile.Write(ref _start, _clock.GetTimestamp());
        _timer.Change(length, Timeout.InfiniteTimeSpan);
    }

    public void Stop()
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Passed = false;
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        if (_clock.GetElapsedTime(Volatile.Read(ref _start)).Ticks + Slack.Ticks < Volatile.Read(ref _lengthTicks)) return;
        Passed = true;
        _passed();
    }
}
