namespace Telemed.Dicom.Dimse;

/// <summary>Element numbers of group 0000 (PS3.7 Annex E.1) that this node reads or writes; others are kept as they come.</summary>
public enum CommandTag : ushort
{
    /// <summary>UL: bytes of the command set after this element.</summary>
    GroupLength = 0x0000,

    /// <summary>UI.</summary>
    AffectedSopClassUid = 0x0002,

    /// <summary>UI: the class of N-SET, N-GET and N-ACTION.</summary>
    RequestedSopClassUid = 0x0003,

    /// <summary>US.</summary>
    CommandField = 0x0100,

    /// <summary>US.</summary>
    MessageId = 0x0110,

    /// <summary>US.</summary>
    MessageIdBeingRespondedTo = 0x0120,

    /// <summary>AE: where C-MOVE sends to.</summary>
    MoveDestination = 0x0600,

    /// <summary>US: 0 medium, 1 high, 2 low.</summary>
    Priority = 0x0700,

    /// <summary>US: 0101H when no data set follows.</summary>
    DataSetType = 0x0800,

    /// <summary>US.</summary>
    Status = 0x0900,

    /// <summary>AT: the elements at fault.</summary>
    OffendingElement = 0x0901,

    /// <summary>LO: may hold patient data when a peer wrote it; never logged.</summary>
    ErrorComment = 0x0902,

    /// <summary>US.</summary>
    ErrorId = 0x0903,

    /// <summary>UI.</summary>
    AffectedSopInstanceUid = 0x1000,

    /// <summary>UI: the instance of N-SET, N-GET and N-ACTION.</summary>
    RequestedSopInstanceUid = 0x1001,

    /// <summary>US.</summary>
    EventTypeId = 0x1002,

    /// <summary>US.</summary>
    ActionTypeId = 0x1008,

    /// <summary>US: sub-operations still to come.</summary>
    RemainingSubOperations = 0x1020,

    /// <summary>US.</summary>
    CompletedSubOperations = 0x1021,

    /// <summary>US.</summary>
    FailedSubOperations = 0x1022,

    /// <summary>US.</summary>
    WarningSubOperations = 0x1023,

    /// <summary>AE.</summary>
    MoveOriginatorAe = 0x1030,

    /// <summary>US.</summary>
    MoveOriginatorMessageId = 0x1031,
}
