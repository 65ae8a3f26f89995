using System.Globalization;
using Microsoft.Extensions.Configuration;

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

    /// <summary>Reads and checks section <c>Exchange</c>.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names its key.</exception>
    public static ExchangeOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Exchange");
        var usual = new ExchangeOptions();
        var peers = section.GetSection("Peers").GetChildren().Select(ReadPeer).ToArray();
        if (peers.GroupBy(peer => peer.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Exchange:Peers: {twice.Key} is there twice.");
        return usual with
        {
            Name = section["Name"] ?? usual.Name,
            Peers = peers,
            BundleBytes = (int)(Number(section, "BundleBytes", 64 * 1024, 1 << 30) ?? usual.BundleBytes),
            OpenFor = Number(section, "OpenDays", 1, 3650) is { } days ? TimeSpan.FromDays(days) : usual.OpenFor,
        };
    }

    private static ExchangePeer ReadPeer(IConfigurationSection section)
    {
        if (section["Name"] is not { Length: > 0 } name) throw new InvalidOperationException($"{section.Path}:Name is missing.");
        if (section["Secret"] is not { Length: >= 32 } secret) throw new InvalidOperationException($"{section.Path}:Secret must have at least 32 characters.");
        Uri? url = null;
        if (section["Url"] is { } address && (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out url) || url.Scheme is not ("http" or "https")))
            throw new InvalidOperationException($"{section.Path}:Url must be an http or https address.");
        string? fingerprint = section["CertificateSha256"]?.Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        if (fingerprint is not null && (fingerprint.Length != 64 || !fingerprint.All(char.IsAsciiHexDigitUpper)))
            throw new InvalidOperationException($"{section.Path}:CertificateSha256 must be 64 hexadecimal digits.");
        return new(name, secret)
        {
            Url = url,
            CertificateSha256 = fingerprint,
            ReceiverId = section["ReceiverId"],
            MaxBytesPerSecond = Number(section, "MaxBytesPerSecond", 1024, long.MaxValue),
            Institutions = section.GetSection("Institutions").GetChildren().Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!),
        };
    }

    private static long? Number(IConfigurationSection section, string key, long least, long most) =>
        section[key] is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most ? number
        : throw new InvalidOperationException($"{section.Path}:{key} must be a number from {least} to {most}.");
}
