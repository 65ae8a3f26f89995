namespace Telemed.Dicom.Dimse;

/// <summary>Knows where application entities listen: move destinations, and those who asked for storage commitment.</summary>
public interface IDestinations
{
    /// <summary>Null when there is none of that title, or nobody knows where it listens.</summary>
    ValueTask<Destination?> Find(string aeTitle, CancellationToken cancellationToken);
}

/// <summary>An application entity that can be called.</summary>
/// <param name="AeTitle">Its title.</param>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="InstitutionId">To whom it belongs.</param>
public sealed record Destination(string AeTitle, string Host, int Port, string? InstitutionId)
{
    /// <summary>It is called by TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>In place of <see cref="DimseClientOptions.SendOperations"/>; 1 for a peer that does not get on with a window.</summary>
    public ushort? SendOperations { get; init; }
}
