using System.Collections.Concurrent;

namespace Telemed.Imaging.Storing;

/// <summary>SHA-256 of stored data sets, worked out when somebody asks: between platforms objects are compared by it, and most objects never go there.</summary>
internal sealed class ContentHashes
{
    private const int MaxRemembered = 100_000;

    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>Lower-case hexadecimal; null when the file is gone or not what was received.</summary>
    public string? Of(string path)
    {
        if (known.TryGetValue(path, out string? hash)) return hash;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            hash = StoredContent.Check(file)?.Sha256;
        }
        catch (IOException)
        {
            return null;
        }
        if (hash is null) return null;
        if (known.Count >= MaxRemembered) known.Clear();
        known[path] = hash;
        return hash;
    }
}
