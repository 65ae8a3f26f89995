using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>The operations that the peer has under way on one association, beside each other (PS3.7 §D.3.3.3), and the requests from here that they made.</summary>
/// <param name="association">Shared between them.</param>
/// <param name="invoked">How many the peer may have under way, as negotiated.</param>
/// <param name="performed">How many the peer performs at a time, as negotiated.</param>
internal sealed class OperationsUnderWay(Association association, int invoked, int performed) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, OperationUnderWay> _unanswered = [];
    private readonly Dictionary<ushort, TaskCompletionSource<CommandSet?>> _asked = [];
    private readonly SemaphoreSlim _permits = new(performed);
    private TaskCompletionSource? _allEnded;
    private ushort _messageId;
    private int _running;
    private volatile bool _ended;

    /// <summary>Registers an operation.</summary>
    /// <returns>Null when one with this message ID is not yet answered.</returns>
    public OperationUnderWay? Begin(ushort messageId)
    {
        var begun = new OperationUnderWay(messageId);
        lock (_lock)
        {
            if (!_unanswered.TryAdd(messageId, begun)) return null;
            _running++;
        }
        association.OperationBegins();
        return begun;
    }

    /// <summary>
    /// The peer keeps to its window. A request may overtake the moment in which its predecessor, already answered, is taken off the list; twice the window is no such moment.
    /// </summary>
    public bool WithinLimits
    {
        get { lock (_lock) return _running <= 2 * invoked; }
    }

    /// <summary>C-CANCEL: nothing happens when the operation has been answered already.</summary>
    public void Cancel(ushort messageId)
    {
        lock (_lock)
            if (_unanswered.TryGetValue(messageId, out var meant)) meant.Cancelled = true;
    }

    /// <summary>The operation is to end: cancelled, or the association has ended or is about to.</summary>
    public bool MustEnd(OperationUnderWay operation) => operation.Cancelled || _ended || association.End is not null || association.Stopping;

    /// <summary>The final response is about to be sent: the peer may use the message ID again.</summary>
    public void Answered(OperationUnderWay operation)
    {
        lock (_lock)
            if (_unanswered.GetValueOrDefault(operation.MessageId) == operation) _unanswered.Remove(operation.MessageId);
    }

    /// <summary>Takes an operation off the list.</summary>
    public void End(OperationUnderWay operation)
    {
        Answered(operation);
        lock (_lock)
            if (--_running == 0) _allEnded?.TrySetResult();
        association.OperationEnds();
    }

    /// <summary>Waits until the peer can be asked for one more operation.</summary>
    /// <returns>The message ID to ask under.</returns>
    public async ValueTask<ushort> Ask(CancellationToken cancellationToken)
    {
        await _permits.WaitAsync(cancellationToken);
        lock (_lock)
        {
            do _messageId++;
            while (_asked.ContainsKey(_messageId));
            var response = _asked[_messageId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_ended) response.SetResult(null);
            return _messageId;
        }
    }

    /// <summary>The peer's response, or null when the association has ended.</summary>
    public Task<CommandSet?> Response(ushort messageId)
    {
        lock (_lock) return _asked[messageId].Task;
    }

    /// <summary>What was asked has been answered, or was not sent.</summary>
    public void Asked(ushort messageId)
    {
        lock (_lock) _asked.Remove(messageId);
        _permits.Release();
    }

    /// <summary>Gives a response to the operation that waits for it.</summary>
    /// <returns>False when none does.</returns>
    public bool Answer(CommandSet response)
    {
        lock (_lock)
            return response.Number(CommandTag.MessageIdBeingRespondedTo) is { } id && _asked.TryGetValue(id, out var waiting) && waiting.TrySetResult(response);
    }

    /// <summary>No message comes any more: whoever waits for one is told, and all are waited for.</summary>
    public Task Drain()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var waiting in _asked.Values) waiting.TrySetResult(null);
            if (_running == 0) return Task.CompletedTask;
            _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _allEnded.Task;
        }
    }

    public void Dispose() => _permits.Dispose();
}
