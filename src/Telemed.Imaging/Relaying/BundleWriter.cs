using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Relaying;

/// <summary>Writes objects into a bundle file: native ones compressed where that shortens them.</summary>
internal static class BundleWriter
{
    private const int PieceBytes = 128 * 1024;
    private const int Quality = 4;   // of Brotli: the disk reads faster than a weak link takes
    private const int WorthPercent = 95;
    private const long MostCompressed = 256L << 20;   // larger ones would hold the link up while they are packed

    /// <summary>Begins a bundle.</summary>
    public static void Begin(Stream bundle) => bundle.Write(BundleEntry.Magic);

    /// <summary>Appends the data set of a stored file.</summary>
    /// <returns>False when the file is no longer there or not what was received; the bundle is then as it was.</returns>
    public static bool Append(FileStream bundle, string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (StoredContent.Check(file.SafeFileHandle) is not { } provenance || Part10Header.Read(file) is not { } header) return false;
        long bytes = file.Length - header.DataSetOffset;
        bool compress = NativeSyntaxes.Contains(header.TransferSyntaxUid) && header.TransferSyntaxUid != Dicom.Core.TransferSyntax.Deflated.Uid && bytes <= MostCompressed;
        long start = bundle.Position;
        long length = compress ? Payload(bundle, file, header, provenance, bytes, BundleEntry.Brotli) : bytes;
        if (compress && length * 100 <= bytes * WorthPercent) return true;
        bundle.SetLength(bundle.Position = start);
        Payload(bundle, file, header, provenance, bytes, BundleEntry.Identity);
        return true;
    }

    private static long Payload(FileStream bundle, FileStream file, Part10Header header, Provenance provenance, long bytes, string encoding)
    {
        long start = bundle.Position;
        byte[] room = new byte[4 + BundleEntry.MaxHead];
        var entry = new BundleEntry(header.SopInstanceUid, header.SopClassUid, header.TransferSyntaxUid, bytes, provenance.Sha256!, encoding, bytes);
        int head = Head(entry with { Length = long.MaxValue }, room);   // the same length whatever the number is
        bundle.Position = start + head;
        file.Position = header.DataSetOffset;
        if (encoding == BundleEntry.Identity)
        {
            file.CopyTo(bundle, PieceBytes);
        }
        else
        {
            using var packed = new BrotliStream(bundle, new BrotliCompressionOptions { Quality = Quality }, leaveOpen: true);
            file.CopyTo(packed, PieceBytes);
        }
        long end = bundle.Position, length = end - start - head;
        bundle.Position = start;
        Head(entry with { Length = length }, room, head);
        bundle.Write(room, 0, head);
        bundle.Position = end;
        return length;
    }

    /// <summary>Length, then JSON padded with blanks.</summary>
    private static int Head(BundleEntry entry, byte[] room, int? padded = null)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(entry, Manifest.Json);
        int length = padded ?? 4 + json.Length;
        room.AsSpan(0, length).Fill((byte)' ');
        BinaryPrimitives.WriteInt32BigEndian(room, length - 4);
        json.CopyTo(room, 4);
        return length;
    }

    /// <summary>SHA-256 of a file from its beginning, lower-case hexadecimal.</summary>
    public static string HashOf(Stream file)
    {
        file.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
