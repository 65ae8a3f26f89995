using Telemed.Kernel;

namespace Telemed.Referrals.Opening;

/// <summary>Who signed the consent of a case: kept with the patient's other personal data, outside the log.</summary>
internal sealed class ConsentSigners(IPersonVault vault)
{
    /// <summary>Puts the name into the vault and its place into the request; another name gets another place, so a refused command changes nothing.</summary>
    public async Task<ReferralRequest> Keep(ReferralRequest request, string caseId, string? signedBy, CancellationToken cancellationToken)
    {
        if (request.Consent is not { } consent || string.IsNullOrWhiteSpace(signedBy)) return request;
        var record = vault.Blind(new("consent", $"{caseId}|{signedBy}"));
        await vault.Put(request.PatientId, new Dictionary<string, string> { [Field(record)] = signedBy }, [], cancellationToken);
        return request with { Consent = consent with { Record = record } };
    }

    public async ValueTask<string?> Find(string patientId, Consent consent, CancellationToken cancellationToken) =>
        consent.Record is null ? null : (await vault.Get(patientId, cancellationToken))?.GetValueOrDefault(Field(consent.Record));

    private static string Field(string record) => $"consent.{record}";
}
