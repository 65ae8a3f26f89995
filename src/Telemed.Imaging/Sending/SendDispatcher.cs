using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Sending.Destinations;
using Telemed.ReadModel;

namespace Telemed.Imaging.Sending;

/// <summary>Works the queue: some connections for each destination, the most urgent send first, a rest after a failure.</summary>
internal sealed partial class SendDispatcher(
    SendStore store, SendDestinations destinations, IEnumerable<ICarrier> carriers, IStudyAccess access, StudyReads reads, ProjectionEngine readModel, SendOptions options,
    TimeProvider time, ILogger<SendDispatcher> log) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan NoAccessRest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RingEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, SendLane> lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> rung = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim signal = new(0);
    private readonly Random chance = new(Environment.ProcessId);

    /// <summary>Something in the queue changed: look at it now.</summary>
    public void Wake() => signal.Release();

    /// <summary>A send was queued: connections to its destination know of it before its asker does.</summary>
    public void Queued(Send send)
    {
        if (lanes.TryGetValue(send.DestinationId, out var lane)) lane.Raise(send.Priority);
        Ring(send.InstitutionId);
        Wake();
    }

    /// <summary>Somebody paused or cancelled a send: its connections leave off after the object under way.</summary>
    public void Hold(string sendId)
    {
        foreach (var lane in lanes.Values) lane.Find(sendId)?.Hold();
        Wake();
    }

    /// <summary>Bytes under way and bytes a second of a send.</summary>
    public (long Flying, long Rate) ProgressOf(string sendId) =>
        lanes.Values.Select(lane => lane.Find(sendId)).FirstOrDefault(found => found is not null) is { } active ? (active.Meter.Flying, active.Meter.Rate(time.GetUtcNow())) : (0, 0);

    /// <summary>Tells who watches the institution that its sends have moved.</summary>
    public void Ring(string institution)
    {
        rung[institution] = time.GetTimestamp();
        readModel.Knock($"inbox:{institution}", "imagingSends");
    }

    public override void Dispose()
    {
        signal.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                Pump(stoppingToken);
                var wait = store.NextDue() is { } next && next - time.GetUtcNow() < Longest ? next - time.GetUtcNow() : Longest;
                await Pause(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogStore(e.GetType().Name);   // tried again: a queue that cannot be read stops nothing else
                await Task.Delay(TimeSpan.FromSeconds(5), time, stoppingToken);
            }
        }
        await Task.WhenAll(lanes.Values.Select(lane => lane.Stopped()));
    }

    private async Task Pause(TimeSpan wait, CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(signal.WaitAsync(either.Token), Task.Delay(wait, time, either.Token));
        await either.CancelAsync();
        while (signal.Wait(0, CancellationToken.None)) { }
        stoppingToken.ThrowIfCancellationRequested();
    }

    private void Pump(CancellationToken stoppingToken)
    {
        foreach (string held in lanes.Keys.Where(id => destinations.Find(id) is { IsPaused: true })) lanes[held].HoldAll();
        foreach (var group in store.Due(time.GetUtcNow()).GroupBy(send => send.DestinationId))
        {
            if (destinations.Find(group.Key) is { IsPaused: true }) continue;
            lanes.GetOrAdd(group.Key, _ => new SendLane(store)).Offer([.. group], destinations.Find(group.Key)?.Connections ?? options.Connections, time.GetUtcNow(), lane => Work(lane, group.Key, stoppingToken));
        }
    }

    /// <summary>One connection's life: the most urgent send that has objects for it, then the next, until there is none.</summary>
    private async Task Work(SendLane lane, string destinationId, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && destinations.Find(destinationId) is not { IsPaused: true } && lane.Next(time.GetUtcNow(), destinationId) is { } active)
        {
            string? fault = SendFault.NoDestination;
            try
            {
                if (destinations.Find(destinationId) is not { } destination) fault = SendFault.NoDestination;
                else if (!await MaySend(destination, active.Send, stoppingToken)) fault = SendFault.NoAccess;
                else fault = await carriers.First(carrier => carrier.Kind == destination.Kind).Carry(
                    new(destination, active, () => lane.MostUrgent > active.Send.Priority, store, time, send => RingSometimes(send.InstitutionId)), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                fault = null;
            }
            catch (Exception e)   // one send's fault ends neither the others nor the program
            {
                LogFault(e, destinationId);
                fault = SendFault.Ended;
            }
            if (!Settle(lane, active, fault)) return;
        }
    }

    private async Task<bool> MaySend(SendDestination destination, Send send, CancellationToken cancellationToken)
    {
        if (destination.InstitutionId is not { } institution) return false;
        var receiver = StudyAccess.Equipment(institution, destination.AeTitle ?? destination.Id);
        if (!await access.MayRead(receiver, send.StudyInstanceUid, cancellationToken)) return false;
        await reads.Record(receiver, send.StudyInstanceUid, cancellationToken);
        return true;
    }

    /// <returns>False when this connection should not be tried again for now.</returns>
    private bool Settle(SendLane lane, ActiveSend active, string? fault)
    {
        var now = time.GetUtcNow();
        bool last = lane.Left(active);
        string id = active.Send.Id;
        if (fault is not null && !last)
        {
            lane.NoMoreUntil(now + NoAccessRest);   // the peer may allow fewer connections than we would use; those that stand go on
        }
        else if (fault is not null)
        {
            int failures = (store.Find(id)?.Attempts ?? 0) + 1;
            double random;
            lock (chance) random = chance.NextDouble();
            var rest = fault is SendFault.NoAccess or SendFault.NoDestination ? NoAccessRest : BackOff.After(failures, options.FirstRest, random);
            store.Wait(id, fault, failures, now + rest);
            // The others to that destination would only find the same.
            if (fault is SendFault.Unreachable or SendFault.Rejected) store.Rest(active.Send.DestinationId, fault, now, now + rest);
            if (failures == 1) LogWaiting(active.Send.DestinationId, fault);
        }
        else
        {
            if (last && !store.Finish(id, now)) store.Yield(id);
            store.Release(active.Send.DestinationId, now);
        }
        Ring(active.Send.InstitutionId);
        Wake();
        return fault is null || last;
    }

    private void RingSometimes(string institution)
    {
        if (rung.TryGetValue(institution, out long last) && time.GetElapsedTime(last) < RingEvery) return;
        Ring(institution);
    }

    [LoggerMessage(2080, LogLevel.Warning, "Sending to {Destination} waits: {Fault}")]
    private partial void LogWaiting(string destination, string fault);

    [LoggerMessage(2081, LogLevel.Error, "Sending to {Destination} failed")]
    private partial void LogFault(Exception fault, string destination);

    [LoggerMessage(2082, LogLevel.Error, "The send queue cannot be read or written ({Fault})")]
    private partial void LogStore(string fault);
}
