using System.Collections.Concurrent;
using System.Net;
using Telemed.Imaging.Retrieving;
using Telemed.Imaging.Sending;
using Telemed.Imaging.Sending.Destinations;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Relaying;

/// <summary>Bundles to another platform: announced, appended at the byte the other side has, acknowledged as a whole.</summary>
internal sealed class PlatformCarrier(ExchangeOptions options, PeerClients peers, OutgoingBundles bundles, Instances instances, ContentHashes hashes, SendStore store, TimeProvider time) : ICarrier
{
    private const int MostMisunderstandings = 3;

    /// <summary>Announced for a file that is not what was received; it will not go into a bundle.</summary>
    private static readonly string NoHash = new('0', 64);

    private readonly ConcurrentDictionary<string, int> announced = new(StringComparer.Ordinal);

    public DestinationKind Kind => DestinationKind.Platform;

    public async Task<string?> Carry(SendWork work, CancellationToken cancellationToken)
    {
        if (options.PeerOf(work.Destination.Peer) is not { Url: not null } peer) return SendFault.NoDestination;
        var way = new Way(work, time, options.Stall, cancellationToken);
        try
        {
            if (await Announce(way, peer) is { } refused) return refused;
            while ((bundles.Open(work) ?? bundles.Make(work)) is var (bundle, items))
            {
                string? fault;
                try
                {
                    fault = await Bring(way, peer, bundle, items);
                }
                finally
                {
                    work.PutBack(items);   // those that were acknowledged or refused are out already
                }
                if (fault is not null) return way.Failed(fault);
                if (way.LeftOff) return null;
            }
            return null;
        }
        catch (HttpRequestException e)
        {
            return way.Failed(e.StatusCode is not null ? SendFault.Rejected : e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError ? SendFault.Unreachable : SendFault.Ended);
        }
        catch (Exception e) when (e is IOException || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return way.Failed(SendFault.Ended);
        }
        finally
        {
            way.Dispose();
        }
    }

    public async Task<string?> Echo(SendDestination destination, CancellationToken cancellationToken)
    {
        if (options.PeerOf(destination.Peer) is not { Url: not null } peer) return SendFault.NoDestination;
        try
        {
            return await peers.Hello(peer, cancellationToken) ? null : SendFault.Rejected;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return SendFault.Unreachable;
        }
    }

    /// <summary>Says what is to come; what is there already is not sent.</summary>
    private async Task<string?> Announce(Way way, ExchangePeer peer)
    {
        var send = store.Find(way.Work.Send.Id)!;   // others may have added to it
        if (announced.TryGetValue(send.Id, out int before) && before == send.Total) return null;
        var known = instances.OfClasses(send.StudyInstanceUid).ToDictionary(one => one.File.SopInstanceUid);
        var left = Items(send.Id).Where(item => known.ContainsKey(item.SopInstanceUid)).ToDictionary(item => item.SopInstanceUid);
        var sent = store.Done(send.Id).ToHashSet();
        var objects = known.Values.Where(one => left.ContainsKey(one.File.SopInstanceUid) || sent.Contains(one.File.SopInstanceUid))
            .Select(one => new AnnouncedObject(one.File.SopInstanceUid, one.SopClassUid, one.File.TransferSyntaxUid, one.File.Bytes,
                hashes.Of(one.File.Path) ?? NoHash)).ToList();
        if (objects.Count == 0) return null;
        long asked = time.GetTimestamp();
        var answer = await peers.Announce(peer, send.StudyInstanceUid,
            new(send.Id, send.InstitutionId, way.Work.Destination.InstitutionId!, instances.IssuerOf(send.StudyInstanceUid), objects), way.Asking());
        if (answer is null) return way.Failed(SendFault.Rejected);
        way.Work.Measure(new(0, TimeSpan.Zero, time.GetElapsedTime(asked), null));
        way.Work.Acknowledge([.. answer.Have.Where(left.ContainsKey).Select(uid => left[uid])]);
        announced[send.Id] = send.Total;
        return null;
    }

    private IEnumerable<SendItem> Items(string send)
    {
        for (int from = 0; store.Left(send, from, 1000) is { Count: > 0 } page; from = page[^1].N + 1)
            foreach (var item in page) yield return item;
    }

    private async Task<string?> Bring(Way way, ExchangePeer peer, OutgoingBundle bundle, IReadOnlyList<SendItem> items)
    {
        using var file = bundles.Read(way.Work.Send.Id);
        for (int tries = 0; tries < MostMisunderstandings; tries++)
        {
            long asked = time.GetTimestamp();
            var (offset, done) = await peers.StateOf(peer, bundle.Sha256, way.Asking());
            way.Work.Measure(new(0, TimeSpan.Zero, time.GetElapsedTime(asked), null));
            if (offset > bundle.Seen)
            {
                bundles.Keep(way.Work.Send.Id, bundle = bundle with { Seen = offset });
                store.GotOn(way.Work.Send.Id);   // a line that brings something is no failure
            }
            if (done is null)
            {
                if (offset > bundle.Length) return Damaged(way);
                (var status, done) = await Append(way, peer, bundle, file, offset);
                if (way.LeftOff) return null;
                if (status == HttpStatusCode.UnprocessableEntity) return Damaged(way);
            }
            if (done is not null) return Settle(way, done, items);
        }
        return SendFault.Ended;
    }

    private async Task<(HttpStatusCode Status, BundleAnswer? Done)> Append(Way way, ExchangePeer peer, OutgoingBundle bundle, FileStream file, long offset)
    {
        way.Begin(bundle, offset);
        using var content = new PacedContent(file, offset, way.Work.Destination.MaxBytesPerSecond, () => way.Work.MustLeaveOff, way.Moved, time);
        try
        {
            var (status, _, done) = await peers.Append(peer, way.Work.Send.StudyInstanceUid, bundle.Sha256, offset, bundle.Length, content, way.Asking());
            return (status, done);
        }
        catch (Exception e) when (content.LeftOff && e is OperationCanceledException or HttpRequestException or IOException)
        {
            if (!content.LeftOff) throw;
            way.LeftOff = true;
            return (default, null);
        }
        finally
        {
            way.End();
        }
    }

    private string? Settle(Way way, BundleAnswer answer, IReadOnlyList<SendItem> items)
    {
        var became = answer.Objects.ToDictionary(one => one.Uid);
        way.Work.Acknowledge([.. items.Where(item => became.GetValueOrDefault(item.SopInstanceUid)?.IsHere is true)]);
        foreach (var item in items)
            if (became.GetValueOrDefault(item.SopInstanceUid) is { IsHere: false, IsPassing: false } refused) way.Work.Refuse(item, $"{SendFault.Refused} {refused.Outcome}");
        bundles.Forget(way.Work.Send.Id);
        return items.Any(item => became.GetValueOrDefault(item.SopInstanceUid) is null or { IsPassing: true }) ? SendFault.Busy : null;
    }

    /// <summary>What is there is not what was packed: it is packed anew.</summary>
    private string Damaged(Way way)
    {
        bundles.Forget(way.Work.Send.Id);
        return SendFault.Damaged;
    }
}
