using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace Telemed.Dicom.UpperLayer;

/// <summary>Joins the state table to a connection: turns bytes and time into events, and actions into bytes.</summary>
/// <remarks>Used by one flow of control; only <see cref="Stop"/> comes from outside. Once shared, one flow reads and others send, one at a time by <see cref="Turns"/>.</remarks>
internal sealed class UpperLayerLink : IAsyncDisposable
{
    // After the last PDU the rest of what the peer had under way is read over, so that closing does not destroy our PDU on its way.
    private const long MaxReadOver = 4 * 1024 * 1024;
    private readonly IDuplexPipe _transport;
    private readonly AssociationOptions _options;
    private readonly bool _isRequestor;
    private readonly TimeProvider _clock;
    private readonly Deadline _step, _flush, _total;
    private readonly SendTurns _turns = new();
    private ReadOnlySequence<byte> _unread;
    private bool _reading;
    private Task<ReadResult>? _early;
    private bool _outputDone, _inputDone, _closedOutput;
    private volatile bool _closed;
    private AssociationEnd? _sendFault;
    private bool _timed;
    private int _operations;
    private volatile bool _stopping, _abortAsked, _allEnded;

    public UpperLayerLink(IDuplexPipe transport, AssociationOptions options, TimeProvider clock, bool isRequestor)
    {
        _transport = transport;
        _options = options;
        _isRequestor = isRequestor;
        _clock = clock;
        _step = new(clock, WakeReader);
        _flush = new(clock, WakeSender);
        _total = new(clock, () =>
        {
            WakeReader();
            WakeSender();
        });
        _total.Start(options.TotalTimeout);
    }

    public AssociationState State { get; private set; } = AssociationState.Sta1;

    public AssociationEnd? End { get; private set; }

    public PduFault Fault { get; private set; }

    public Pdu.AssociateRj? Rejection { get; private set; }

    /// <summary>Nothing is half done: <see cref="Stop"/> may end the association here.</summary>
    public bool Interruptible { get; set; } = true;

    /// <summary><see cref="Stop"/> was called.</summary>
    public bool Stopping => _stopping;

    /// <summary>Another flow than the reading one asked for an abort, which the reading one has not yet carried out.</summary>
    public bool AbortAsked => _abortAsked;

    /// <summary>Bytes written and not yet flushed.</summary>
    public long Unsent => _outputDone ? 0 : _transport.Output.UnflushedBytes;

    /// <summary>Ends the association as soon as it is <see cref="Interruptible"/>.</summary>
    public void Stop()
    {
        _stopping = true;
        WakeReader();
    }

    /// <summary>Who may send, once several flows do.</summary>
    public SendTurns Turns => _turns;

    /// <summary>Operations that go on while the next message is waited for: the peer may be silent meanwhile, and a shutdown waits.</summary>
    public void CountOperation(int change)
    {
        if (Interlocked.Add(ref _operations, change) != 0) return;
        _allEnded = true;
        WakeReader();
    }

    /// <summary>Has the reading flow end the association by A-ABORT.</summary>
    public void AskAbort()
    {
        _abortAsked = true;
        WakeReader();
    }

    /// <summary>Waits for the next thing that the user is told of; null when the association has ended, and then the connection is closed too.</summary>
    /// <remarks>Slices in a data PDU are borrowed until the next call.</remarks>
    public async ValueTask<Pdu?> Next()
    {
        _timed = false;
        while (End is null)
        {
            var (happened, pdu) = await Read();
            var before = State;
            Rejection = pdu as Pdu.AssociateRj ?? Rejection;
            var tell = await Raise(happened, pdu, happened is UpperLayerEvent.Evt19 ? Fault.Reason() : AbortReason.UnexpectedPdu);
            if (State is AssociationState.Sta1 or AssociationState.Sta13) End ??= EndOf(happened, before);
            else if (tell)
            {
                _step.Stop();   // what the user does with it is not the peer's time
                return pdu;
            }
        }
        await Finish();
        return null;
    }

    /// <summary>Something can be had from <see cref="Next"/> without waiting for the peer: a whole PDU or an end. Reading goes on while the user sends.</summary>
    public async ValueTask<bool> CanTellNow()
    {
        while (End is null && !_inputDone && Overdue() is null)
        {
            if (_reading && Peek()) return true;
            if (_early is null)
            {
                Advance(_unread.Start, _unread.End);
                _early = _transport.Input.ReadAsync().AsTask();
            }
            if (!_early.IsCompleted) return false;
            await Fill();
        }
        return true;
    }

