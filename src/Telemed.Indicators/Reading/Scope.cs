using Telemed.Contracts;
using Telemed.Indicators.Counting;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Reading;

/// <summary>Whose figures a caller may read: a health authority those of its area, an office those of its own institution.</summary>
/// <param name="Area">GB/T 2260 prefix; null for an office.</param>
/// <param name="InstitutionId">Null for a health authority.</param>
internal sealed record Scope(string? Area, string? InstitutionId)
{
    /// <summary>Null when figures are none of this caller's business.</summary>
    public static Scope? Of(Caller caller) =>
        caller.Is(Role.HealthAuthority) && caller.AreaCode is { Length: 2 or 4 or 6 } area ? new(area, null)
        : caller.Is(Role.Office) && caller.InstitutionId is { } institution ? new(null, institution)
        : null;

    /// <param name="institutionId">Whose figure it is.</param>
    /// <param name="area">Where that institution lay.</param>
    public bool Holds(string institutionId, string area) => Area is null ? institutionId == InstitutionId : area.StartsWith(Area, StringComparison.Ordinal);

    public bool Holds(Institution institution) =>
        Area is null ? institution.Id == InstitutionId : institution.AreaCode.StartsWith(Area, StringComparison.Ordinal);

    public static string Institution(Cell cell, Party party) => party == Party.From ? cell.FromId : cell.ToId;
}
