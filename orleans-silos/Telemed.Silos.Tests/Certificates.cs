using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Telemed.Silos.Tests;

/// <summary>A certificate authority of its own, and what it issued, as PEM files in a folder.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 root;
    private readonly string folder;

    public Certificates(string folder)
    {
        this.folder = folder;
        var request = new CertificateRequest("CN=silos", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
        File.WriteAllText(Authority, root.ExportCertificatePem());
    }

    public string Authority => Path.Combine(folder, "authority.pem");

    /// <summary>A new certificate with its key; the file.</summary>
    public string Issue(string name)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        using var issued = request.Create(root, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddDays(1), RandomNumberGenerator.GetBytes(8));
        var path = Path.Combine(folder, $"{name}.pem");
        File.WriteAllText(path, issued.ExportCertificatePem() + Environment.NewLine + own.ExportPkcs8PrivateKeyPem());
        return path;
    }

    /// <summary>The settings of a silo with a certificate of its own.</summary>
    public string[] Settings(string name) => [$"--Silo:Certificate={Issue(name)}", $"--Silo:Authority={Authority}"];

    public void Dispose()
    {
        root.Dispose();
        key.Dispose();
    }
}
