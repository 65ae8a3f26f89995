using Telemed.Contracts;

namespace Telemed.Recognition;

/// <summary>Who may set rules and prices for a region: its health authority, or one above it.</summary>
internal static class RegionRights
{
    public static bool MaySet(Caller caller, string region) =>
        caller.Is(Role.HealthAuthority) && caller.AreaCode is { Length: > 0 } area && region.StartsWith(area, StringComparison.Ordinal);

    /// <summary>Names the approver as what is wrong.</summary>
    public static Problem WithoutRight { get; } = new(403, "approver-without-right", new("批准人无权为该地区制定规则", "The approver may not set rules for this region"),
        [new("approver", "no-right", new("须由该地区的卫生健康行政部门批准", "The health authority of the region approves"))]);
}
