using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Telemed.Dicom.Dimse;

/// <summary>DICOM over TLS (PS3.15 Annex B), both ways: the same certificate is shown as server and as client.</summary>
public sealed record TlsOptions
{
    /// <summary>Port for TLS; null listens on none and only calls by TLS.</summary>
    public int? Port { get; init; }

    /// <summary>Listen on the TLS port alone.</summary>
    public bool Only { get; init; }

    /// <summary>Ours, with its private key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Who may vouch for a peer; empty takes the system's.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>A caller must show a certificate that one of the authorities vouches for.</summary>
    public bool RequireClientCertificate { get; init; } = true;

    /// <summary>How long a handshake may take.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads and checks the section <c>Dicom:Tls</c>; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names its key.</exception>
    public static TlsOptions? Read(IConfigurationSection section)
    {
        if (!section.Exists()) return null;
        var certificate = section["Certificate"] ?? throw new InvalidOperationException($"{section.Path}:Certificate is missing.");
        var port = section["Port"] is { } text ? Settings.Port(text, 0, $"{section.Path}:Port") : (int?)null;
        var only = section["Only"] is { } flag && Settings.Flag(flag, $"{section.Path}:Only");
        if (only && port is null) throw new InvalidOperationException($"{section.Path}:Port is missing, and {section.Path}:Only leaves no other.");
        return new TlsOptions
        {
            Port = port,
            Only = only,
            Certificate = Load($"{section.Path}:Certificate", () => Certificate2(certificate, section["Key"], section["Password"])),
            Authorities = section["Authorities"] is { } authorities ? Load($"{section.Path}:Authorities", () => Bundle(authorities)) : [],
            RequireClientCertificate = section["RequireClientCertificate"] is not { } required || Settings.Flag(required, $"{section.Path}:RequireClientCertificate"),
        };
    }

    private static X509Certificate2 Certificate2(string path, string? key, string? password) =>
        key is null ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
        : password is null ? X509Certificate2.CreateFromPemFile(path, key)
        : X509Certificate2.CreateFromEncryptedPemFile(path, password, key);

    private static X509Certificate2Collection Bundle(string path)
    {
        var bundle = new X509Certificate2Collection();
        bundle.ImportFromPemFile(path);
        return bundle.Count > 0 ? bundle : throw new CryptographicException("there is no certificate in it");
    }

    private static T Load<T>(string key, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidOperationException($"{key} cannot be used: {e.Message}", e);
        }
    }
}
