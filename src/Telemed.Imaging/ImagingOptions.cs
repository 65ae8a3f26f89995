using Telemed.Imaging.Relaying;
using Telemed.Imaging.Sending;

namespace Telemed.Imaging;

/// <summary>What the imaging context is told from outside.</summary>
public sealed record ImagingOptions
{
    /// <summary>The platform's data directory; objects lie below <c>dicom/</c>, the index is <c>imaging.db</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Storage classes accepted beside those of the standard.</summary>
    public IReadOnlySet<string> PrivateStorageClasses { get; init; } = new HashSet<string>();

    /// <summary>Objects are refused as "out of resources" while fewer bytes than this are free.</summary>
    public long MinFreeBytes { get; init; } = 512L << 20;

    /// <summary>Most objects received at one time; each holds one buffer of 256 KiB.</summary>
    public int MaxIncoming { get; init; } = 512;

    /// <summary>Largest object in bytes, inclusive.</summary>
    public long MaxObjectBytes { get; init; } = 16L << 30;

    /// <summary>An object is on the disk before its sender is answered; without it a power cut may take what was acknowledged last.</summary>
    public bool Sync { get; init; } = true;

    /// <summary>Who gives patient IDs, by AE title of the sender or by institution; one that is not named is its own issuer.</summary>
    public IReadOnlyDictionary<string, string> PatientIdIssuers { get; init; } = new Dictionary<string, string>();

    /// <summary>How studies go out.</summary>
    public SendOptions Sending { get; init; } = new();

    /// <summary>The other platforms that studies are exchanged with.</summary>
    public ExchangeOptions Exchange { get; init; } = new();

    /// <summary>The issuer for what comes from a sender: by its AE title, else by its institution; null leaves it to what the object says.</summary>
    public string? IssuerFor(string callingAe, string? institutionId) =>
        PatientIdIssuers.GetValueOrDefault(callingAe) ?? (institutionId is null ? null : PatientIdIssuers.GetValueOrDefault(institutionId));
}
