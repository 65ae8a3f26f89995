using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Telemed.Accounts.SecondFactor;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Accounts.Signing;

/// <summary>Whether a signature needs a one-time code from those who have none enrolled: always, except in the demo region.</summary>
public sealed record SigningPolicy(bool SecondFactorRequired);

/// <summary>ES256 signatures as detached JWS with the certificate in the header (RFC 7515 §4.1.6, RFC 7518 §3.4).</summary>
internal sealed class Signer(ICaseOwner cases, IPersonVault vault, UnlockedKeys keys, CertificateAuthority authority, SigningPolicy policy) : ISigner
{
    private readonly ConcurrentDictionary<string, bool> vouched = new();
    private readonly SignerCertificates certificates = new();

    public async ValueTask<Answer<string>> Sign(
        Caller caller, string password, string? code, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var account = (await cases.Load(Account.Aggregate, caller.AccountId, cancellationToken)).State;
        if (account.CertificatePem is null) return Refusals.ToProblem(AccountRefusal.NoCertificate);
        if (Account.MayTry(account, at) is { } tooEarly) return Refusals.ToProblem(tooEarly).With("retryAfter", account.NotBefore);
        if (await keys.Open(caller.AccountId, account, password, at, cancellationToken) is not { } key) return await Failed(AccountRefusal.WrongPassword);
        if (!account.SecondFactor && policy.SecondFactorRequired) return Refusals.ToProblem(AccountRefusal.SecondFactorMissing);
        if (account.SecondFactor)
        {
            var secret = Convert.FromBase64String((await vault.Get(AccountIds.Secrets(caller.AccountId), cancellationToken))![AccountSecret.SecondFactor]);
            if (code is null || !OneTimeCode.Verify(secret, code, at)) return await Failed(AccountRefusal.WrongCode);
        }
        return Answer<string>.Ok(Jws(key, account.CertificatePem, content.Span, at));

        // a wrong password here counts like a wrong password at the door
        async Task<Problem> Failed(AccountRefusal refusal)
        {
            var context = new CommandContext(Guid.CreateVersion7().ToString("N"), null, new(caller.AccountId), at);
            await cases.Transact(Account.Aggregate, caller.AccountId, null, context, state => Account.SignIn(state, false, "", at), cancellationToken);
            return Refusals.ToProblem(refusal);
        }
    }

    public bool Verify(ReadOnlyMemory<byte> content, string signature)
    {
        try
        {
            var parts = signature.Split('.');
            if (parts is not [var header, "", var value]) return false;
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
            var root = json.RootElement;
            if (root.GetProperty("alg").GetString() != "ES256") return false;
            var certificate = certificates.Of(root.GetProperty("x5c")[0].GetString()!);
            var at = DateTimeOffset.FromUnixTimeMilliseconds(root.GetProperty("iat").GetInt64());
            return vouched.GetOrAdd($"{certificate.Thumbprint}@{at:yyyyMMdd}", _ => authority.Vouches(certificate.Certificate, at))
                && certificate.Verify(SigningInput(header, content.Span), Base64Url.DecodeFromChars(value));
        }
        catch (Exception e) when (e is JsonException or FormatException or CryptographicException or KeyNotFoundException or InvalidOperationException)
        {
            return false;   // whatever cannot be read is not a valid signature
        }
    }

    private static string Jws(ECDsa key, string certificatePem, ReadOnlySpan<byte> content, DateTimeOffset at)
    {
        var base64 = certificatePem[PemEncoding.Find(certificatePem).Base64Data].ReplaceLineEndings("");
        var header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new
        {
            alg = "ES256",
            iat = at.ToUnixTimeMilliseconds(),
            x5c = new[] { base64 },
        }));
        lock (key) return $"{header}..{Base64Url.EncodeToString(key.SignData(SigningInput(header, content), HashAlgorithmName.SHA256))}";
    }

    private static byte[] SigningInput(string header, ReadOnlySpan<byte> content) =>
        Encoding.ASCII.GetBytes($"{header}.{Base64Url.EncodeToString(content)}");
}
