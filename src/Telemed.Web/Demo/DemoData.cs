using System.Text.Json;
using Telemed.Contracts;
using Telemed.Directory;
using Telemed.Kernel;
using Telemed.Patients;

namespace Telemed.Web.Demo;

/// <summary>The demo region as data: names are invented, numbers lie in divisions that are not assigned. Things refer to each other by key.</summary>
internal sealed record DemoData(
    IReadOnlyList<DemoInstitution> Institutions, IReadOnlyList<DemoAlliance> Alliances, IReadOnlyList<DemoAgreement> Agreements,
    IReadOnlyList<DemoDevice> Devices, IReadOnlyList<DemoPractitioner> Practitioners, IReadOnlyList<DemoPatient> Patients, IReadOnlyList<DemoAccountData> Accounts)
{
    public static DemoData Read() => Read<DemoData>("region-5201.json");

    /// <summary>A data file that lies in this assembly.</summary>
    public static T Read<T>(string file)
    {
        using var stream = typeof(DemoData).Assembly.GetManifestResourceStream($"Telemed.Web.Demo.{file}")!;
        return JsonSerializer.Deserialize<T>(stream, StoredJson.Options)!;
    }
}

internal sealed record DemoInstitution(
    string Key, string Name, InstitutionKind Kind, AdministrativeTier Tier, HospitalGrade Grade, Ownership Ownership, string AreaCode, string Code22, string CreditCode,
    ConnectionStatus Status, IReadOnlyList<ServiceKind> Services, IReadOnlyList<string> Departments, IReadOnlyList<string> AeTitles, DateOnly? ConnectBy, PriceLevel? PriceLevel);

internal sealed record DemoAlliance(string Key, string Name, string Lead, DateOnly Since, IReadOnlyList<DemoMember> Members);

internal sealed record DemoMember(string Institution, DateOnly Since, DateOnly? LastDay);

internal sealed record DemoAgreement(
    string Number, string Inviting, string Invited, IReadOnlyList<ServiceKind> Kinds, DateOnly ValidFrom, DateOnly? ValidTo,
    string? ThirdParty, string? PartnerRegion, string? QcScope, DateOnly? Terminated);

internal sealed record DemoDevice(string Key, string Institution, DeviceKind Kind, string Name, string? Model, string? SerialNumber);

/// <param name="LicenceValidTo">Four years from now when not given.</param>
internal sealed record DemoPractitioner(
    string Key, string Name, string Institution, string Department, Title Title, string Scope, string LicenceNumber, DateOnly PractisingSince, DateOnly? LicenceValidTo);

/// <param name="By">Practitioner who registers the patient.</param>
/// <param name="FamilyDoctor">Practitioner.</param>
internal sealed record DemoPatient(
    string Key, string Name, string By, string IdType, string IdNumber, Verification Verification, string? Phone, string? Address, Sex? Sex, DateOnly? BirthDate,
    DemoGuardian? Guardian, string? FamilyDoctor);

internal sealed record DemoGuardian(string Name, GuardianRelation Relation, string IdType, string IdNumber, string? Phone);

internal sealed record DemoAccountData(
    string Account, string Name, IReadOnlyList<Role> Roles, string? Practitioner, string? Institution, string? AreaCode, string? Patient);
