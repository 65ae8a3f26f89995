using System.Globalization;

namespace Telemed.Imaging.Storing;

/// <summary>Where objects lie: one file system, so that a rename moves them.</summary>
internal sealed class ObjectFolders : IDisposable
{
    private const int Fan = 256;

    private readonly FileStream theLock;
    private long nextIncoming;

    public ObjectFolders(string dataDirectory)
    {
        Root = Path.Combine(Path.GetFullPath(dataDirectory), "dicom");
        Directory.CreateDirectory(Root);
        theLock = new FileStream(Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        foreach (string folder in new[] { Incoming, Quarantine, Damaged }) Directory.CreateDirectory(folder);
        for (int i = 0; i < Fan; i++) Directory.CreateDirectory(Path.Combine(Objects, i.ToString("x2", CultureInfo.InvariantCulture)));
        // Whatever was on its way when the process ended was never acknowledged.
        foreach (string left in Directory.EnumerateFiles(Incoming)) File.Delete(left);
        DirectorySync.Flush([Root, Objects]);
    }

    public string Root { get; }

    /// <summary>Objects that were acknowledged, or are about to be.</summary>
    public string Objects => Path.Combine(Root, "objects");

    /// <summary>Objects on their way; emptied at the start.</summary>
    public string Incoming => Path.Combine(Root, "incoming");

    /// <summary>Objects whose UID is taken by another content.</summary>
    public string Quarantine => Path.Combine(Root, "quarantine");

    /// <summary>Files that do not hold what they should, set aside at the start.</summary>
    public string Damaged => Path.Combine(Root, "damaged");

    public string PathOf(string sopInstanceUid)
    {
        uint hash = 2166136261;   // FNV-1a: names must spread over the folders, nothing more
        foreach (char c in sopInstanceUid) hash = (hash ^ c) * 16777619;
        return Path.Combine(Objects, (hash % Fan).ToString("x2", CultureInfo.InvariantCulture), sopInstanceUid + ".dcm");
    }

    public string NewIncoming() =>
        Path.Combine(Incoming, Interlocked.Increment(ref nextIncoming).ToString("x", CultureInfo.InvariantCulture));

    public string QuarantinePathOf(string sopInstanceUid, string sha256) => Path.Combine(Quarantine, $"{sopInstanceUid}.{sha256}.dcm");

    public void Dispose() => theLock.Dispose();
}
