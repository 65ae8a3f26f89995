namespace Telemed.Dicom.Dimse;

/// <summary>Status codes that every service shares (PS3.7 Annex C).</summary>
public static class GeneralStatus
{
    /// <summary>Done.</summary>
    public const ushort Success = 0x0000;

    /// <summary>Failure: a general fault while the operation was performed.</summary>
    public const ushort ProcessingFailure = 0x0110;

    /// <summary>Failure: the operation does not exist here.</summary>
    public const ushort UnrecognizedOperation = 0x0211;

    /// <summary>The operation was not refused: done, or done with a warning (PS3.7 Annex C).</summary>
    public static bool IsDone(ushort status) => status is Success or 0x0001 or 0x0107 or 0x0116 || status >> 12 == 0xB;
}
