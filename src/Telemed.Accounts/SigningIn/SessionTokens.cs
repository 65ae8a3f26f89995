using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Accounts.SigningIn;

/// <summary>Opaque tokens <c>{accountId}.{256 random bits}</c>; the log holds only their hash, so a session can be ended and survives a restart.</summary>
public sealed class SessionTokens(ICaseOwner cases, IDirectory directory, TimeProvider clock)
{
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    /// <summary>The caller behind a token; null when it is unknown, ended or expired, or when the practitioner has left.</summary>
    public async ValueTask<(Caller Caller, SessionFeature Session)?> Identify(string token, CancellationToken cancellationToken)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot != 24 || token.Length is < 60 or > 100 || !token.AsSpan(0, dot).ToString().All(char.IsAsciiHexDigitLower)) return null;
        var id = token[..dot];
        var hash = Hash(token[(dot + 1)..]);
        var account = (await cases.Load(Account.Aggregate, id, cancellationToken)).State;
        return Account.IsSignedIn(account, hash, clock.GetUtcNow()) && !directory.HasLeft(account)
            ? (new Caller(id, account.PractitionerId, directory.WorkplaceOf(account), account.AreaCode, account.PatientId, account.Roles), new(hash, account.Temporary))
            : null;
    }
}
