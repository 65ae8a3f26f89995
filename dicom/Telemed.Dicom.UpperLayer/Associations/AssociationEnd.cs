namespace Telemed.Dicom.UpperLayer;

/// <summary>How an association, or an attempt at one, came to its end; every way has a name.</summary>
public enum AssociationEnd
{
    /// <summary>By A-RELEASE, as it should.</summary>
    Released,

    /// <summary>By A-ASSOCIATE-RJ, sent or received.</summary>
    Rejected,

    /// <summary>The peer sent A-ABORT.</summary>
    AbortedByPeer,

    /// <summary>The local user aborted: what came made no sense to the service above.</summary>
    AbortedHere,

    /// <summary>The connection closed or broke without release.</summary>
    ConnectionLost,

    /// <summary>The first bytes were no PDU: another protocol, or noise.</summary>
    NotDicom,

    /// <summary>A PDU that cannot be read, or is over a limit.</summary>
    InvalidPdu,

    /// <summary>A PDU that this state does not allow.</summary>
    UnexpectedPdu,

    /// <summary>Nothing complete came in time, before the association stood.</summary>
    NoAnswer,

    /// <summary>Nothing complete came in time, or what was sent was not taken in time.</summary>
    Idle,

    /// <summary>The association lasted longer than allowed.</summary>
    TooLong,

    /// <summary>This node is shutting down.</summary>
    Stopping,
}
