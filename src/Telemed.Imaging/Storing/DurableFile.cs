namespace Telemed.Imaging.Storing;

/// <summary>Small files that are there whole or not at all, and stay.</summary>
internal static class DurableFile
{
    /// <summary>Puts a file in the place of any of that name; on the disk when this returns.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string part = path + ".part";
        using (var file = File.OpenHandle(part, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }
        File.Move(part, path, overwrite: true);
        DirectorySync.Flush([Path.GetDirectoryName(path)!]);
    }
}
