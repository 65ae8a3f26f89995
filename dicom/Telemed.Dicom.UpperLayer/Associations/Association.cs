using System.Buffers;

namespace Telemed.Dicom.UpperLayer;

/// <summary>An established association: messages flow in fragments until one side releases or aborts (PS3.8 §7).</summary>
/// <remarks>
/// Used by one flow of control, receiving and sending in turn; only <see cref="Stop"/> may be called from elsewhere.
/// Once shared, one flow receives while others send whole messages, each in its turn; <see cref="Abort"/> is then carried out by the receiving one.
/// </remarks>
public sealed class Association : IAsyncDisposable
{
    private const uint SmallestSendLength = 64;
    private const long GatherBytes = 64 * 1024;
    private readonly UpperLayerLink _link;
    private readonly AcceptedContext?[] _contexts = new AcceptedContext?[256];
    private bool _shared;

    internal Association(UpperLayerLink link, Pdu.AssociateRq request, Pdu.AssociateAc answer, AssociationOptions options, UserInformation peer)
    {
        _link = link;
        Request = request;
        Answer = answer;
        // An announced length too small for any use is taken as a mistake of the peer, not as a reason to send a byte at a time.
        var announced = peer.MaxLength is null or 0 ? uint.MaxValue : Math.Max(peer.MaxLength.Value, SmallestSendLength);
        MaxFragmentLength = (int)(Math.Min(announced, options.MaxSendLength) - DataValues.HeaderLength) & ~1;
        foreach (var context in answer.Contexts)
            if (context.Result is ContextResult.Accepted && request.Contexts.FirstOrDefault(c => c.Id == context.Id) is { } proposed)
                _contexts[context.Id] = new(context.Id, proposed.AbstractSyntax, context.TransferSyntax);
    }

    /// <summary>The request as sent or received.</summary>
    public Pdu.AssociateRq Request { get; }

    /// <summary>The answer as sent or received.</summary>
    public Pdu.AssociateAc Answer { get; }

    /// <summary>Most bytes of a message that go into one PDU to this peer; even.</summary>
    public int MaxFragmentLength { get; }

    /// <summary>How it ended; null while it stands.</summary>
    public AssociationEnd? End => _link.End ?? (_link.AbortAsked ? AssociationEnd.AbortedHere : null);

    /// <summary>What was wrong with the bytes, when it ended for that.</summary>
    public PduFault Fault => _link.Fault;

    /// <summary>No message is half received or half answered, so that a shutdown may end the association without loss.</summary>
    public bool BetweenMessages
    {
        get => _link.Interruptible;
        set => _link.Interruptible = value;
    }

    /// <summary>A shutdown waits for what is under way; long work should come to its end.</summary>
    public bool Stopping => _link.Stopping;

    /// <summary>The contexts on which messages may flow.</summary>
    public IEnumerable<AcceptedContext> Contexts => _contexts.OfType<AcceptedContext>();

    /// <summary>The accepted context with that identifier, or null.</summary>
    public AcceptedContext? Context(byte id) => _contexts[id];

    /// <summary>Lets several flows send, each a message at a time (<see cref="TakeTurn"/>), while one receives.</summary>
    public void Share()
    {
        _shared = true;
        _link.Turns.Share();
    }

    /// <summary>Waits for the right to send a message; always there unless shared.</summary>
    public ValueTask<SendTurn> TakeTurn() => _link.Turns.Take();

    /// <summary>An operation is worked on beside the reception of further messages.</summary>
    public void OperationBegins() => _link.CountOperation(1);

    /// <summary>It has ended.</summary>
    public void OperationEnds() => _link.CountOperation(-1);

    /// <summary>Waits for the next data PDU. A release by the peer is agreed to.</summary>
    /// <returns>Null when the association has ended; <see cref="End"/> then says how. The fragments are borrowed until the next call.</returns>
    public async ValueTask<Pdu.Data?> Receive()
    {
        switch (await _link.Next())
        {
            case Pdu.Data data when AllAccepted(data):
                return data;
            case Pdu.Data:
                await _link.Abort(AssociationEnd.InvalidPdu);   // by the receiving flow itself
                return null;
            case Pdu.ReleaseRq:
                await _link.Raise(UpperLayerEvent.Evt14, new Pdu.ReleaseRp());
                await _link.EndAs(AssociationEnd.Released);
                return null;
            default:
                return null;
        }
    }

