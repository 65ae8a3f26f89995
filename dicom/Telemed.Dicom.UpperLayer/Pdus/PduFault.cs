namespace Telemed.Dicom.UpperLayer;

/// <summary>Why bytes are no PDU, or a PDU no sense. Each raises Evt19; the reason goes into the A-ABORT (PS3.8 Table 9-26) and one log line.</summary>
public enum PduFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The first byte is no PDU type: another protocol, or a lost boundary.</summary>
    UnknownType,

    /// <summary>The PDU is longer than this node takes.</summary>
    TooLong,

    /// <summary>An item or field ends beyond the thing that holds it, or a part of it is missing.</summary>
    Truncated,

    /// <summary>More items of a kind than the limits allow.</summary>
    TooManyItems,

    /// <summary>An item that must be there once is missing or there twice.</summary>
    ItemMissingOrRepeated,

    /// <summary>A presentation context identifier is even or used twice.</summary>
    BadContextId,

    /// <summary>A text field holds bytes that it cannot hold, or is too long.</summary>
    BadText,

    /// <summary>A field has a value that the standard does not know.</summary>
    BadValue,
}
