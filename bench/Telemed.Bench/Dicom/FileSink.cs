using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Telemed.Dicom.Dimse;

namespace Telemed.Bench.Dicom;

/// <summary>The least a sink can do and still keep its word: bytes into a file, synced before the answer if that is wanted.</summary>
internal sealed class FileSink(string folder, bool synced) : IObjectSink
{
    private int _count;

    public ValueTask<IIncomingObject> Begin(IncomingObject info, CancellationToken cancellationToken) =>
        new(new Incoming($"{folder}/{Interlocked.Increment(ref _count)}", synced));

    private sealed class Incoming(string path, bool synced) : IIncomingObject
    {
        private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        private long _length;
        private bool _kept;

        public ValueTask Write(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
        {
            foreach (var part in bytes)
            {
                RandomAccess.Write(_file, part.Span, _length);
                _length += part.Length;
            }
            return default;
        }

        public ValueTask<StoreStatus> Complete(CancellationToken cancellationToken)
        {
            if (synced) RandomAccess.FlushToDisk(_file);
            _kept = true;
            return new(StoreStatus.Success);
        }

        public ValueTask DisposeAsync()
        {
            _file.Dispose();
            if (!_kept) File.Delete(path);
            return default;
        }
    }
}
