namespace Telemed.Dicom.Dimse;

/// <summary>Statuses of query and retrieval beside the general ones (PS3.4 Tables C.4-1, C.4-2 and C.4-3).</summary>
public static class QueryStatus
{
    /// <summary>Refused: out of resources.</summary>
    public const ushort OutOfResources = 0xA700;

    /// <summary>Refused: none of the sub-operations could be performed.</summary>
    public const ushort NoSubOperation = 0xA702;

    /// <summary>Refused: the move destination is not known.</summary>
    public const ushort DestinationUnknown = 0xA801;

    /// <summary>The identifier does not match the SOP class.</summary>
    public const ushort IdentifierMismatch = 0xA900;

    /// <summary>Some of the sub-operations failed, or ended with a warning.</summary>
    public const ushort SomeFailed = 0xB000;

    /// <summary>Unable to process.</summary>
    public const ushort UnableToProcess = 0xC001;
}
