using Telemed.Contracts;

namespace Telemed.Directory.Listing;

/// <summary>A party by id and name.</summary>
public sealed record Named(string Id, string? Name);

/// <summary>An institution as clients see it; the members from the agreement on only in answers about who may serve whom.</summary>
/// <param name="OnDuty">Somebody is on duty there for the service at this moment (值班中); left out where nobody is, or no roster is kept.</param>
public sealed record InstitutionView(
    string Id, string Name, string? Code22, string? CreditCode, BodyType? BodyType, InstitutionKind Kind, AdministrativeTier Tier, HospitalGrade Grade,
    Ownership Ownership, ConnectionStatus Status, string AreaCode, bool MustConnect, bool Overdue, DateOnly? ConnectBy,
    IReadOnlyList<ServiceKind> Services, IReadOnlyList<string> Departments, IReadOnlyList<string> AeTitles, long Version,
    PriceLevel PriceLevel, string? AgreementId = null, ServiceRelation? Relation = null, bool? OnDuty = null)
{
    internal static InstitutionView Of(string id, InstitutionState state, long version, DateOnly on)
    {
        var profile = state.Profile!;
        return new(
            id, profile.Name, profile.Code22, profile.CreditCode, profile.Body, profile.Kind, profile.Tier, profile.Grade, profile.Ownership, state.Status,
            profile.AreaCode, state.MustConnect, state.Overdue(on), profile.ConnectBy, [.. state.Services], [.. state.Departments], [.. state.AeTitles], version,
            profile.PriceLevel ?? Usual(profile.Tier));
    }

    private static PriceLevel Usual(AdministrativeTier tier) => tier switch
    {
        AdministrativeTier.National => PriceLevel.National,
        AdministrativeTier.Provincial => PriceLevel.Provincial,
        AdministrativeTier.City => PriceLevel.City,
        _ => PriceLevel.County,
    };
}

/// <summary>How an institution that may serve stands to the one that asks, nearest first.</summary>
public enum ServiceRelation
{
    /// <summary>In one alliance (医联体内).</summary>
    Alliance,

    /// <summary>In one city.</summary>
    SameArea,

    /// <summary>In another city or province.</summary>
    CrossRegion,
}

/// <summary>An alliance as clients see it.</summary>
public sealed record AllianceView(string Id, string Name, Named Lead, DateOnly From, DateOnly? LastDay, IReadOnlyList<MemberView> Members, long Version);

/// <summary>A membership as clients see it; <paramref name="Current"/>: today.</summary>
public sealed record MemberView(string InstitutionId, string? Name, DateOnly From, DateOnly? LastDay, bool Current);

/// <summary>An agreement as clients see it; <paramref name="InForce"/>: today.</summary>
public sealed record AgreementView(
    string Id, string Number, Named Inviting, Named Invited, Named? ThirdParty, IReadOnlyList<ServiceKind> Kinds, DateOnly ValidFrom, DateOnly? ValidTo,
    DateOnly? TerminatedTo, bool InForce, string? PartnerRegion, string? QcScope, long Version);

/// <summary>A practitioner's card (执业信息卡) as clients see it.</summary>
public sealed record PractitionerView(
    string Id, string Name, string InstitutionId, string? InstitutionName, string Department, Title Title, string? Scope,
    string LicenceNumber, DateOnly LicenceValidTo, DateOnly PractisingSince, bool Active, long Version, DateOnly? LeftOn = null);
