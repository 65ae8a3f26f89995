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

    internal static DicomPeer Read(IConfigurationSection section) => new(
        Settings.AeTitle(section["AeTitle"] ?? throw new InvalidOperationException($"{section.Path}:AeTitle is missing."), $"{section.Path}:AeTitle"),
        section["Host"],
        section["Port"] is { } port ? Settings.Port(port, 1, $"{section.Path}:Port") : null,
        section["InstitutionId"])
    {
        Tls = section["Tls"] is { } tls && Settings.Flag(tls, $"{section.Path}:Tls"),
    };
}
