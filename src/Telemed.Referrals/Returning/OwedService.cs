using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Referrals.Listing;

namespace Telemed.Referrals.Returning;

/// <summary>Does what one case owes to another: what follows at once from a step, and what a crash cut off.</summary>
/// <remarks>What is owed is kept by the projection and goes with the fact that settles it; the command ids are fixed, so nothing is done twice.</remarks>
internal sealed partial class OwedService(
    ProjectionEngine engine, ReferralRows rows, ReturnLoop loop, ICaseOwner owner, PlatformOpening opening, TimeProvider time, ILogger<OwedService> log) : BackgroundService
{
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
                await SettleAll(stoppingToken);
                await Sleep(changed, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)   // the store is away: late rather than never
            {
                Failed(log, e.GetType().Name);
                await Task.Delay(AfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Settles what is owed now; ends when a round changes nothing.</summary>
    internal async Task SettleAll(CancellationToken cancellationToken)
    {
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var (target, what, source) in rows.Owed(Batch))
                if (await Settle(target, what, source, cancellationToken) is { } written)
                {
                    await engine.WaitFor(new(ReferralCases.Category, written.Id), written.Version, cancellationToken);   // or it would be found again
                    moved |= !rows.Owed(Batch).Contains((target, what, source));
                }
        }
    }

    private async Task<(string Id, long Version)?> Settle(string target, string what, string source, CancellationToken cancellationToken) => what switch
    {
        Owed.Return => await loop.Open(source, (await owner.Load(Referral.Aggregate, source, cancellationToken)).State, cancellationToken),
        Owed.News => await loop.Tell(target, source, time.GetUtcNow(), cancellationToken),
        Owed.Elsewhere or Owed.Died => await loop.End(target, what, source, time.GetUtcNow(), cancellationToken),
        _ => throw new UnreachableException(what),
    };

    private async Task Sleep(SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(LongestSleep, time, awake.Token), changed.WaitAsync(awake.Token));
        await awake.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task Listen(SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        await foreach (var ring in engine.Listen(cancellationToken))
            if ((ring.Topic.StartsWith("case:", StringComparison.Ordinal) || ring.Topic == TopicEvent.Resync) && changed.CurrentCount == 0) changed.Release();
    }

    [LoggerMessage(1020, LogLevel.Error, "What referrals owe to each other could not be settled ({Cause}); trying again")]
    private static partial void Failed(ILogger log, string cause);
}
