namespace Telemed.Dicom.Encoding;

/// <summary>Forward-only bytes with a known position. No method allocates more than has been proved to exist.</summary>
public abstract class ByteSource
{
    /// <summary>Bytes consumed so far.</summary>
    public abstract long Position { get; }

    /// <summary>Bytes from the start to the end, or <see cref="long.MaxValue"/> when the end is not known beforehand.</summary>
    public abstract long End { get; }

    /// <summary>Looks at up to 256 of the next bytes without consuming them; fewer than asked for means the end is near.</summary>
    public abstract ReadOnlySpan<byte> Peek(int count);

    /// <summary>Consumes exactly <paramref name="count"/> bytes; false, with the position undefined, when there are fewer.</summary>
    public abstract bool TryTake(long count, out ReadOnlyMemory<byte> bytes);

    /// <summary>Passes over exactly <paramref name="count"/> bytes; false, with the position undefined, when there are fewer.</summary>
    public abstract bool TrySkip(long count);

    /// <summary>Why the source ended early, when it was not for lack of bytes.</summary>
    public virtual FaultKind? Failure => null;
}
