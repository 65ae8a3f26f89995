using System.Security.Cryptography;

namespace Telemed.Web.Hosting.Housekeeping;

/// <summary>What a backup holds, written last: without it a backup is not whole.</summary>
/// <param name="MadeAt">When it was begun.</param>
/// <param name="Store">Where it came from.</param>
/// <param name="Appends">Rows of the log.</param>
/// <param name="Digest">Over their hashes.</param>
/// <param name="Keys">Held keys.</param>
/// <param name="Files">Hash of each file of the backup, hexadecimal SHA-256.</param>
/// <param name="Objects">DICOM objects named in <c>objects.txt</c>; they are copied by other means.</param>
internal sealed record BackupManifest(DateTimeOffset MadeAt, string Store, long Appends, string Digest, int Keys, IReadOnlyDictionary<string, string> Files, long Objects)
{
    public const string FileName = "manifest.json";

    /// <summary>Hashes of every file below the folder but the manifest.</summary>
    public static SortedDictionary<string, string> Hash(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (name == FileName) continue;
            using var content = File.OpenRead(file);
            files[name] = Convert.ToHexStringLower(SHA256.HashData(content));
        }
        return files;
    }
}
