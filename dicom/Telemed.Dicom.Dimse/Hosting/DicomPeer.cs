using Microsoft.Extensions.Configuration;

namespace Telemed.Dicom.Dimse;

/// <summary>An application entity known by configuration.</summary>
/// <param name="AeTitle">Its title.</param>
/// <param name="Host">Where it listens: name or address; null when nothing is ever sent to it.</param>
/// <param name="Port">Where it listens; null when nothing is ever sent to it.</param>
/// <param name="InstitutionId">To whom it belongs.</param>
public sealed record DicomPeer(string AeTitle, string? Host, int? Port, string? InstitutionId)
{
    /// <summary>It is called by TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>SHA-256 of its certificate, upper-case hexadecimal: who calls by this title must show just that one, so only by TLS.</summary>
    public string? CertificateSha256 { get; init; }

    /// <summary>Associations it may have at one time; null takes the node's limit.</summary>
    public int? MaxAssociations { get; init; }

    /// <summary>Objects to have under way on one association with it; null takes the node's setting, 1 asks it for no window.</summary>
    public ushort? SendOperations { get; init; }

    /// <summary>The caller is the one that the settings mean by this title.</summary>
    public bool Admits(EntityAttempt attempt) =>
        CertificateSha256 is null || (attempt.Certificate is { } shown && TlsTrust.Fingerprint(shown) == CertificateSha256);

    internal static DicomPeer Read(IConfigurationSection section)
    {
        var (host, port) = (section["Host"], section["Port"]);
        if (host is null != port is null) throw new InvalidOperationException($"{section.Path}:{(host is null ? "Host" : "Port")} is missing; both say where it listens.");
        return new(
            Settings.AeTitle(section["AeTitle"] ?? throw new InvalidOperationException($"{section.Path}:AeTitle is missing."), $"{section.Path}:AeTitle"),
            host,
            port is null ? null : Settings.Port(port, 1, $"{section.Path}:Port"),
            section["InstitutionId"])
        {
            CertificateSha256 = section["CertificateSha256"] is { } hash ? Settings.Sha256(hash, $"{section.Path}:CertificateSha256") : null,
            MaxAssociations = section["MaxAssociations"] is { } most ? Settings.Number(most, 1, 10_000, $"{section.Path}:MaxAssociations") : null,
            SendOperations = section["SendOperations"] is { } window ? (ushort)Settings.Number(window, 1, ushort.MaxValue, $"{section.Path}:SendOperations") : null,
            Tls = section["Tls"] is { } tls && Settings.Flag(tls, $"{section.Path}:Tls"),
        };
    }
}
