using Telemed.Contracts;
using Telemed.Patients.Documents;
using Telemed.Patients.Keeping;

namespace Telemed.Patients.Listing;

/// <summary>A guardian as clients see one.</summary>
public sealed record GuardianView(string Name, GuardianRelation Relation, string IdType, string MaskedIdNumber, string? PhoneMasked);

/// <summary>A document as clients see it.</summary>
public sealed record DocumentView(string IdType, string MaskedIdNumber);

/// <summary>A patient as clients see one; numbers are masked.</summary>
/// <param name="NeedsGuardian">Under 18 and no guardian on record: a consultation cannot be submitted (条例 art. 10).</param>
public sealed record PatientView(
    string Id, string Name, Sex Sex, DateOnly? BirthDate, int? Age, string IdType, string MaskedIdNumber, IReadOnlyList<DocumentView> Documents,
    string? PhoneMasked, string? Address, bool IdentityChecked, Verification Verification, IdentityException? IdentityException,
    GuardianView? Guardian, bool NeedsGuardian, FamilyDoctor? FamilyDoctor, long Version)
{
    internal static PatientView Of(string id, PatientState state, PersonData person, long version, DateOnly on)
    {
        var age = new PatientSummary(id, person.Name, person.Sex, person.BirthDate, "", "", false, false).AgeOn(on);
        DocumentView[] documents = [.. person.Documents.Select(d => new DocumentView(d.Type, IdDocument.Mask(d.Number)))];
        return new(
            id, person.Name, person.Sex, person.BirthDate, age, documents[0].IdType, documents[0].MaskedIdNumber, documents,
            MaskPhone(person.Phone), person.Address, state.IdentityChecked, state.Verification, state.Exception,
            person.Guardian is { } g ? new(g.Name, g.Relation, g.IdType, IdDocument.Mask(g.IdNumber), MaskPhone(g.Phone)) : null,
            age < 18 && person.Guardian is null, state.FamilyDoctor, version);
    }

    private static string? MaskPhone(string? phone) => phone is null ? null
        : phone.Length >= 11 ? string.Concat(phone.AsSpan(0, 3), new string('*', phone.Length - 7), phone.AsSpan(phone.Length - 4))
        : IdDocument.Mask(phone);
}

/// <summary>A patient in a list.</summary>
public sealed record PatientItem(
    string Id, string Name, Sex Sex, DateOnly? BirthDate, int? Age, string IdType, string MaskedIdNumber, bool IdentityChecked, bool HasGuardian)
{
    internal static PatientItem Of(PatientSummary patient, DateOnly on) => new(
        patient.Id, patient.Name, patient.Sex, patient.BirthDate, patient.AgeOn(on), patient.IdType, patient.MaskedIdNumber, patient.IdentityChecked, patient.HasGuardian);
}
