using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Cases.Timing;

/// <summary>Tells each case when one of its clocks has run out: sleeps until the next one is due, or until a case changes.</summary>
/// <remarks>Which clocks run is in the log; a restart finds them again, and the command id lets each run out once.</remarks>
internal sealed partial class ClockService(
    ProjectionEngine engine, ICaseClocks clocks, PlatformOpening opening, TimeProvider time, ILogger<ClockService> log, ClockGrace? grace = null) : BackgroundService
{
    /// <summary>Longest sleep: a wall clock that was set forward is seen after this long.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private const int Batch = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.Open.WaitAsync(stoppingToken);
        using var changed = new SemaphoreSlim(0, 1);
        var listening = Listen(changed, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await engine.CaughtUp.WaitAsync(stoppingToken);
                await Sleep(changed, await FireDue(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)   // the store is away, or the read model has stopped: clocks run out late rather than never
            {
                Failed(log, e.GetType().Name);
                await Task.Delay(AfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Fires every clock that is due now.</summary>
    /// <returns>Shortest sleep before the next look: nothing, unless a case did not take its clock.</returns>
    internal async Task<TimeSpan> FireDue(CancellationToken cancellationToken)
    {
        var seen = new HashSet<(string Category, string Id, long Version)>();
        while (Due(time.GetUtcNow() - Grace) is { Count: > 0 } due)
        {
            var before = seen.Count;
            foreach (var (category, id) in due)
            {
                var rung = await clocks.Ring(category, id, cancellationToken);
                await engine.WaitFor(new(category, id), rung.Version, cancellationToken);   // or it would be found due again
                seen.Add((category, id, rung.Version));
            }
            if (seen.Count == before) return AfterFailure;
        }
        return TimeSpan.Zero;
    }

    private async Task Sleep(SemaphoreSlim changed, TimeSpan least, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = Next() is { } next ? next + Grace - time.GetUtcNow() : LongestSleep;
        if (wait < least) wait = least;
        if (wait <= TimeSpan.Zero) return;
        await Task.WhenAny(Task.Delay(wait < LongestSleep ? wait : LongestSleep, time, awake.Token), changed.WaitAsync(awake.Token));
        await awake.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task Listen(SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        await foreach (var ring in engine.Listen(cancellationToken))
            if ((ring.Topic.StartsWith("case:", StringComparison.Ordinal) || ring.Topic == TopicEvent.Resync) && changed.CurrentCount == 0) changed.Release();
    }

    private TimeSpan Grace => grace?.Grace ?? TimeSpan.Zero;

    private List<(string Category, string Id)> Due(DateTimeOffset now)
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT category, id FROM case_clocks WHERE due<=@now GROUP BY category, id ORDER BY MIN(due), id LIMIT @limit";
        command.Parameters.AddWithValue("@now", now.UtcTicks);
        command.Parameters.AddWithValue("@limit", Batch);
        using var rows = command.ExecuteReader();
        var due = new List<(string, string)>();
        while (rows.Read()) due.Add((rows.GetString(0), rows.GetString(1)));
        return due;
    }

    private DateTimeOffset? Next()
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT due FROM case_clocks ORDER BY due LIMIT 1";
        using var rows = command.ExecuteReader();
        return rows.Read() ? At(rows.GetInt64(0)) : null;
    }

    private static DateTimeOffset At(long utcTicks) => new(utcTicks, TimeSpan.Zero);

    [LoggerMessage(1010, LogLevel.Error, "The clocks of the cases could not be read or fired ({Cause}); trying again")]
    private static partial void Failed(ILogger log, string cause);
}
