namespace Telemed.Web.Hosting;

/// <summary>A setting that the platform cannot start with; the message names the key.</summary>
public sealed class SettingException(string message) : Exception(message);

/// <summary>Everything the program is told from outside, checked before anything is opened. The DICOM node reads its own section.</summary>
public sealed record Settings(string DataDirectory, bool Demo)
{
    /// <exception cref="SettingException">The first wrong or missing key.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var directory = configuration["Telemed:DataDirectory"];
        if (string.IsNullOrWhiteSpace(directory)) throw new SettingException("Telemed:DataDirectory must name a folder.");
        OneOf(configuration, "Telemed:Store", "sqlite");
        OneOf(configuration, "Telemed:Runtime", "embedded", "orleans");
        foreach (var url in (configuration["Urls"] ?? "").Split(';'))
            if (!Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new SettingException($"Urls must hold addresses such as http://127.0.0.1:5080, not '{url}'.");
        var demo = configuration["Telemed:Demo"] ?? "false";
        return bool.TryParse(demo, out var seeded)
            ? new(Path.GetFullPath(directory), seeded)
            : throw new SettingException($"Telemed:Demo must be true or false, not '{demo}'.");
    }

    public string PathOf(params string[] names) => Path.Combine([DataDirectory, .. names]);

    private static void OneOf(IConfiguration configuration, string key, params string[] allowed)
    {
        var value = configuration[key];
        if (value is not null && !allowed.Contains(value)) throw new SettingException($"{key} must be {string.Join(" or ", allowed)}, not '{value}'.");
    }
}
