namespace Telemed.Web.Hosting;

/// <summary>A setting that the platform cannot start with; the message names the key.</summary>
public sealed class SettingException(string message) : Exception(message);

/// <summary>Everything the program is told from outside, checked before anything is opened. The DICOM node reads its own section.</summary>
/// <param name="DataDirectory">What this node keeps: read model, objects, and with SQLite the log.</param>
/// <param name="Demo">Whether the demo region is seeded.</param>
/// <param name="Store">Where the log lies: one of <see cref="Stores"/>.</param>
/// <param name="ConnectionString">Of a store that is not a file; empty otherwise.</param>
/// <param name="KeysDirectory">Master key and certificate authority: the same files on every node.</param>
public sealed record Settings(string DataDirectory, bool Demo, string Store, string ConnectionString, string KeysDirectory)
{
    /// <exception cref="SettingException">The first wrong or missing key.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var directory = configuration["Telemed:DataDirectory"];
        if (string.IsNullOrWhiteSpace(directory)) throw new SettingException("Telemed:DataDirectory must name a folder.");
        var store = OneOf(configuration, "Telemed:Store", Stores.Sqlite, Stores.Postgres, Stores.Cosmos);
        OneOf(configuration, "Telemed:Runtime", "embedded", "orleans");
        OneOf(configuration, "Dicom:Stack", "builtin", "fo-dicom");
        foreach (var url in (configuration["Urls"] ?? "").Split(';'))
            if (!Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new SettingException($"Urls must hold addresses such as http://127.0.0.1:5080, not '{url}'.");
        var demo = configuration["Telemed:Demo"] ?? "false";
        if (!bool.TryParse(demo, out var seeded)) throw new SettingException($"Telemed:Demo must be true or false, not '{demo}'.");
        var keys = configuration["Telemed:KeysDirectory"] is { Length: > 0 } apart ? apart : Path.Combine(directory, "keys");
        return new(Path.GetFullPath(directory), seeded, store, ConnectionStringOf(configuration, store), Path.GetFullPath(keys));
    }

    /// <summary>Makes the folder where it is not there yet.</summary>
    /// <exception cref="SettingException">It cannot be made or written to.</exception>
    public void OpenDataDirectory()
    {
        Use("Telemed:DataDirectory", DataDirectory, () =>
        {
            using var probe = new FileStream(PathOf($".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        });
        Use("Telemed:KeysDirectory", KeysDirectory, () =>
        {
            foreach (var key in System.IO.Directory.EnumerateFiles(KeysDirectory)) File.OpenRead(key).Dispose();   // it may be a mount that nobody writes to
        });
    }

    /// <summary>The same settings with another store, for a move between them.</summary>
    /// <exception cref="SettingException">Its connection string is missing.</exception>
    public Settings With(IConfiguration configuration, string store) => this with { Store = store, ConnectionString = ConnectionStringOf(configuration, store) };

    public string PathOf(params string[] names) => Path.Combine([DataDirectory, .. names]);

    public string KeyOf(string name) => Path.Combine(KeysDirectory, name);

    private static void Use(string key, string folder, Action how)
    {
        try
        {
            System.IO.Directory.CreateDirectory(folder);
            how();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"{key} {folder} cannot be used: {e.Message}");
        }
    }

    private static string ConnectionStringOf(IConfiguration configuration, string store)
    {
        if (store == Stores.Sqlite) return "";
        var key = store == Stores.Postgres ? "Postgres" : "Cosmos";
        return configuration.GetConnectionString(key) is { Length: > 0 } text
            ? text
            : throw new SettingException($"ConnectionStrings:{key} is missing; Telemed:Store is {store}.");
    }

    private static string OneOf(IConfiguration configuration, string key, params string[] allowed)
    {
        var value = configuration[key] ?? allowed[0];
        return allowed.Contains(value) ? value : throw new SettingException($"{key} must be {string.Join(" or ", allowed)}, not '{value}'.");
    }
}
