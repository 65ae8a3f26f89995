using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Patients.Keeping;

/// <summary>One version of who a patient is; lies in the vault only.</summary>
internal sealed record PersonData(
    string Name, Sex Sex, DateOnly? BirthDate, string? Phone, string? Address, IReadOnlyList<PersonDocument> Documents, GuardianData? Guardian)
{
    public string ToJson() => JsonSerializer.Serialize(this, StoredJson.Options);

    public static PersonData FromJson(string json) => JsonSerializer.Deserialize<PersonData>(json, StoredJson.Options)!;
}

/// <summary>A document with its number.</summary>
internal sealed record PersonDocument(string Type, string Number);

/// <summary>The guardian's own particulars.</summary>
internal sealed record GuardianData(string Name, GuardianRelation Relation, string IdType, string IdNumber, string? Phone);
