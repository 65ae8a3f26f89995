using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Telemed.Web.Hosting;

namespace Telemed.Silos;

/// <summary>Where the silos of a cluster keep who belongs to it.</summary>
internal enum Members
{
    /// <summary>In the memory of one silo, on one machine: for trying out.</summary>
    Development,

    /// <summary>In the PostgreSQL of the log.</summary>
    Postgres,

    /// <summary>In the Cosmos DB account of the log.</summary>
    Cosmos,
}

/// <summary>What a silo is told from outside. Members follow the store unless said otherwise; in Kubernetes name and address are the pod's.</summary>
internal sealed record SiloSettings(
    Members Members, string ClusterId, string? Name, IPAddress Address, int Port, int GatewayPort, IPEndPoint? Primary, string? Connection, X509Certificate2? Certificate, X509Certificate2? Authority)
{
    /// <exception cref="SettingException">The first wrong or missing key.</exception>
    public static SiloSettings Read(IConfiguration from)
    {
        var members = from["Silo:Members"] is { } said ? Parse(said) : from["Telemed:Store"] switch { "postgres" => Members.Postgres, "cosmos" => Members.Cosmos, _ => Members.Development };
        var address = from["Silo:Address"] ?? from["POD_IP"] ?? "127.0.0.1";
        if (!IPAddress.TryParse(address, out var ip)) throw new SettingException($"Silo:Address must be an address that other silos reach, not '{address}'.");
        IPEndPoint? primary = null;
        if (from["Silo:Primary"] is { } first && !IPEndPoint.TryParse(first, out primary)) throw new SettingException($"Silo:Primary must be address:port of the first silo, not '{first}'.");
        return new(
            members, from["Silo:ClusterId"] ?? "telemed", from["Silo:Name"] ?? from["POD_NAME"], ip, PortOf(from, "Silo:Port", 11111), PortOf(from, "Silo:GatewayPort", 0), primary,
            members switch { Members.Postgres => Needed(from, "ConnectionStrings:Postgres"), Members.Cosmos => Needed(from, "ConnectionStrings:Cosmos"), _ => null },
            OwnOf(from), AuthorityOf(from));
    }

    private static X509Certificate2? OwnOf(IConfiguration from) => Pem("Silo:Certificate", from["Silo:Certificate"], "a certificate and its key", path => X509Certificate2.CreateFromPemFile(path));

    private static X509Certificate2? AuthorityOf(IConfiguration from)
    {
        if (from["Silo:Authority"] is not null && from["Silo:Certificate"] is null) throw new SettingException("Silo:Authority needs Silo:Certificate, which it issued.");
        return Pem("Silo:Authority", from["Silo:Authority"], "the certificate of an authority", X509CertificateLoader.LoadCertificateFromFile);
    }

    private static Members Parse(string said) =>
        Enum.TryParse<Members>(said, ignoreCase: true, out var members) ? members : throw new SettingException($"Silo:Members must be development, postgres or cosmos, not '{said}'.");

    private static int PortOf(IConfiguration from, string key, int otherwise) => from[key] is not { } said ? otherwise
        : int.TryParse(said, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535 ? port : throw new SettingException($"{key} must be a port, not '{said}'.");

    private static string Needed(IConfiguration from, string key) => from[key] is { Length: > 0 } said ? said : throw new SettingException($"{key} must say where the silos' members are kept.");

    private static X509Certificate2? Pem(string key, string? path, string content, Func<string, X509Certificate2> read)
    {
        try
        {
            return path is null ? null : read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new SettingException($"{key} must name a PEM file with {content} ({e.GetType().Name}).");
        }
    }
}
