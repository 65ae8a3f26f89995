namespace Telemed.Imaging.Sending.Destinations;

/// <summary>How a destination is spoken to.</summary>
public enum DestinationKind
{
    /// <summary>C-STORE.</summary>
    Dimse,

    /// <summary>Another platform, by bundles over HTTP.</summary>
    Platform,
}

/// <summary>Stored facts of a destination. Names and members are the storage format: add, never rename.</summary>
public abstract record DestinationEvent
{
    private DestinationEvent() { }

    /// <summary>Where images of others go that are meant for an institution.</summary>
    /// <param name="InstitutionId">Whose equipment or platform it is.</param>
    /// <param name="Peer">Kind platform: its name in the settings, where the secret is.</param>
    /// <param name="Connections">At one time; null takes the usual number.</param>
    /// <param name="MaxBytesPerSecond">Null does not hold it back.</param>
    /// <param name="Prefetch">Takes earlier images of patients whose case was accepted.</param>
    /// <param name="Paused">What is meant for it waits, emergencies too.</param>
    public sealed record Kept(
        string Name, DestinationKind Kind, string InstitutionId, string? AeTitle, string? Host, int? Port, bool Tls, string? Peer, int? Connections, long? MaxBytesPerSecond,
        bool Prefetch, bool Paused = false) : DestinationEvent;

    /// <summary>Nothing is sent there any more.</summary>
    public sealed record Removed(string Reason) : DestinationEvent;
}
