using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telemed.Dicom.Dimse;

/// <summary>Whether a peer's certificate is one to believe.</summary>
internal static class TlsTrust
{
    /// <summary>The check of a handshake.</summary>
    /// <param name="authorities">Who may vouch; empty leaves it to the system.</param>
    /// <param name="optional">A peer without a certificate is let in.</param>
    public static RemoteCertificateValidationCallback By(X509Certificate2Collection authorities, bool optional) => (_, certificate, chain, errors) =>
        certificate is null ? optional
        : authorities.Count == 0 ? errors is SslPolicyErrors.None
        : (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) is SslPolicyErrors.None && Chains((X509Certificate2)certificate, chain, authorities);

    /// <summary>SHA-256 of a certificate, as settings name it: upper-case hexadecimal without separators.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static bool Chains(X509Certificate2 certificate, X509Chain? sent, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;   // hospitals' own authorities seldom publish lists
        foreach (var between in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) chain.ChainPolicy.ExtraStore.Add(between.Certificate);
        return chain.Build(certificate);
    }
}
