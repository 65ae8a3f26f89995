using System.Net;
using Microsoft.Extensions.Configuration;

namespace Telemed.Dicom.Dimse;

/// <summary>Settings of the node, section <c>Dicom</c>.</summary>
public sealed record DicomNodeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Dicom";

    /// <summary>Listen at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>TCP port; 0 takes a free one.</summary>
    public int Port { get; init; } = 11112;

    /// <summary>Title by which this node is called.</summary>
    public string AeTitle { get; init; } = "TELEMED";

    /// <summary>Address to listen on; null listens on all.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Application entities known from the start.</summary>
    public IReadOnlyList<DicomPeer> Peers { get; init; } = [];

    /// <summary>TCP connections at one time; one more is closed unheard.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>How long a shutdown waits for objects under way.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Limits of associations.</summary>
    public DimseServerOptions Server { get; init; } = new();

    /// <summary>Times and limits of associations opened from here.</summary>
    public DimseClientOptions Client { get; init; } = new();

    /// <summary>TLS; null for none.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>A received object is on the disk before its sender is answered; false answers when the system has it, as quick and as forgetful as others.</summary>
    public bool Sync { get; init; } = true;

    /// <summary>Query and retrieval.</summary>
    public QueryOptions Query { get; init; } = new();

    /// <summary>What is stored.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names its key.</exception>
    public static DicomNodeOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var peers = section.GetSection("Peers").GetChildren().Select(DicomPeer.Read).ToArray();
        if (peers.GroupBy(p => p.AeTitle, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"{Section}:Peers: the AE title {twice.Key} is there twice.");
        var tls = TlsOptions.Read(section.GetSection("Tls"));
        if (tls is null && peers.FirstOrDefault(p => p.Tls) is { } encrypted)
            throw new InvalidOperationException($"{Section}:Tls:Certificate is missing; {Section}:Peers says that {encrypted.AeTitle} is called by TLS.");
        return new DicomNodeOptions
        {
            Enabled = section["Enabled"] is not { } enabled || Settings.Flag(enabled, $"{Section}:Enabled"),
            Port = section["Port"] is { } port ? Settings.Port(port, 0, $"{Section}:Port") : 11112,
            AeTitle = Settings.AeTitle(section["AeTitle"] ?? "TELEMED", $"{Section}:AeTitle"),
            Address = section["Address"] is not { } address ? null
                : IPAddress.TryParse(address, out var parsed) ? parsed
                : throw new InvalidOperationException($"{Section}:Address is no IP address."),
            Peers = peers,
            Tls = tls,
            Client = ReadClient(section, tls),
            Sync = section["Sync"] is not { } sync || Settings.Flag(sync, $"{Section}:Sync"),
            Query = section["CharacterSet"] is { } terms ? new() { CharacterSet = Settings.CharacterSet(terms, $"{Section}:CharacterSet") } : new(),
            Server = ReadServer(section),
            Storage = new()
            {
                AcceptUnknownSopClasses = section["AcceptUnknownSopClasses"] is { } any && Settings.Flag(any, $"{Section}:AcceptUnknownSopClasses"),
            },
        };
    }

    private static DimseClientOptions ReadClient(IConfigurationSection section, TlsOptions? tls)
    {
        var usual = new DimseClientOptions { Tls = tls };
        return section["SendOperations"] is { } window ? usual with { SendOperations = (ushort)Settings.Number(window, 1, ushort.MaxValue, $"{Section}:SendOperations") } : usual;
    }

    private static DimseServerOptions ReadServer(IConfigurationSection section)
    {
        var usual = new DimseServerOptions();
        return usual with
        {
            MaxAssociations = Limit("MaxAssociations", usual.MaxAssociations, 10_000),
            MaxAssociationsPerCaller = Limit("MaxAssociationsPerCaller", usual.MaxAssociationsPerCaller, 10_000),
            MaxOperations = (ushort)Limit("MaxOperations", usual.MaxOperations, ushort.MaxValue),
        };

        int Limit(string key, int otherwise, int most) => section[key] is { } text ? Settings.Number(text, 1, most, $"{Section}:{key}") : otherwise;
    }
}
