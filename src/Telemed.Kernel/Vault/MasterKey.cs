using System.Security.Cryptography;

namespace Telemed.Kernel;

/// <summary>The 32 bytes that wrap every subject's key. Who loses it loses every person; who copies it with the vault can read them.</summary>
public sealed class MasterKey
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] bytes;

    private MasterKey(byte[] bytes)
    {
        this.bytes = bytes;
    }

    /// <summary>From a setting.</summary>
    /// <exception cref="StoreFormatException">Not 32 bytes in Base64.</exception>
    public static MasterKey FromBase64(string text)
    {
        var buffer = new byte[Length];
        return Convert.TryFromBase64String(text, buffer, out var length) && length == Length
            ? new(buffer)
            : throw new StoreFormatException($"The master key is not {Length} bytes in Base64.");
    }

    /// <summary>Reads the key file.</summary>
    /// <exception cref="StoreFormatException">Missing, or not 32 bytes long.</exception>
    public static MasterKey FromFile(string path)
    {
        if (!File.Exists(path)) throw new StoreFormatException($"The master key {Path.GetFileName(path)} is missing.");
        var bytes = File.ReadAllBytes(path);
        return bytes.Length == Length ? new(bytes) : throw new StoreFormatException($"The master key {Path.GetFileName(path)} is not {Length} bytes long.");
    }

    /// <summary>Reads the key file, or makes one (readable by its owner only) as long as there is no vault yet that needs another.</summary>
    /// <exception cref="StoreFormatException">A vault without its key, or a damaged key.</exception>
    public static MasterKey FromFileOrNew(string path, string vaultPath) => FromFileOrNew(path, File.Exists(vaultPath));

    /// <summary>The same where the vault is no file.</summary>
    /// <exception cref="StoreFormatException">A vault without its key, or a damaged key.</exception>
    public static MasterKey FromFileOrNew(string path, bool vaultExists)
    {
        if (!File.Exists(path) && !vaultExists) Create(path);
        return FromFile(path);
    }

    /// <summary>A key for one purpose.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, Length, info: System.Text.Encoding.ASCII.GetBytes(purpose));

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var unfinished = $"{path}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(4))}";
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(unfinished, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);   // another node that shares the folder was faster
        }
    }
}
