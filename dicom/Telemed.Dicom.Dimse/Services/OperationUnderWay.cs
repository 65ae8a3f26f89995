namespace Telemed.Dicom.Dimse;

/// <summary>One of the operations that run beside each other on an association.</summary>
/// <param name="messageId">Of the peer's request.</param>
internal sealed class OperationUnderWay(ushort messageId)
{
    private volatile bool _cancelled;

    public ushort MessageId { get; } = messageId;

    /// <summary>The peer sent a C-CANCEL for it.</summary>
    public bool Cancelled
    {
        get => _cancelled;
        set => _cancelled = value;
    }
}