    /// <summary>Takes the step that the state table lays down.</summary>
    /// <returns>The user is to be told.</returns>
    /// <exception cref="InvalidOperationException">The caller raised what cannot happen in this state.</exception>
    public async ValueTask<bool> Raise(UpperLayerEvent happened, Pdu? pdu = null, AbortReason reason = AbortReason.NotSpecified)
    {
        var step = StateTable.Next(State, happened, _isRequestor)
            ?? throw new InvalidOperationException($"{happened} cannot happen in {State}.");
        var steps = step.Action.Steps();
        State = step.Next;
        if (steps.HasFlag(ActionSteps.StopTimer)) _step.Stop();
        if (steps.HasFlag(ActionSteps.Send)) await Send(pdu!);
        if (steps.HasFlag(ActionSteps.SendUserAbort)) await Send(new Pdu.Abort(AbortSource.User, AbortReason.NotSpecified));
        if (steps.HasFlag(ActionSteps.SendProviderAbort)) await Send(new Pdu.Abort(AbortSource.Provider, reason));
        if (steps.HasFlag(ActionSteps.StartTimer)) _step.Start(WaitIn(State));
        if (steps.HasFlag(ActionSteps.Close)) await Close();
        return steps.HasFlag(ActionSteps.Tell);
    }

    /// <summary>Ends the association from here by A-ABORT, if it still stands.</summary>
    public async ValueTask Abort(AssociationEnd why)
    {
        if (End is not null) return;
        End = why;
        if (StateTable.Next(State, UpperLayerEvent.Evt15, _isRequestor) is not null) await Raise(UpperLayerEvent.Evt15);
        await Finish();
    }

    /// <summary>Names the end and waits, for a short time, until the peer has closed.</summary>
    public async ValueTask EndAs(AssociationEnd how)
    {
        End ??= how;
        await Finish();
    }

    /// <summary>Writes one fragment as a P-DATA-TF of its own (Evt9, which changes no state); nothing when the association has ended.</summary>
    public void WriteFragment(byte contextId, bool isCommand, bool isLast, ReadOnlySpan<byte> fragment)
    {
        if (_outputDone || _abortAsked || StateTable.Next(State, UpperLayerEvent.Evt9, _isRequestor) is null) return;
        PduEncoder.EncodeDataHeader(contextId, isCommand, isLast, fragment.Length, _transport.Output);
        _transport.Output.Write(fragment);
    }

