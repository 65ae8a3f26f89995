namespace Telemed.Dicom.Dimse;

/// <summary>The policy from configuration alone: this node answers to one title, and to the configured peers only.</summary>
/// <remarks>A calling AE title is a claim, not a proof, and the address is not compared: peers come through gateways. Certificates are the proof where one is needed.</remarks>
public sealed class ConfiguredEntities(DicomNodeOptions options) : IApplicationEntities
{
    /// <inheritdoc/>
    public ValueTask<EntityDecision> Decide(EntityAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.CalledAe != options.AeTitle) return new(new EntityDecision.Rejected(EntityRejection.CalledAeNotRecognized));
        return new(options.Peers.FirstOrDefault(p => p.AeTitle == attempt.CallingAe) is { } peer && peer.Admits(attempt)
            ? new EntityDecision.Accepted(peer.InstitutionId) { MostAssociations = peer.MaxAssociations }
            : new EntityDecision.Rejected(EntityRejection.CallingAeNotRecognized));
    }
}
