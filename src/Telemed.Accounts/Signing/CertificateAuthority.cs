using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telemed.Accounts.Signing;

/// <summary>A practitioner's certificate with its private key, the key encrypted under the practitioner's password.</summary>
public sealed record IssuedCertificate(string Thumbprint, string CertificatePem, string EncryptedKeyPem);

/// <summary>Issues ECDSA P-256 certificates to practitioners at enrolment (电子签名法 art. 13: the key is the signer's alone).</summary>
public sealed class CertificateAuthority : IDisposable
{
    private static readonly PbeParameters KeyEncryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 100_000);
    private readonly X509Certificate2 root;

    /// <param name="file">PEM file of the root with its key; made at first use, readable by the owner alone.</param>
    /// <param name="now">For the validity of a root that is made now.</param>
    public CertificateAuthority(string file, DateTimeOffset now)
    {
        if (!File.Exists(file)) Create(file, now);
        root = X509Certificate2.CreateFromPemFile(file);
    }

    public IssuedCertificate Issue(string practitionerId, string password, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={practitionerId},O=Telemed", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        var until = now.AddYears(5) < root.NotAfter ? now.AddYears(5) : root.NotAfter;
        using var certificate = request.Create(root, now.AddMinutes(-5), until, RandomNumberGenerator.GetBytes(16));
        return new(certificate.GetCertHashString(HashAlgorithmName.SHA256), certificate.ExportCertificatePem(),
            key.ExportEncryptedPkcs8PrivateKeyPem(password, KeyEncryption));
    }

    /// <summary>The same private key under another password.</summary>
    /// <exception cref="CryptographicException">The password does not open it.</exception>
    public string Rewrap(string encryptedKeyPem, string password, string next)
    {
        using var key = ECDsa.Create();
        key.ImportFromEncryptedPem(encryptedKeyPem, password);
        return key.ExportEncryptedPkcs8PrivateKeyPem(next, KeyEncryption);
    }

    /// <summary>Issued by this root?</summary>
    public bool Vouches(X509Certificate2 certificate, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    public void Dispose() => root.Dispose();

    private static void Create(string file, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Telemed Practitioner CA,O=Telemed", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var made = request.CreateSelfSigned(now.AddMinutes(-10), now.AddYears(20));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var unfinished = $"{file}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(4))}";
        using (var stream = new FileStream(unfinished, options))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(made.ExportCertificatePem());
            writer.Write('\n');
            writer.Write(key.ExportPkcs8PrivateKeyPem());
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(unfinished, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(unfinished);   // another node that shares the folder was faster
        }
    }
}
