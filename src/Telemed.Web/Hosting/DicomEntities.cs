using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Sending.Destinations;

namespace Telemed.Web.Hosting;

/// <summary>Who may call the node, and who can be called: the peers of the settings, and every AE title that the directory gives to a connected institution.</summary>
internal sealed class DicomEntities(DicomNodeOptions options, IDirectory directory, IKeptDestinations kept) : IApplicationEntities, IDestinations
{
    public ValueTask<EntityDecision> Decide(EntityAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.CalledAe != options.AeTitle) return new(new EntityDecision.Rejected(EntityRejection.CalledAeNotRecognized));
        var peer = options.Peers.FirstOrDefault(p => p.AeTitle == attempt.CallingAe);
        return new(InstitutionOf(attempt.CallingAe) is { } institution && peer?.Admits(attempt) is not false
            ? new EntityDecision.Accepted(institution) { MostAssociations = peer?.MaxAssociations }
            : new EntityDecision.Rejected(EntityRejection.CallingAeNotRecognized));
    }

    /// <summary>The settings and the offices' destinations know where an application entity listens; the directory says whose it is when they do not.</summary>
    public ValueTask<Destination?> Find(string aeTitle, CancellationToken cancellationToken) => new(
        options.Peers.FirstOrDefault(p => p.AeTitle == aeTitle) is { Host: { } host, Port: { } port } peer
            ? new Destination(aeTitle, host, port, InstitutionOf(aeTitle)) { Tls = peer.Tls }
            : kept.ByAeTitle(aeTitle));

    /// <summary>Peers of the settings whose <c>InstitutionId</c> names no institution: they are not let in until there is one, for nobody would own what they send.</summary>
    public IReadOnlyList<DicomPeer> Ownerless => options.Enabled ? [.. options.Peers.Where(peer => peer.InstitutionId is { } id && directory.Institution(id) is null)] : [];

    private string? InstitutionOf(string aeTitle) => options.Peers.FirstOrDefault(p => p.AeTitle == aeTitle)?.InstitutionId is { } given
        ? directory.Institution(given)?.Id
        : directory.ByAeTitle(aeTitle) switch
        {
            { Status: ConnectionStatus.Connected or ConnectionStatus.Trial } known => known.Id,
            _ => null,
        };
}
