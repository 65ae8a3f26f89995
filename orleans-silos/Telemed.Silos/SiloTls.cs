using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Telemed.Silos;

/// <summary>TLS between silos, each side known by its certificate.</summary>
internal static class SiloTls
{
    /// <param name="silo">The silo.</param>
    /// <param name="own">Its certificate with the key.</param>
    /// <param name="authority">Who issues the certificates of silos, and of nobody else; without it every silo holds the same certificate.</param>
    public static ISiloBuilder UseTlsBetweenSilos(this ISiloBuilder silo, X509Certificate2 own, X509Certificate2? authority) => silo.UseTls(own, options =>
    {
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (remote, _, _) => authority is null ? remote.RawDataMemory.Span.SequenceEqual(own.RawDataMemory.Span) : IssuedBy(authority, remote);
        // silos know each other by address: a certificate names no host
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = own.GetNameInfo(X509NameType.DnsName, false);
    });

    private static bool IssuedBy(X509Certificate2 authority, X509Certificate2 remote)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;   // the authority is the cluster's own: it is replaced, not asked
        return chain.Build(remote);
    }
}
