using System.Security.Cryptography;
using System.Text;

namespace Telemed.Accounts;

/// <summary>An account's id follows from its name, so that no table is needed to find it and no two can share a name.</summary>
internal static class AccountIds
{
    public static string Of(string account) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account.Trim().ToLowerInvariant())).AsSpan(0, 12));

    /// <summary>Ids come from outside, and a stream's name takes only some characters.</summary>
    public static bool IsId(string id) => id.Length == 24 && id.All(char.IsAsciiHexDigitLower);

    public static string Secrets(string accountId) => $"account-{accountId}";
}

/// <summary>Fields of an account in the vault.</summary>
internal static class AccountSecret
{
    public const string PasswordHash = "passwordHash";
    public const string SigningKey = "signingKey";
    public const string SecondFactor = "totp";
    public const string DisplayName = "displayName";
}
