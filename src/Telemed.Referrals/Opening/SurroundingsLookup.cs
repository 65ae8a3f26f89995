using Telemed.Contracts;
using Telemed.Referrals.Receiving;

namespace Telemed.Referrals.Opening;

/// <summary>Looks up what the gate decides on.</summary>
internal sealed class SurroundingsLookup(
    IDirectory directory, IPatients patients, IPolicies policies, IConversions conversions, PairLookup pairs, IFamilyDoctors familyDoctors)
{
    public async Task<Surroundings> Around(string id, string? fromId, string? authorAs, ReferralRequest request, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var from = fromId is null ? null : directory.Institution(fromId);
        var pack = policies.For(from?.AreaCode ?? "", at);
        return new(
            await patients.Find(request.PatientId, cancellationToken), from, authorAs is null ? null : directory.Practitioner(authorAs),
            pairs.Of(fromId, request.To.InstitutionId, pack.Day(at)),
            request.ConsultationId is { } consultation ? await conversions.Of(consultation, cancellationToken) : null, id, pack);
    }

    /// <summary>The contracted family doctor, for a patient who goes down to where that doctor works.</summary>
    public async Task<string?> FamilyDoctorAt(string? institutionId, ReferralDirection direction, string patientId, DateTimeOffset at, CancellationToken cancellationToken) =>
        direction == ReferralDirection.Down && await familyDoctors.Of(patientId, ChinaTime.Day(at), cancellationToken) is { } doctor
        && directory.Practitioner(doctor) is { Active: true } found && found.InstitutionId == institutionId ? doctor : null;
}
