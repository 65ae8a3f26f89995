using Telemed.Contracts;

namespace Telemed.Directory.Links;

/// <summary>Whose links a caller sees: of an area, of an institution, or with neither of all.</summary>
public sealed record LinkScope(string? AreaCode, string? InstitutionId)
{
    /// <summary>Authorities see their area, offices and administrators of a hospital its own links, the administrator of the platform all; null for everybody else.</summary>
    public static LinkScope? Of(Caller caller) =>
        caller.Is(Role.HealthAuthority) ? new(caller.AreaCode ?? "-", null)
        : (caller.Is(Role.Office) || caller.Is(Role.Administrator)) && caller.InstitutionId is { } own ? new(null, own)
        : caller.Is(Role.Administrator) ? new(null, null)
        : null;

    /// <summary>Is this one of whom the caller sees everything?</summary>
    public bool Holds(string institutionId, string areaCode) =>
        (AreaCode is null || areaCode.StartsWith(AreaCode, StringComparison.Ordinal)) && (InstitutionId is null || InstitutionId == institutionId);
}
