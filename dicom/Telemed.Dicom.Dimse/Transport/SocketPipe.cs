using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace Telemed.Dicom.Dimse;

/// <summary>A socket as a duplex pipe that reads when asked, straight into buffers as large as a PDU; the system's socket buffer reads ahead.</summary>
/// <remarks>Kestrel's own transport copies through 4 KiB blocks on another thread, which costs more than all the rest of receiving an image.</remarks>
internal sealed class SocketPipe : IDuplexPipe
{
    private const int BufferSize = 128 * 1024;

    public SocketPipe(Socket socket) : this(socket, new SocketStream(socket)) { }

    /// <summary>Over a stream that encrypts what goes over the socket.</summary>
    public SocketPipe(Socket socket, Stream stream)
    {
        socket.NoDelay = true;
        Input = PipeReader.Create(stream, new(bufferSize: BufferSize, minimumReadSize: BufferSize / 4, leaveOpen: true));
        Output = new HalfClosingWriter(PipeWriter.Create(stream, new(minimumBufferSize: BufferSize, leaveOpen: true)), socket, stream as SslStream);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>Completing the output tells the peer that nothing more comes, while reading may go on.</summary>
    private sealed class HalfClosingWriter(PipeWriter inner, Socket socket, SslStream? encrypted) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override void Complete(Exception? exception = null)
        {
            inner.Complete(exception);
            ShutSending();
        }

        public override async ValueTask CompleteAsync(Exception? exception = null)
        {
            await inner.CompleteAsync(exception);
            if (exception is null && encrypted is not null) await SayGoodbye(encrypted);
            ShutSending();
        }

        private static async Task SayGoodbye(SslStream encrypted)
        {
            try
            {
                await encrypted.ShutdownAsync();
            }
            catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
            {
                // The connection is gone already.
            }
        }

        private void ShutSending()
        {
            try
            {
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The connection is gone already.
            }
        }
    }
}
