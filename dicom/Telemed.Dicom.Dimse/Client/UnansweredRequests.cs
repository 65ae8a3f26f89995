namespace Telemed.Dicom.Dimse;

/// <summary>Requests sent on one association and not yet answered, by message ID (PS3.7 §9.1, §D.3.3.3).</summary>
/// <param name="most">How many there may be at a time.</param>
internal sealed class UnansweredRequests(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, TaskCompletionSource<ushort?>> _waiting = [];
    private TaskCompletionSource? _room;
    private ushort _messageId;
    private bool _ended;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get { lock (_lock) return _waiting.Count; }
    }

    /// <summary>A message ID that none of them has.</summary>
    public ushort NextId()
    {
        lock (_lock) return Next();
    }

    /// <summary>Waits until there may be one more, or none is answered any more.</summary>
    public Task Room()
    {
        lock (_lock)
        {
            if (_ended || _waiting.Count < most) return Task.CompletedTask;
            return (_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Adds one that is about to be sent.</summary>
    /// <returns>Its message ID; its status, or null when it stays without; and whether it is now the only one.</returns>
    public (ushort Id, Task<ushort?> Status, bool IsFirst) Add()
    {
        lock (_lock)
        {
            var id = Next();
            if (_ended) return (id, Task.FromResult<ushort?>(null), false);
            var waiting = _waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return (id, waiting.Task, _waiting.Count == 1);
        }
    }

    /// <summary>An answer came.</summary>
    /// <returns>How many are left; null when no request of that message ID is unanswered.</returns>
    public int? Answer(ushort messageId, ushort status)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(messageId, out var waiting)) return null;
            _room?.TrySetResult();
            _room = null;
            waiting.TrySetResult(status);
            return _waiting.Count;
        }
    }

    /// <summary>No answer comes any more: the rest stays without.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var waiting in _waiting.Values) waiting.TrySetResult(null);
            _waiting.Clear();
            _room?.TrySetResult();
        }
    }

    private ushort Next()
    {
        do _messageId++;
        while (_waiting.ContainsKey(_messageId));
        return _messageId;
    }
}
