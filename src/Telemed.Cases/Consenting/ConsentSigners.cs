using Telemed.Kernel;

namespace Telemed.Cases.Consenting;

/// <summary>Who signed the consent of a case: kept with the patient's other personal data, outside the log.</summary>
public sealed class ConsentSigners(IPersonVault vault)
{
    /// <summary>Puts the name into the vault. Another name gets another place, so a refused command changes nothing; who signed for this patient before is there already.</summary>
    /// <returns>Its place, for the log: a keyed hash; null where nobody is named.</returns>
    public async Task<string?> Keep(string patientId, string? signedBy, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(signedBy)) return null;
        var record = vault.Blind(new("consent", $"{patientId}|{signedBy}"));
        if (await Find(patientId, record, cancellationToken) != signedBy)
            await vault.Put(patientId, new Dictionary<string, string> { [Field(record)] = signedBy }, [], cancellationToken);
        return record;
    }

    /// <summary>The name at a place; null when there is none, or when the person was erased.</summary>
    public async ValueTask<string?> Find(string patientId, string? record, CancellationToken cancellationToken) =>
        record is null ? null : (await vault.Get(patientId, cancellationToken))?.GetValueOrDefault(Field(record));

    private static string Field(string record) => $"consent.{record}";
}
