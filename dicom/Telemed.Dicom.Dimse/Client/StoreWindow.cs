using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>C-STOREs under way beside each other on one association (PS3.7 §D.3.3.3): one flow sends them in their order, another takes the answers in any order.</summary>
/// <remarks>Somebody receives only while there is something unanswered; in between the association is in one pair of hands again, to be released or asked for something else.</remarks>
internal sealed class StoreWindow
{
    private readonly DimseChannel _channel;
    private Task _receiving = Task.CompletedTask;

    public StoreWindow(DimseChannel channel)
    {
        _channel = channel;
        Size = Granted(channel.Association);
        Unanswered = new(Size);
        if (Size > 1) channel.Association.Share();
    }

    /// <summary>How many may be unanswered at a time.</summary>
    public int Size { get; }

    /// <summary>Those that are.</summary>
    public UnansweredRequests Unanswered { get; }

    /// <summary>Sends one, when there is room for it.</summary>
    /// <returns>Its status, when it comes; null when the association ends before.</returns>
    public async ValueTask<Task<ushort?>> Send(AcceptedContext context, OutgoingObject sent, ReadOnlyMemory<byte> written, CancellationToken cancellationToken)
    {
        var (id, status, isFirst) = Unanswered.Add();
        _channel.Association.OperationBegins();   // as long as we are the ones who talk, the peer may be silent
        try
        {
            if (isFirst) _receiving = Receive();
            await ObjectSending.Send(_channel.Association, context, id, sent, written, cancellationToken);
        }
        finally
        {
            _channel.Association.OperationEnds();
        }
        return status;
    }

    /// <summary>Waits until all are answered, or the association has ended.</summary>
    public Task Drained() => _receiving;

    private async Task Receive()
    {
        try
        {
            while (await _channel.Receive() is { } message)
            {
                if (await Take(message) is not { } left) await _channel.Association.Abort();
                else if (left == 0) return;
            }
            await _channel.Association.Settle();
        }
        catch
        {
            Unanswered.End();
            throw;
        }
        Unanswered.End();
    }

    /// <returns>How many are left; null when it was no answer to any of them.</returns>
    private async ValueTask<int?> Take(DimseMessage message) =>
        message.Command.Field is CommandField.CStoreRsp && message.Command.Number(CommandTag.MessageIdBeingRespondedTo) is { } id
        && message.Command.Number(CommandTag.Status) is { } status && await _channel.SkipData(DimseChannel.MaxCommandLength)
            ? Unanswered.Answer(id, status)
            : null;

    // What was not asked for is not granted, whatever the peer says; 0 in its answer is as many as were asked for.
    private static int Granted(Association association) =>
        (association.Request.User.Operations, association.Answer.User.Operations) is ({ Invoked: > 1 and var asked }, { Invoked: var granted })
            ? granted == 0 ? asked : Math.Min(asked, granted)
            : 1;
}
