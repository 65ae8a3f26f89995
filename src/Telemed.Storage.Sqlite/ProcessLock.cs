using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>Keeps a second process away from a file that this one caches; falls with the process, however it ends.</summary>
internal static class ProcessLock
{
    /// <summary>Held until disposed. Makes the folder when it is missing.</summary>
    /// <exception cref="StoreFormatException">Another process holds it.</exception>
    public static FileStream Take(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException)
        {
            throw new StoreFormatException($"{Path.GetFileName(path)} is open in another process.");
        }
    }
}
