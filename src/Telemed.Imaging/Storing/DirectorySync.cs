using System.Runtime.InteropServices;

namespace Telemed.Imaging.Storing;

/// <summary>Makes names durable where syncing the file does not do that already.</summary>
internal static partial class DirectorySync
{
    /// <summary>File systems whose sync of a file also commits the rename that gave it its name, because both are in one journal
    /// transaction and the rename touches the inode (ctime): a second sync of the folder would only flush the disk's cache once more.</summary>
    private static readonly string[] NamesFollowFiles = ["ext4", "ext3", "xfs", "btrfs"];

    /// <summary>True when a renamed and synced file needs its folder synced too.</summary>
    public static bool IsNeededFor(string folder) =>
        !OperatingSystem.IsWindows() && !NamesFollowFiles.Contains(new DriveInfo(folder).DriveFormat, StringComparer.Ordinal);

    public static void Flush(IEnumerable<string> folders)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (string folder in folders) Flush(folder);
    }

    /// <exception cref="IOException">The file system refused.</exception>
    public static void Flush(string folder)
    {
        int descriptor = Open(folder, 0);
        if (descriptor < 0) throw new IOException($"A folder of the object store cannot be opened (errno {Marshal.GetLastPInvokeError()}).");
        int result = Sync(descriptor);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0) throw new IOException($"A folder of the object store cannot be synced (errno {error}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
