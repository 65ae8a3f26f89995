using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Recognition.Repeating;

/// <summary>Looks at every result that comes in, a moment later. After a restart it looks again at those of the last days: what was found once is not found twice.</summary>
internal sealed partial class RepeatService(
    ProjectionEngine readModel, ReportedResults reported, RepeatFinder finder, PlatformOpening opening, TimeProvider time, ILogger<RepeatService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(3);

    /// <summary>An examination that is told of so late is history, not an order of today.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromDays(30);
    private const int Batch = 200;
    private long? last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.Open.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await readModel.CaughtUp.WaitAsync(stoppingToken);
                await LookAtNew(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)   // the store is away: late rather than never
            {
                Failed(log, e.GetType().Name);
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks at all that came in since the last time.</summary>
    internal async Task LookAtNew(CancellationToken cancellationToken)
    {
        last ??= reported.Before(time.GetUtcNow() - LookBack);
        while (reported.Behind(last.Value, Batch) is { Count: > 0 } rows)
            foreach (var row in rows)
            {
                var now = time.GetUtcNow();
                if (row.PerformedAt > now - Latest) await finder.Look(row, now, cancellationToken);
                last = row.Seq;
            }
    }

    [LoggerMessage(1040, LogLevel.Error, "Results that came in could not be held against earlier ones ({Cause}); trying again")]
    private static partial void Failed(ILogger log, string cause);
}
