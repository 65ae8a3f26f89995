namespace Telemed.Dicom.Dimse;

/// <summary>The configured peers that have an address.</summary>
public sealed class ConfiguredDestinations(DicomNodeOptions options) : IDestinations
{
    /// <inheritdoc/>
    public ValueTask<Destination?> Find(string aeTitle, CancellationToken cancellationToken) => new(
        options.Peers.FirstOrDefault(p => p.AeTitle == aeTitle) is { Host: { } host, Port: { } port } peer
            ? new Destination(peer.AeTitle, host, port, peer.InstitutionId) { Tls = peer.Tls, SendOperations = peer.SendOperations }
            : null);
}
