namespace Telemed.Dicom.Encoding;

/// <summary>Bytes in memory; values are slices of it, not copies.</summary>
/// <param name="memory">The bytes; must not change while data sets read from them are in use.</param>
public sealed class MemorySource(ReadOnlyMemory<byte> memory) : ByteSource
{
    private int position;

    /// <inheritdoc/>
    public override long Position => position;

    /// <inheritdoc/>
    public override long End => memory.Length;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Peek(int count) => memory.Span.Slice(position, Math.Min(count, memory.Length - position));

    /// <inheritdoc/>
    public override bool TryTake(long count, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (count < 0 || count > memory.Length - position) return false;
        bytes = memory.Slice(position, (int)count);
        position += (int)count;
        return true;
    }

    /// <inheritdoc/>
    public override bool TrySkip(long count) => TryTake(count, out _);
}
