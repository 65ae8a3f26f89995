using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;

namespace Telemed.Imaging.Relaying;

/// <summary>Takes a bundle apart, one object after the other, never one whole in memory.</summary>
internal sealed class BundleReader(Stream bundle)
{
    private long next = -1;

    /// <summary>The head of the next object; null at the end.</summary>
    /// <exception cref="InvalidDataException">It is no bundle, or cut.</exception>
    public BundleEntry? Next()
    {
        if (next < 0) Magic();
        bundle.Position = next;
        if (next == bundle.Length) return null;
        Span<byte> length = stackalloc byte[4];
        if (bundle.ReadAtLeast(length, 4, throwOnEndOfStream: false) < 4) throw new InvalidDataException("A head is cut.");
        int bytes = BinaryPrimitives.ReadInt32BigEndian(length);
        if (bytes is < 2 or > BundleEntry.MaxHead) throw new InvalidDataException("A head has no possible length.");
        byte[] head = new byte[bytes];
        if (bundle.ReadAtLeast(head, bytes, throwOnEndOfStream: false) < bytes) throw new InvalidDataException("A head is cut.");
        var entry = Read(head);
        if (entry.Length < 0 || entry.Length > bundle.Length - bundle.Position || entry.Bytes < 0) throw new InvalidDataException("An object is cut.");
        next = bundle.Position + entry.Length;
        return entry;
    }

    /// <summary>The data set of the object whose head was read last; to be read before the next head.</summary>
    /// <exception cref="InvalidDataException">Its encoding is none of those known.</exception>
    public Stream DataSet(BundleEntry entry)
    {
        var stretch = new Stretch(bundle, entry.Length);
        return entry.Encoding switch
        {
            BundleEntry.Identity => stretch,
            BundleEntry.Brotli => new BrotliStream(stretch, CompressionMode.Decompress),
            _ => throw new InvalidDataException("An encoding is not known."),
        };
    }

    private static BundleEntry Read(byte[] head)
    {
        try
        {
            return JsonSerializer.Deserialize<BundleEntry>(head, Manifest.Json) is { Uid: not null, Class: not null, Syntax: not null, Sha256: not null, Encoding: not null } entry
                ? entry : throw new InvalidDataException("A head lacks a part.");
        }
        catch (JsonException)
        {
            throw new InvalidDataException("A head is no JSON.");
        }
    }

    private void Magic()
    {
        Span<byte> magic = stackalloc byte[4];
        bundle.Position = 0;
        if (bundle.ReadAtLeast(magic, 4, throwOnEndOfStream: false) < 4 || !magic.SequenceEqual(BundleEntry.Magic)) throw new InvalidDataException("Not a bundle.");
        next = 4;
    }

    /// <summary>So many bytes of another stream from where it stands.</summary>
    private sealed class Stretch(Stream inner, long left) : Stream
    {
        private long left = left;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = inner.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
            left -= read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
