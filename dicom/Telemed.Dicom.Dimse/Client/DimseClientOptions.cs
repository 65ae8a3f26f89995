using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Times and limits of the asking side.</summary>
public sealed record DimseClientOptions
{
    /// <summary>PDU limits and times.</summary>
    public AssociationOptions Association { get; init; } = new();

    /// <summary>How long to wait for the connection itself.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Objects to have under way on one association with a peer that grants it (PS3.7 §D.3.3.3); 1 asks for no window.</summary>
    public ushort SendOperations { get; init; } = 16;

    /// <summary>Certificate and authorities for destinations that are called by TLS; null calls in plain.</summary>
    public TlsOptions? Tls { get; init; }
}
