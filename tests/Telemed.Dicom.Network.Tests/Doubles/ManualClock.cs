namespace Telemed.Dicom.Network.Tests;

/// <summary>A clock that moves only when told; timers run inside <see cref="Advance"/>.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Length, TaskCompletionSource Armed)> _awaited = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero).AddTicks(GetTimestamp());

    /// <summary>Waits until some timer has been set to that length, so that advancing the clock cannot come too early.</summary>
    public async Task Armed(TimeSpan length)
    {
        TaskCompletionSource? armed = null;
        lock (_lock)
        {
            if (_timers.Exists(t => t.Length == length)) return;
            _awaited.Add((length, armed = new(TaskCreationOptions.RunContinuationsAsynchronously)));
        }
        await armed.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (_lock) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _now, by.Ticks);
        ManualTimer[] due;
        lock (_lock) due = [.. _timers.Where(t => t.TakeIfDue(GetTimestamp()))];
        foreach (var timer in due) timer.Run();
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long _due = long.MaxValue;

        public TimeSpan Length { get; private set; } = Timeout.InfiniteTimeSpan;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                Length = dueTime;
                Interlocked.Exchange(ref _due, dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.GetTimestamp() + dueTime.Ticks);
                foreach (var waiter in clock._awaited.FindAll(w => w.Length == dueTime)) waiter.Armed.TrySetResult();
            }
            return true;
        }

        public bool TakeIfDue(long now)
        {
            var due = Interlocked.Read(ref _due);
            return due <= now && Interlocked.CompareExchange(ref _due, long.MaxValue, due) == due;
        }

        public void Run() => callback(state);

        public void Dispose() => Interlocked.Exchange(ref _due, long.MaxValue);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
