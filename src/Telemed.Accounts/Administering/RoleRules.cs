using Telemed.Contracts;

namespace Telemed.Accounts.Administering;

/// <summary>What a role needs beside its name.</summary>
internal static class RoleRules
{
    public static void Validate(IReadOnlyList<Role>? roles, string? areaCode, FieldErrors errors)
    {
        if (roles is not { Count: > 0 }) errors.Required("roles", (object?)null);
        else if (roles.Any(role => !Enum.IsDefined(role))) errors.Unknown("roles");
        if (areaCode is null && roles?.Any(role => role is Role.HealthAuthority or Role.Insurer) is true) errors.Required("areaCode", (object?)null);
        if (areaCode is { } code && (code.Length is < 2 or > 12 || !code.All(char.IsAsciiDigit))) errors.Invalid("areaCode");
    }
}
