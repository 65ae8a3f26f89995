using Telemed.Kernel;

namespace Telemed.Consultations.Opening;

/// <summary>Who signed the consent of a case: kept with the patient's other personal data, outside the log.</summary>
internal sealed class ConsentSigners(IPersonVault vault)
{
    /// <summary>Puts the name into the vault and its place into the request; another name gets another place, so a refused command changes nothing.
    /// Who signed for this patient before is there already.</summary>
    public async Task<ConsultationRequest> Keep(ConsultationRequest request, string? signedBy, CancellationToken cancellationToken)
    {
        if (request.Consent is not { } consent || string.IsNullOrWhiteSpace(signedBy)) return request;
        var record = vault.Blind(new("consent", $"{request.PatientId}|{signedBy}"));
        if (await Find(request.PatientId, record, cancellationToken) != signedBy)
            await vault.Put(request.PatientId, new Dictionary<string, string> { [Field(record)] = signedBy }, [], cancellationToken);
        return request with { Consent = consent with { Record = record } };
    }

    public async ValueTask<string?> Find(string patientId, string? record, CancellationToken cancellationToken) =>
        record is null ? null : (await vault.Get(patientId, cancellationToken))?.GetValueOrDefault(Field(record));

    private static string Field(string record) => $"consent.{record}";
}
