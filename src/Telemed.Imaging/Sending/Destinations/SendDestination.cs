namespace Telemed.Imaging.Sending.Destinations;

/// <summary>Where studies can be sent.</summary>
/// <param name="Id">The id it was kept under; <c>ae:TITLE</c> and <c>peer:name</c> for those of the settings.</param>
/// <param name="InstitutionId">Who receives there; null for one that belongs to nobody, to which nothing is sent.</param>
/// <param name="Peer">Name of the platform in the settings.</param>
/// <param name="IsPaused">What is meant for it waits.</param>
/// <param name="SendOperations">Objects to have under way on one association; null takes the node's setting.</param>
/// <param name="IsKept">Not from the settings.</param>
internal sealed record SendDestination(
    string Id, string Name, DestinationKind Kind, string? InstitutionId, string? AeTitle, string? Host, int? Port, bool Tls, string? Peer, int Connections, long? MaxBytesPerSecond,
    bool Prefetch, bool IsKept, bool IsPaused = false, ushort? SendOperations = null);
