using System.Security.Cryptography;

namespace Telemed.Examinations.Importing;

/// <summary>Where uploaded files and lists of refusals lie: <c>imports</c> in the data folder.</summary>
internal sealed class ImportFolder(string dataDirectory)
{
    private const int BufferLength = 128 * 1024;
    private readonly string folder = Path.Combine(Path.GetFullPath(dataDirectory), "imports");

    /// <summary>The file of an import.</summary>
    public string FileOf(string id) => Path.Combine(folder, $"{id}.csv");

    /// <summary>Its refusals, one JSON line each.</summary>
    public string RefusedOf(string id) => Path.Combine(folder, $"{id}.refused");

    /// <summary>Writes an upload to disk under a name of its own, synced; its path, hash and length.</summary>
    /// <exception cref="InvalidDataException">Longer than <paramref name="most"/> bytes.</exception>
    public async Task<(string Path, string Hash, long Length)> Keep(Stream upload, long most, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Guid.CreateVersion7():N}.upload");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, BufferLength);
            var buffer = new byte[BufferLength];
            long length = 0;
            for (int read; (read = await upload.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if ((length += read) > most) throw new InvalidDataException("The file is too large.");
                hash.AppendData(buffer.AsSpan(0, read));
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            file.Flush(flushToDisk: true);
            return (path, Convert.ToHexStringLower(hash.GetHashAndReset()), length);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Gives an upload the name of its import; the name is on disk before this returns.</summary>
    public void Name(string upload, string id)
    {
        File.Move(upload, FileOf(id), overwrite: true);
        using var moved = new FileStream(FileOf(id), FileMode.Open, FileAccess.ReadWrite);
        moved.Flush(flushToDisk: true);   // the rename is in the same journal transaction as the file (ADR 0015)
    }

    /// <summary>The file is not needed any more; who was refused stays.</summary>
    public void Drop(string id) => File.Delete(FileOf(id));
}
