using System.Net.Sockets;

namespace Telemed.Dicom.Dimse;

/// <summary>A connected socket as a stream that acknowledges at once what it has read.</summary>
/// <remarks>
/// A sender with Nagle's algorithm on holds the end of each message back until what it sent before is acknowledged, and a receiver
/// that has nothing to say delays that by 40 ms and more: a stock dcmtk then sends twenty objects a second instead of hundreds.
/// Linux forgets the wish for quick acknowledgement, so it is said after every read.
/// </remarks>
internal sealed class SocketStream(Socket socket) : Stream
{
    private const int IpProtoTcp = 6;
    private const int TcpQuickAck = 12;
    private static readonly bool QuickAck = OperatingSystem.IsLinux();
    private static readonly byte[] On = BitConverter.GetBytes(1);

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        if (QuickAck && count > 0) socket.SetRawSocketOption(IpProtoTcp, TcpQuickAck, On);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty) buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None, cancellationToken)..];
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
