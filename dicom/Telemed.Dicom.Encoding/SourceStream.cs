namespace Telemed.Dicom.Encoding;

/// <summary>What is left of a source, as the input of the inflater.</summary>
internal sealed class SourceStream(ByteSource source) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => source.Position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> target)
    {
        var next = source.Peek(Math.Min(target.Length, 256));
        next.CopyTo(target);
        int read = next.Length;
        if (!source.TrySkip(read)) return 0;
        if (read < 256 || target.Length == read) return read;
        long more = Math.Min(target.Length - read, source.End - source.Position);
        if (more <= 0 || !source.TryTake(more, out var bytes)) return read;
        bytes.Span.CopyTo(target[read..]);
        return read + bytes.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
