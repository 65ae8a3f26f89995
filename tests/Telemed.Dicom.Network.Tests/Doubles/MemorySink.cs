using System.Buffers;
using System.Collections.Concurrent;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

/// <summary>A store in memory that remembers what was completed and counts what was discarded; it can be told to fail, or to wait.</summary>
internal sealed class MemorySink : IObjectSink
{
    private int _discarded;
    private int _completing;

    public ConcurrentQueue<(IncomingObject Info, byte[] Bytes)> Stored { get; } = new();

    public int Discarded => _discarded;

    public StoreStatus Answer { get; set; } = StoreStatus.Success;

    public bool FailOnBegin { get; set; }

    public bool FailOnWrite { get; set; }

    /// <summary>Awaited inside Complete.</summary>
    public Task CompleteAfter { get; set; } = Task.CompletedTask;

    /// <summary>Objects that have come whole so far, answered or not.</summary>
    public int Whole => Volatile.Read(ref _completing);

    public TaskCompletionSource Completing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Beginning { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<IIncomingObject> Begin(IncomingObject info, CancellationToken cancellationToken)
    {
        Beginning.TrySetResult();
        return FailOnBegin ? throw new IOException("disk gone") : new(new Incoming(this, info));
    }

    private sealed class Incoming(MemorySink sink, IncomingObject info) : IIncomingObject
    {
        private readonly MemoryStream _bytes = new();
        private bool _completed;

        public ValueTask Write(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
        {
            if (sink.FailOnWrite) throw new IOException("disk full");
            foreach (var part in bytes) _bytes.Write(part.Span);
            return default;
        }

        public async ValueTask<StoreStatus> Complete(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref sink._completing);
            sink.Completing.TrySetResult();
            await sink.CompleteAfter.WaitAsync(cancellationToken);
            _completed = true;
            if (GeneralStatus.IsDone((ushort)sink.Answer)) sink.Stored.Enqueue((info, _bytes.ToArray()));
            return sink.Answer;
        }

        public ValueTask DisposeAsync()
        {
            if (!_completed) Interlocked.Increment(ref sink._discarded);
            return default;
        }
    }
}
