namespace Telemed.Dicom.Dimse;

/// <summary>Status of a C-STORE response (PS3.4 Table B.2-1, PS3.7 §9.1.1.1.9 and Annex C).</summary>
/// <remarks>The standard leaves the low byte or low twelve bits of some codes to the receiver; the values here are the ones this node sends.</remarks>
public enum StoreStatus : ushort
{
    /// <summary>Stored for good.</summary>
    Success = 0x0000,

    /// <summary>Failure: a general fault while the operation was performed.</summary>
    ProcessingFailure = 0x0110,

    /// <summary>Failure: the SOP instance UID belongs to an object with another content (PS3.7 §C.5.6).</summary>
    DuplicateInstance = 0x0111,

    /// <summary>Failure: the SOP instance UID is not a UID.</summary>
    InvalidInstance = 0x0117,

    /// <summary>Failure: the SOP class is not one that this node stores on this presentation context.</summary>
    SopClassNotSupported = 0x0122,

    /// <summary>Refused: the sender may not store here.</summary>
    NotAuthorized = 0x0124,

    /// <summary>Refused: no room, or too many objects under way. The sender may try later.</summary>
    OutOfResources = 0xA700,

    /// <summary>Error: the data set does not belong to the SOP class or SOP instance named in the command.</summary>
    DataSetMismatch = 0xA900,

    /// <summary>Warning: stored, with attribute values coerced.</summary>
    Coerced = 0xB000,

    /// <summary>Warning: stored, with some elements discarded.</summary>
    ElementsDiscarded = 0xB006,

    /// <summary>Warning: stored, though the data set does not match its SOP class.</summary>
    StoredDespiteMismatch = 0xB007,

    /// <summary>Error: the data set cannot be read.</summary>
    CannotUnderstand = 0xC000,
}
