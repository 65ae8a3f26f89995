using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Storing;

/// <summary>Checks a stored file against the hash it carries.</summary>
internal static class StoredContent
{
    private const int PieceBytes = 256 * 1024;

    /// <summary>What the file says of itself; null when it is not a file of this store or not the bytes that were received.</summary>
    public static Provenance? Check(SafeFileHandle file)
    {
        var read = DicomFile.Read(new FileSource(file), ReaderOptions.UpTo(default));
        if (Provenance.Of(read.Meta) is not { } provenance) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        long at = read.DataSetOffset;
        while (RandomAccess.Read(file, piece, at) is > 0 and var count)
        {
            hash.AppendData(piece, 0, count);
            at += count;
        }
        ArrayPool<byte>.Shared.Return(piece);
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == provenance.Sha256 ? provenance : null;
    }
}
