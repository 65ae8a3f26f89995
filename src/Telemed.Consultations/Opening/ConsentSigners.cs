using Telemed.Kernel;

namespace Telemed.Consultations.Opening;

/// <summary>Who signed the consent of a case: kept with the patient's other personal data, outside the log.</summary>
internal sealed class ConsentSigners(IPersonVault vault)
{
    public async Task Keep(string patientId, string caseId, string? signedBy, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(signedBy))
            await vault.Put(patientId, new Dictionary<string, string> { [Field(caseId)] = signedBy }, [], cancellationToken);
    }

    public async ValueTask<string?> Find(string patientId, string caseId, CancellationToken cancellationToken) =>
        (await vault.Get(patientId, cancellationToken))?.GetValueOrDefault(Field(caseId));

    private static string Field(string caseId) => $"consent:{caseId}";
}
