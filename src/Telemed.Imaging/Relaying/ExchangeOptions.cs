namespace Telemed.Imaging.Relaying;

/// <summary>Another platform.</summary>
/// <param name="Name">By which it is known here, and by which it knows itself towards this one.</param>
/// <param name="Secret">Shared with it; at least 32 characters.</param>
public sealed record ExchangePeer(string Name, string Secret)
{
    /// <summary>Where it listens; null for one that only sends to this one.</summary>
    public Uri? Url { get; init; }

    /// <summary>SHA-256 of the client certificate it must show beside the secret, upper-case hexadecimal; null asks for none.</summary>
    public string? CertificateSha256 { get; init; }

    /// <summary>Its institutions' ids there, and what they are called here: nobody else of it sends or receives.</summary>
    public IReadOnlyDictionary<string, string> Institutions { get; init; } = new Dictionary<string, string>();

    /// <summary>Who of here receives there, when the peer itself is a destination: an institution of this directory.</summary>
    public string? ReceiverId { get; init; }

    /// <summary>Most bytes a second sent to it; null does not hold back.</summary>
    public long? MaxBytesPerSecond { get; init; }
}

/// <summary>Exchange with other platforms.</summary>
public sealed record ExchangeOptions
{
    /// <summary>How this platform calls itself towards others.</summary>
    public string Name { get; init; } = "telemed";

    /// <summary>The others.</summary>
    public IReadOnlyList<ExchangePeer> Peers { get; init; } = [];

    /// <summary>A bundle is closed when it holds that many bytes; a larger object is a bundle of its own.</summary>
    public int BundleBytes { get; init; } = 4 << 20;

    /// <summary>Largest bundle taken, bytes.</summary>
    public long MaxBundleBytes { get; init; } = 17L << 30;

    /// <summary>How long an institution may see what another platform sent for it, unless it is sent again.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Nothing moves for that long: the line is taken for dead.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The peer of a name; null when there is none.</summary>
    public ExchangePeer? PeerOf(string? name) => Peers.FirstOrDefault(peer => peer.Name == name);
}
