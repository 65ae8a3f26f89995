using Telemed.Contracts;

namespace Telemed.Directory.Listing;

/// <summary>Health authorities and insurers see their own area (条例 art. 4); everybody else who signed in reads the public directory.</summary>
internal static class Supervision
{
    public static bool Covers(Caller caller, string areaCode) => !Bound(caller) || areaCode.StartsWith(caller.AreaCode ?? "-", StringComparison.Ordinal);

    /// <summary>Sees its area only.</summary>
    public static bool Bound(Caller caller) =>
        (caller.Is(Role.HealthAuthority) || caller.Is(Role.Insurer)) && !caller.Is(Role.Administrator) && !caller.Is(Role.Physician) && !caller.Is(Role.Office);
}
