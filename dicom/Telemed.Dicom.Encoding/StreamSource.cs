namespace Telemed.Dicom.Encoding;

/// <summary>A stream whose length nobody knows, as what comes out of an inflater.</summary>
/// <param name="stream">Read forward; stays the caller's.</param>
/// <param name="maxBytes">Most bytes taken from it, inclusive; more counts as broken.</param>
public sealed class StreamSource(Stream stream, long maxBytes) : ByteSource
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int buffered;
    private long position;

    /// <inheritdoc/>
    public override long Position => position;

    /// <inheritdoc/>
    public override long End => long.MaxValue;

    private FaultKind? failure;

    /// <inheritdoc/>
    public override FaultKind? Failure => failure;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Peek(int count)
    {
        if (buffered < count)
        {
            buffer.AsSpan(start, buffered).CopyTo(buffer);
            start = 0;
            while (buffered < count && Read(buffer.AsSpan(buffered)) is > 0 and var read) buffered += read;
        }
        return buffer.AsSpan(start, Math.Min(count, buffered));
    }

    /// <inheritdoc/>
    public override bool TryTake(long count, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (count is < 0 || count > Array.MaxLength) return false;
        // Grows with what really arrives: the length is the sender's claim.
        var taken = new byte[(int)Math.Min(count, buffer.Length)];
        int filled = 0;
        while (filled < count)
        {
            if (filled == taken.Length) Array.Resize(ref taken, (int)Math.Min(count, taken.Length * 2L));
            int some = Some(taken.AsSpan(filled));
            if (some == 0) return false;
            filled += some;
        }
        bytes = taken.AsMemory(0, filled);
        return true;
    }

    /// <inheritdoc/>
    public override bool TrySkip(long count)
    {
        var sink = count > buffered ? new byte[buffer.Length] : [];
        while (count > 0)
        {
            if (buffered >= count)
            {
                Consume((int)count);
                return true;
            }
            int some = Some(sink.AsSpan(0, (int)Math.Min(count, sink.Length)));
            if (some == 0) return false;
            count -= some;
        }
        return count == 0;
    }

    private int Some(Span<byte> target)
    {
        if (buffered == 0)
        {
            int read = Read(target);
            position += read;
            return read;
        }
        int some = Math.Min(buffered, target.Length);
        buffer.AsSpan(start, some).CopyTo(target);
        Consume(some);
        return some;
    }

    private void Consume(int count) => (start, buffered, position) = (start + count, buffered - count, position + count);

    private int Read(Span<byte> target)
    {
        if (failure is not null) return 0;
        try
        {
            int read = stream.Read(target);
            if (position + buffered + read <= maxBytes) return read;
        }
        catch (InvalidDataException)   // how the inflater says that its input is not deflate
        {
        }
        failure = FaultKind.BadDeflate;
        return 0;
    }
}
