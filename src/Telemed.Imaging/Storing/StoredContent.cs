using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Storing;

/// <summary>Checks a stored file against the checksum or hash it carries.</summary>
internal static class StoredContent
{
    private const int PieceBytes = 256 * 1024;

    /// <summary>What the file says of itself, and the hash of its content; null when it is not a file of this store or not the bytes that were received.</summary>
    public static Provenance? Check(SafeFileHandle file)
    {
        var read = DicomFile.Read(new FileSource(file), ReaderOptions.UpTo(default));
        if (Provenance.Of(read.Meta) is not { } provenance) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var checksum = provenance.Checksum is null ? null : new Checksum();
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        long at = read.DataSetOffset;
        while (RandomAccess.Read(file, piece, at) is > 0 and var count)
        {
            hash.AppendData(piece, 0, count);
            checksum?.Add(piece.AsSpan(0, count));
            at += count;
        }
        ArrayPool<byte>.Shared.Return(piece);
        string sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return (checksum is null ? sha256 == provenance.Sha256 : checksum.End() == provenance.Checksum) ? provenance with { Sha256 = sha256 } : null;
    }
}
