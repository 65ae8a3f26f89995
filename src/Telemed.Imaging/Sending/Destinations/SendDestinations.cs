using Telemed.Dicom.Dimse;
using Telemed.Imaging.Relaying;
using Telemed.ReadModel;

namespace Telemed.Imaging.Sending.Destinations;

/// <summary>All destinations: DICOM peers and platforms of the settings, and those that offices keep.</summary>
internal sealed class SendDestinations(ProjectionEngine readModel, DicomNodeOptions dicom, ExchangeOptions exchange, SendOptions options) : IKeptDestinations
{
    public IReadOnlyList<SendDestination> All
    {
        get
        {
            using var db = readModel.OpenReader();
            return [.. KeptDestinations.All(db).Select(row => Of(row.Id, row.Kept)), .. FromSettings()];
        }
    }

    public SendDestination? Find(string id) => All.FirstOrDefault(one => one.Id == id);

    public Destination? ByAeTitle(string aeTitle) =>
        All.FirstOrDefault(one => one.IsKept && one.AeTitle == aeTitle && one.Kind == DestinationKind.Dimse) is { Host: { } host, Port: { } port } found
            ? new Destination(aeTitle, host, port, found.InstitutionId) { Tls = found.Tls, SendOperations = found.SendOperations } : null;

    // A weak link does not get faster by being shared: a platform has one connection.
    private SendDestination Of(string id, DestinationEvent.Kept kept) => new(id, kept.Name, kept.Kind, kept.InstitutionId, kept.AeTitle, kept.Host, kept.Port, kept.Tls, kept.Peer,
        kept.Kind == DestinationKind.Platform ? 1 : kept.Connections ?? options.Connections, kept.MaxBytesPerSecond ?? exchange.PeerOf(kept.Peer)?.MaxBytesPerSecond, kept.Prefetch, IsKept: true, kept.Paused, WindowOf(kept.AeTitle));

    // What a peer does not get on with is a matter of its software, whoever keeps the way to it.
    private ushort? WindowOf(string? aeTitle) => dicom.Peers.FirstOrDefault(peer => peer.AeTitle == aeTitle)?.SendOperations;

    private IEnumerable<SendDestination> FromSettings() => dicom.Peers.Where(peer => peer is { Host: not null, Port: not null })
        .Select(peer => new SendDestination($"ae:{peer.AeTitle}", peer.AeTitle, DestinationKind.Dimse, peer.InstitutionId, peer.AeTitle, peer.Host, peer.Port, peer.Tls, null,
            options.Connections, null, Prefetch: false, IsKept: false, SendOperations: peer.SendOperations))
        .Concat(exchange.Peers.Where(peer => peer is { Url: not null, ReceiverId: not null })
            .Select(peer => new SendDestination($"peer:{peer.Name}", peer.Name, DestinationKind.Platform, peer.ReceiverId, null, peer.Url!.Host, peer.Url.Port, peer.Url.Scheme == "https", peer.Name,
                1, peer.MaxBytesPerSecond, Prefetch: false, IsKept: false)));
}

/// <summary>Destinations that offices keep, for the DICOM node: they are move destinations too.</summary>
public interface IKeptDestinations
{
    /// <summary>Null when none of that AE title is kept.</summary>
    Destination? ByAeTitle(string aeTitle);
}
