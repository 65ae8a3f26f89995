namespace Telemed.Contracts;

/// <summary>Sex as in GB/T 2261.1.</summary>
public enum Sex
{
    /// <summary>Not stated.</summary>
    Unknown,

    /// <summary>男.</summary>
    Male,

    /// <summary>女.</summary>
    Female,
}

/// <summary>A patient as a case needs it. Personal data: never logged, never in a URL or an error text.</summary>
/// <param name="IdentityChecked">The document was verified, or an allowed exception is on record (贵阳条例 art. 10).</param>
/// <param name="HasGuardian">A guardian with identity and relation is on record.</param>
/// <param name="MaskedIdNumber">For lists: first three and last two characters, the rest masked.</param>
public sealed record PatientSummary(
    string Id, string Name, Sex Sex, DateOnly? BirthDate, string IdType, string MaskedIdNumber, bool IdentityChecked, bool HasGuardian)
{
    /// <summary>Whole years on that day; null without a birth date.</summary>
    public int? AgeOn(DateOnly day) => BirthDate is not { } born ? null : day.Year - born.Year - (born.AddYears(day.Year - born.Year) > day ? 1 : 0);
}

/// <summary>Patients as other contexts see them.</summary>
public interface IPatients
{
    /// <summary>Null when unknown or erased.</summary>
    ValueTask<PatientSummary?> Find(string patientId, CancellationToken cancellationToken);

    /// <summary>Those known among the ids; for lists.</summary>
    ValueTask<IReadOnlyDictionary<string, PatientSummary>> Find(IReadOnlyCollection<string> patientIds, CancellationToken cancellationToken);
}
