using System.Buffers;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.FoDicom;

/// <summary>The stream that fo-dicom writes a received data set to: every fragment goes on to the sink, nothing is kept. A fault waits until the object is whole.</summary>
internal sealed class SinkStream(Task<IIncomingObject> begun, CancellationToken cancellationToken) : Stream
{
    private bool faulted;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken token = default)
    {
        if (faulted) return;
        try
        {
            await (await begun).Write(new ReadOnlySequence<byte>(buffer), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            faulted = true;   // the rest is read over and answered as a failure
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken token) => WriteAsync(buffer.AsMemory(offset, count), token).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <summary>All bytes have been given.</summary>
    public async Task<StoreStatus> Complete()
    {
        try
        {
            return faulted ? StoreStatus.ProcessingFailure : await (await begun).Complete(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return StoreStatus.ProcessingFailure;
        }
        finally
        {
            await Discard();
        }
    }

    private async Task Discard()
    {
        if (begun is { IsCompletedSuccessfully: true }) await (await begun).DisposeAsync();
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Discard().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }
}
