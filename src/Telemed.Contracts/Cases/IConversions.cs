namespace Telemed.Contracts;

/// <summary>A consultation that its requester turned into a referral.</summary>
/// <param name="InvitingId">The institution that asked; it alone may refer on.</param>
/// <param name="ReferralId">The referral that takes over, when the requester named one.</param>
public sealed record Conversion(string PatientId, string InvitingId, string? ReferralId);

/// <summary>Consultations as a referral sees them: the requester's own step is the authorisation.</summary>
public interface IConversions
{
    /// <summary>Null when there is no such consultation, or it was not converted.</summary>
    ValueTask<Conversion?> Of(string consultationId, CancellationToken cancellationToken);
}
