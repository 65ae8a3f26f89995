using Telemed.Contracts;
using Telemed.Dicom.Dimse;

namespace Telemed.Web.Hosting;

/// <summary>Who may call the node: the peers of the settings, and every AE title that the directory gives to a connected institution.</summary>
internal sealed class DicomEntities(DicomNodeOptions options, IDirectory directory) : IApplicationEntities
{
    public ValueTask<EntityDecision> Decide(EntityAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.CalledAe != options.AeTitle) return new(new EntityDecision.Rejected(EntityRejection.CalledAeNotRecognized));
        var institution = options.Peers.FirstOrDefault(p => p.AeTitle == attempt.CallingAe)?.InstitutionId
            ?? directory.ByAeTitle(attempt.CallingAe) switch
            {
                { Status: ConnectionStatus.Connected or ConnectionStatus.Trial } known => known.Id,
                _ => null,
            };
        return new(institution is null ? new EntityDecision.Rejected(EntityRejection.CallingAeNotRecognized) : new EntityDecision.Accepted(institution));
    }
}
