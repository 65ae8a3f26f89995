using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Times and limits of the asking side.</summary>
public sealed record DimseClientOptions
{
    /// <summary>PDU limits and times.</summary>
    public AssociationOptions Association { get; init; } = new();

    /// <summary>How long to wait for the connection itself.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Certificate and authorities for destinations that are called by TLS; null calls in plain.</summary>
    public TlsOptions? Tls { get; init; }
}
