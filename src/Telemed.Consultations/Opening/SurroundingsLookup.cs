using Telemed.Contracts;

namespace Telemed.Consultations.Opening;

/// <summary>Looks up what the gate decides on.</summary>
internal sealed class SurroundingsLookup(IDirectory directory, IPatients patients, IPolicies policies)
{
    public async Task<Surroundings> Around(
        string? invitingId, string? authorAs, ServiceKind kind, string patientId, Invited invited, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var inviting = invitingId is null ? null : directory.Institution(invitingId);
        var pack = policies.For(inviting?.AreaCode ?? "", at);
        var asked = invited.InstitutionId is { Length: > 0 } id ? directory.Institution(id) : null;
        return new(
            await patients.Find(patientId, cancellationToken), inviting, asked,
            authorAs is null ? null : directory.Practitioner(authorAs),
            inviting is null || asked is null ? null : directory.AgreementInForce(inviting.Id, asked.Id, kind, pack.Day(at)),
            invited.PractitionerId is { } named ? directory.Practitioner(named) : null, pack);
    }
}
