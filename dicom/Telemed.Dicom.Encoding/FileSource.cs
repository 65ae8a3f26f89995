using Microsoft.Win32.SafeHandles;

namespace Telemed.Dicom.Encoding;

/// <summary>A file, or a part of it, read through a small buffer; skipping costs no reading.</summary>
public sealed class FileSource : ByteSource
{
    private readonly SafeFileHandle file;
    private readonly byte[] buffer = new byte[16 * 1024];
    private long bufferStart;
    private int buffered;
    private long position;

    /// <summary>Reads <paramref name="file"/> from <paramref name="start"/> to its present end. The handle stays the caller's.</summary>
    public FileSource(SafeFileHandle file, long start = 0)
    {
        this.file = file;
        position = bufferStart = start;
        End = RandomAccess.GetLength(file);
    }

    /// <inheritdoc/>
    public override long Position => position;

    /// <inheritdoc/>
    public override long End { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Peek(int count)
    {
        if (position + count > bufferStart + buffered)
        {
            buffered = Fill(buffer, position);
            bufferStart = position;
        }
        int from = (int)(position - bufferStart);
        return buffer.AsSpan(from, Math.Max(0, Math.Min(count, buffered - from)));
    }

    /// <inheritdoc/>
    public override bool TryTake(long count, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (count < 0 || count > End - position || count > Array.MaxLength) return false;
        var taken = new byte[count];
        if (count <= 256) Peek((int)count).CopyTo(taken);
        else if (Fill(taken, position) < count) return false;
        position += count;
        bytes = taken;
        return true;
    }

    /// <inheritdoc/>
    public override bool TrySkip(long count)
    {
        if (count < 0 || count > End - position) return false;
        position += count;
        if (position > bufferStart + buffered) (bufferStart, buffered) = (position, 0);
        return true;
    }

    private int Fill(Span<byte> target, long from)
    {
        int filled = 0;
        while (filled < target.Length)
        {
            int read = RandomAccess.Read(file, target[filled..], from + filled);
            if (read == 0) break;
            filled += read;
        }
        return filled;
    }
}
