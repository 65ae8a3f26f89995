using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Delivers results of storage commitment on associations opened from here, until they are taken (PS3.4 §J.3.3).</summary>
public sealed partial class CommitmentReporter(
    ICommitments commitments, IDestinations destinations, DicomNodeOptions options, TimeProvider clock, ILogger<CommitmentReporter> log) : BackgroundService
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)];

    private readonly Dictionary<(string, string), (int Attempts, DateTimeOffset Next)> _tried = [];
    private TaskCompletionSource _hurry = NewSignal();

    /// <summary>How long a result is offered before it is given up.</summary>
    public static TimeSpan KeptFor { get; } = TimeSpan.FromDays(7);

    /// <summary>Something waits to be delivered.</summary>
    public void Hurry() => Volatile.Read(ref _hurry).TrySetResult();

    /// <summary>Offers every result that is due to whoever asked for it.</summary>
    public async Task DeliverDue(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var request in await commitments.Waiting(cancellationToken))
        {
            var key = (request.AeTitle, request.TransactionUid);
            if (now - request.At < Settle || (_tried.TryGetValue(key, out var tried) && tried.Next > now)) continue;
            if (await Deliver(request, cancellationToken) || now - request.At > KeptFor)
            {
                await commitments.Done(request, cancellationToken);
                _tried.Remove(key);
                continue;
            }
            _tried[key] = (tried.Attempts + 1, now + Waits[Math.Min(tried.Attempts, Waits.Length - 1)]);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DeliverDue(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFault(e.GetType().Name);
            }
            await Task.WhenAny(Task.Delay(Waits[0], clock, stoppingToken), Volatile.Read(ref _hurry).Task);
            if (!Interlocked.Exchange(ref _hurry, NewSignal()).Task.IsCompleted) continue;
            await Task.WhenAny(Task.Delay(Settle, clock, stoppingToken));
        }
    }

    private async Task<bool> Deliver(CommitmentRequest request, CancellationToken cancellationToken)
    {
        if (await destinations.Find(request.AeTitle, cancellationToken) is not { } destination) return Undelivered(request, "nobody knows where it listens");
        var verdicts = await commitments.Judge(request, cancellationToken);
        var (happened, information) = CommitmentData.Result(request.TransactionUid, options.AeTitle, verdicts);
        var outcome = await DimseClient.Connect(destination, options.AeTitle, [new(1, CommitmentData.SopClass, [TransferSyntax.ExplicitLittle.Uid, TransferSyntax.ImplicitLittle.Uid])],
            options.Client, clock, cancellationToken, CommitmentData.DeliveryRoles);
        if (outcome is not ConnectOutcome.Connected { Client: var client }) return Undelivered(request, "no association");
        await using var _ = client;
        var status = await client.Report(happened, information, cancellationToken);
        await client.Release();
        return status is GeneralStatus.Success || Undelivered(request, status is { } code ? $"status {code:X4}" : "no answer");
    }

    private bool Undelivered(CommitmentRequest request, string why)
    {
        LogUndelivered(request.AeTitle, why);
        return false;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(2041, LogLevel.Warning, "A commitment result could not be delivered to {AeTitle}: {Why}")]
    private partial void LogUndelivered(string aeTitle, string why);

    [LoggerMessage(2042, LogLevel.Error, "Delivering commitment results failed: {Fault}")]
    private partial void LogFault(string fault);
}
