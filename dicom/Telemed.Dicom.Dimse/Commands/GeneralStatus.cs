namespace Telemed.Dicom.Dimse;

/// <summary>Status codes that every service shares (PS3.7 Annex C).</summary>
public static class GeneralStatus
{
    /// <summary>Done.</summary>
    public const ushort Success = 0x0000;

    /// <summary>Failure: a general fault while the operation was performed.</summary>
    public const ushort ProcessingFailure = 0x0110;

    /// <summary>Failure: an attribute value is not one that is allowed.</summary>
    public const ushort InvalidAttributeValue = 0x0106;

    /// <summary>Failure: there is no such object.</summary>
    public const ushort NoSuchInstance = 0x0112;

    /// <summary>Failure: the event or action argument makes no sense.</summary>
    public const ushort InvalidArgument = 0x0115;

    /// <summary>Failure: another object has this UID.</summary>
    public const ushort DuplicateInstance = 0x0111;

    /// <summary>Failure: not the SOP class of the presentation context.</summary>
    public const ushort SopClassNotSupported = 0x0122;

    /// <summary>Failure: no such action or event.</summary>
    public const ushort NoSuchAction = 0x0123;

    /// <summary>Failure: the asker may not.</summary>
    public const ushort NotAuthorized = 0x0124;

    /// <summary>Failure: a required attribute is missing.</summary>
    public const ushort MissingAttribute = 0x0120;

    /// <summary>Cancelled by the asker.</summary>
    public const ushort Cancelled = 0xFE00;

    /// <summary>More responses follow.</summary>
    public const ushort Pending = 0xFF00;

    /// <summary>More responses follow; some optional keys are not supported for matching.</summary>
    public const ushort PendingKeysNotSupported = 0xFF01;

    /// <summary>Failure: an operation with this message ID is still under way.</summary>
    public const ushort DuplicateInvocation = 0x0210;

    /// <summary>Failure: the operation does not exist here.</summary>
    public const ushort UnrecognizedOperation = 0x0211;

    /// <summary>More responses follow.</summary>
    public static bool IsPending(ushort status) => status is Pending or PendingKeysNotSupported;

    /// <summary>The operation was not refused: done, or done with a warning (PS3.7 Annex C).</summary>
    public static bool IsDone(ushort status) => status is Success or 0x0001 or 0x0107 or 0x0116 || status >> 12 == 0xB;
}