    /// <summary>Sends what was written.</summary>
    /// <remarks>A connection that fails here is noticed by the next read, as Evt17.</remarks>
    public async ValueTask Flush()
    {
        if (_outputDone) return;
        try
        {
            var flush = _transport.Output.FlushAsync();
            if (flush.IsCompletedSuccessfully) return;
            _flush.Start(_options.IdleTimeout);
            var result = await flush;
            _flush.Stop();
            if (!result.IsCanceled) return;
            _sendFault = AssociationEnd.Idle;
            await CompleteOutput(new TimeoutException("The peer takes no data."));
            WakeReader();
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            await CompleteOutput(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        _step.Dispose();
        _flush.Dispose();
        _total.Dispose();
    }

    private static bool IsConnectionFault(Exception e) =>
        e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private TimeSpan WaitIn(AssociationState state) => state switch
    {
        AssociationState.Sta2 => _options.RequestTimeout,
        AssociationState.Sta5 => _options.AnswerTimeout,
        AssociationState.Sta7 => _options.ReleaseTimeout,
        AssociationState.Sta13 => _options.CloseTimeout,
        _ => _options.IdleTimeout,
    };

    private AssociationEnd EndOf(UpperLayerEvent happened, AssociationState before) => happened switch
    {
        UpperLayerEvent.Evt4 when before is AssociationState.Sta5 => AssociationEnd.Rejected,
        UpperLayerEvent.Evt13 when before is AssociationState.Sta7 or AssociationState.Sta11 => AssociationEnd.Released,
        UpperLayerEvent.Evt16 => AssociationEnd.AbortedByPeer,
        UpperLayerEvent.Evt17 => AssociationEnd.ConnectionLost,
        UpperLayerEvent.Evt18 => AssociationEnd.NoAnswer,
        UpperLayerEvent.Evt19 when before is AssociationState.Sta2 && Fault is PduFault.UnknownType => AssociationEnd.NotDicom,
        UpperLayerEvent.Evt19 => AssociationEnd.InvalidPdu,
        _ => AssociationEnd.UnexpectedPdu,
    };

    // Nothing is half received, and what has been received is being worked on.
    private bool Busy => Interruptible && Volatile.Read(ref _operations) > 0;

    private void WakeReader() => Wake(static transport => transport.Input.CancelPendingRead());

    private void WakeSender()
    {
        if (!_closedOutput) Wake(static transport => transport.Output.CancelPendingFlush());
    }

    private void Wake(Action<IDuplexPipe> cancel)
    {
        if (_closed) return;
        try
        {
            cancel(_transport);
        }
        catch (ObjectDisposedException)
        {
            // Closed by the other flow of control just now: nobody waits there any more, and on a timer's thread an exception ends the process.
        }
    }

    // The reading flow's own PDUs wait for a message under way, but not for a peer that takes nothing.
    private ValueTask<SendTurn> Interrupt() => _turns.Interrupt(_options.CloseTimeout, _clock, WakeSender);

    private async ValueTask<(UpperLayerEvent, Pdu?)> Read()
    {
        while (true)
        {
            if (_allEnded || (_step.Passed && Busy))   // the peer's silence counts from the end of what was under way here
            {
                _allEnded = _timed = false;
                _step.Stop();
            }
            if (!_timed && State is AssociationState.Sta5 or AssociationState.Sta6 or AssociationState.Sta7 && !Busy)
            {
                _timed = true;
                _step.Start(WaitIn(State));
            }
            if (Overdue() is { } overdue) return (overdue, null);
            if (_sendFault is not null)
            {
                End ??= _sendFault;
                return (UpperLayerEvent.Evt17, null);
            }
            if (_reading)
            {
                var status = PduFrames.TryRead(ref _unread, _options.Limits, out var frame, out var fault);
                Pdu? pdu = null;
                if (status is OperationStatus.Done) fault = PduDecoder.TryDecode(frame, _options.Limits, out pdu);
                Fault = fault;
                if (fault is not PduFault.None) return (UpperLayerEvent.Evt19, null);
                if (pdu is not null) return (pdu.Event(), pdu);
            }
            if (_inputDone || !await Fill()) return (UpperLayerEvent.Evt17, null);
        }
    }

    /// <returns>False when the connection failed.</returns>
    private async ValueTask<bool> Fill()
    {
        try
        {
            if (_early is null) Advance(_unread.Start, _unread.End);
            var read = await (_early is null ? _transport.Input.ReadAsync() : new(TakeEarly()));
            _unread = read.Buffer;
            _reading = true;
            _inputDone = read.IsCompleted;
            return true;
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            _inputDone = true;
            return false;
        }
    }

    private Task<ReadResult> TakeEarly()
    {
        var early = _early!;
        _early = null;
        return early;
    }

    private bool Peek()
    {
        var ahead = _unread;
        return PduFrames.TryRead(ref ahead, _options.Limits, out _, out _) is not OperationStatus.NeedMoreData;
    }

    private void Advance(SequencePosition consumed, SequencePosition examined)
    {
        if (_reading) _transport.Input.AdvanceTo(consumed, examined);
        _reading = false;
    }

    // A clock that ran out, or a shutdown. Only in Sta2 has the standard an event for it; elsewhere the local user gives up (Evt15).
    private UpperLayerEvent? Overdue()
    {
        AssociationEnd? why = _abortAsked ? AssociationEnd.AbortedHere
            : _stopping && Interruptible && !Busy ? AssociationEnd.Stopping
            : _total.Passed ? AssociationEnd.TooLong
            : !_step.Passed ? null
            : State is AssociationState.Sta2 or AssociationState.Sta5 ? AssociationEnd.NoAnswer
            : AssociationEnd.Idle;
        if (why is null) return null;
        End ??= why;
        return State is AssociationState.Sta2 ? UpperLayerEvent.Evt18 : UpperLayerEvent.Evt15;
    }

    private async ValueTask Send(Pdu pdu)
    {
        using var turn = await Interrupt();
        if (_outputDone) return;
        PduEncoder.Encode(pdu, _transport.Output);
        await Flush();
    }

    // Sta13: our last PDU is out. Sending is shut, so AA-7 has nobody to talk to and what still comes is read over unseen (AA-6).
    private async ValueTask Finish()
    {
        if (State is AssociationState.Sta13)
        {
            using (await Interrupt()) await CompleteOutput(null);
            _step.Start(_options.CloseTimeout);
            for (long readOver = 0; readOver < MaxReadOver && !_inputDone && !_step.Passed && !_total.Passed;)
            {
                if (!await Fill()) break;
                readOver += _unread.Length;
                Advance(_unread.End, _unread.End);
                _unread = default;
            }
            await Raise(_inputDone ? UpperLayerEvent.Evt17 : UpperLayerEvent.Evt18);
        }
        await Close();
    }

    private async ValueTask CompleteOutput(Exception? fault)
    {
        if (_closedOutput) return;
        _closedOutput = _outputDone = true;
        try
        {
            await _transport.Output.CompleteAsync(fault);
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            // The connection is gone already; there is nothing left to shut.
        }
    }

    private async ValueTask Close()
    {
        if (_closed) return;
        using (await Interrupt())
        {
            _closed = true;   // and no flush is under way that a deadline would have to wake
            await CompleteOutput(null);
        }
        _step.Stop();
        _flush.Stop();
        _total.Stop();
        if (_early is not null)
        {
            _transport.Input.CancelPendingRead();   // a buffer that is still being read into may not go back to its pool
            await Fill();
        }
        Advance(_unread.End, _unread.End);
        _unread = default;
        _inputDone = true;
        await _transport.Input.CompleteAsync();
    }
}