    /// <summary><see cref="Receive"/> has something to give without waiting for the peer; asked between the parts of a long answer.</summary>
    /// <remarks>Fragments received before are no longer valid.</remarks>
    public ValueTask<bool> CanReceiveNow() => _link.CanTellNow();

    /// <summary>Sends part of a message, cut into fragments.</summary>
    /// <param name="contextId">An accepted context.</param>
    /// <param name="isCommand">Command set; otherwise data set.</param>
    /// <param name="bytes">Any length, even zero when <paramref name="isLast"/>.</param>
    /// <param name="isLast">The command set or data set ends here.</param>
    /// <remarks>A connection that fails is noticed by the next <see cref="Receive"/>.</remarks>
    public async ValueTask Send(byte contextId, bool isCommand, ReadOnlyMemory<byte> bytes, bool isLast)
    {
        do
        {
            var length = Math.Min(bytes.Length, MaxFragmentLength);
            _link.WriteFragment(contextId, isCommand, isLast && length == bytes.Length, bytes.Span[..length]);
            bytes = bytes[length..];
            if (!bytes.IsEmpty || !isCommand) await _link.Flush();
        }
        while (!bytes.IsEmpty);
        if (isCommand) await _link.Flush();
    }

    /// <summary>Writes a message that is wholly in memory; it leaves with the next <see cref="Flush"/>, or when enough has gathered.</summary>
    /// <param name="contextId">An accepted context.</param>
    /// <param name="command">Encoded command set.</param>
    /// <param name="dataSet">Encoded data set; null when the command announces none.</param>
    public async ValueTask Write(byte contextId, ReadOnlyMemory<byte> command, ReadOnlyMemory<byte>? dataSet)
    {
        await Write(contextId, isCommand: true, command);
        if (dataSet is { } data) await Write(contextId, isCommand: false, data);
    }

    /// <summary>Sends what was written.</summary>
    public ValueTask Flush() => _link.Flush();

    /// <summary>Ends the association in good order; what still comes from the peer is read over.</summary>
    public async ValueTask Release()
    {
        if (End is not null) return;
        await _link.Raise(UpperLayerEvent.Evt11, new Pdu.ReleaseRq());
        while (await _link.Next() is { } pdu)
        {
            if (pdu is not Pdu.ReleaseRq) continue;
            await _link.Raise(UpperLayerEvent.Evt14, new Pdu.ReleaseRp());   // both wished it at once
        }
    }

    /// <summary>Ends the association by A-ABORT.</summary>
    public ValueTask Abort()
    {
        if (!_shared) return _link.Abort(AssociationEnd.AbortedHere);
        _link.AskAbort();
        return default;
    }

    /// <summary>The receiving flow is done: an abort that was asked for is carried out.</summary>
    public async ValueTask Settle()
    {
        if (_link.AbortAsked && _link.End is null) await _link.Next();
    }

    /// <summary>Ends the association by A-ABORT as soon as it is <see cref="BetweenMessages"/>; may be called from anywhere, at any time.</summary>
    public void Stop() => _link.Stop();

    /// <summary>Aborts if the association still stands, and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _link.Abort(AssociationEnd.AbortedHere);
        await _link.DisposeAsync();
    }

    private async ValueTask Write(byte contextId, bool isCommand, ReadOnlyMemory<byte> bytes)
    {
        do
        {
            var length = Math.Min(bytes.Length, MaxFragmentLength);
            _link.WriteFragment(contextId, isCommand, length == bytes.Length, bytes.Span[..length]);
            bytes = bytes[length..];
            if (_link.Unsent > GatherBytes) await _link.Flush();
        }
        while (!bytes.IsEmpty);
    }

    private bool AllAccepted(Pdu.Data data)
    {
        foreach (var value in data.Values)
            if (_contexts[value.ContextId] is null) return false;
        return true;
    }
}
