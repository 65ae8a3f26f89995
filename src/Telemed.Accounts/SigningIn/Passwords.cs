using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Telemed.Contracts;

namespace Telemed.Accounts.SigningIn;

/// <summary>Password hashes by ASP.NET Core's hasher; an unknown account costs as much time as a known one.</summary>
public sealed class Passwords
{
    public const int MinLength = 10;

    private static readonly object Anyone = new();
    private readonly PasswordHasher<object> hasher = new(Options.Create(new PasswordHasherOptions()));
    private readonly Lazy<string> decoy;

    public Passwords() => decoy = new(() => hasher.HashPassword(Anyone, SessionTokens.NewSecret()));

    /// <summary>The rule for a new password.</summary>
    public static void Validate(string field, string? password, FieldErrors errors)
    {
        errors.Required(field, password, 200);
        if (password?.Length < MinLength) errors.Add(field, "too-short", $"至少 {MinLength} 个字符", $"At least {MinLength} characters");
    }

    public string Hash(string password) => hasher.HashPassword(Anyone, password);

    internal bool Verify(IReadOnlyDictionary<string, string>? secrets, string password)
    {
        var stored = secrets?.GetValueOrDefault(AccountSecret.PasswordHash);
        var result = hasher.VerifyHashedPassword(Anyone, stored ?? decoy.Value, password);
        return stored is not null && result is not PasswordVerificationResult.Failed;
    }
}
