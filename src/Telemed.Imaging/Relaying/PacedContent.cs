using System.Net;

namespace Telemed.Imaging.Relaying;

/// <summary>The rest of a file as a request's body, no faster than allowed; ends early when it should leave off.</summary>
internal sealed class PacedContent(Stream file, long offset, long? bytesPerSecond, Func<bool> leaveOff, Action<long> moved, TimeProvider time) : HttpContent
{
    private const int PieceBytes = 16 * 1024;

    /// <summary>It ended early because it should leave off.</summary>
    public bool LeftOff { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] piece = new byte[PieceBytes];
        file.Position = offset;
        while (file.Read(piece) is > 0 and var read)
        {
            await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            moved(read);
            if (file.Position < file.Length && leaveOff())
            {
                LeftOff = true;
                throw new OperationCanceledException("Something more urgent goes first.");
            }
            if (bytesPerSecond is { } rate) await Task.Delay(TimeSpan.FromSeconds((double)read / rate), time, cancellationToken);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length - offset;
        return true;
    }
}
