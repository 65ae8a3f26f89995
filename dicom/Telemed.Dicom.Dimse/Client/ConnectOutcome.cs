using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>What became of an attempt to connect to a peer.</summary>
public abstract record ConnectOutcome
{
    private ConnectOutcome() { }

    /// <summary>Connected; whoever gets the client disposes it.</summary>
    public sealed record Connected(DimseClient Client) : ConnectOutcome;

    /// <summary>Nobody listens there, or not in time.</summary>
    public sealed record Unreachable(string Why) : ConnectOutcome;

    /// <summary>Somebody listens, but there is no association.</summary>
    public sealed record Refused(AssociationEnd How, Pdu.AssociateRj? Rejection) : ConnectOutcome;
}
