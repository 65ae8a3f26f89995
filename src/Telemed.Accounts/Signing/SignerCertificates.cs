using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telemed.Accounts.Signing;

/// <summary>Certificates that signatures carried lately, parsed once: one signer's lie in many opinions.</summary>
internal sealed class SignerCertificates
{
    private const int MostKept = 10_000;
    private readonly ConcurrentDictionary<string, SignerCertificate> known = new(StringComparer.Ordinal);

    /// <param name="x5c">DER in base64 (RFC 7515 §4.1.6).</param>
    /// <exception cref="FormatException">Not base64.</exception>
    /// <exception cref="CryptographicException">Not a certificate.</exception>
    public SignerCertificate Of(string x5c)
    {
        if (known.TryGetValue(x5c, out var certificate)) return certificate;
        if (known.Count >= MostKept) known.Clear();   // not disposed: another thread may be verifying with one
        return known.GetOrAdd(x5c, text => new(X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text))));
    }
}

/// <summary>A certificate with its public key opened.</summary>
internal sealed class SignerCertificate(X509Certificate2 certificate)
{
    private readonly Lock turn = new();
    private readonly ECDsa? key = certificate.GetECDsaPublicKey();

    public X509Certificate2 Certificate => certificate;

    public string Thumbprint { get; } = certificate.Thumbprint;

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        lock (turn) return key is not null && key.VerifyData(data, signature, HashAlgorithmName.SHA256);
    }
}
