using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Telemed.Web.Hosting;
using Telemed.Web.Live;

namespace Telemed.Web.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Telemed:Store", "oracle", "Telemed:Store must be sqlite or postgres or cosmos, not 'oracle'.")]
    [InlineData("Telemed:Store", "postgres", "ConnectionStrings:Postgres is missing; Telemed:Store is postgres.")]
    [InlineData("Telemed:Store", "cosmos", "ConnectionStrings:Cosmos is missing; Telemed:Store is cosmos.")]
    [InlineData("Telemed:Runtime", "nothing", "Telemed:Runtime must be ")]
    [InlineData("Telemed:DataDirectory", "", "Telemed:DataDirectory must name a folder.")]
    [InlineData("Telemed:Demo", "perhaps", "Telemed:Demo must be true or false, not 'perhaps'.")]
    public void A_wrong_or_missing_setting_is_told_with_its_key(string key, string value, string said) =>
        Assert.StartsWith(said, Assert.Throws<SettingException>(() => Read((key, value))).Message, StringComparison.Ordinal);

    /// <remarks>The settings of README's table, each with values that no platform can start with; alone by its key, or with others that make it wrong.</remarks>
    [Theory]
    [InlineData("Urls", "nonsense")]
    [InlineData("Urls", "ftp://127.0.0.1:5080")]
    [InlineData("Urls", "http://127.0.0.1:70000")]
    [InlineData("Telemed:DataDirectory", "{file}/inside")]
    [InlineData("Telemed:KeysDirectory", "{file}")]
    [InlineData("Telemed:Demo", "1")]
    [InlineData("Telemed:Store", "SQLite")]
    [InlineData("Telemed:Runtime", "orleans")]
    [InlineData("Dicom:Stack", "dcmtk")]
    [InlineData("Dicom:Stack", "fo-dicom")]
    [InlineData("Live:Ice:Urls", "turn:")]
    [InlineData("Exchange:BundleBytes", "-1")]
    [InlineData("Exchange:OpenDays", "0")]
    [InlineData("Exchange:Peers:0:Secret", "short", "Exchange:Peers:0:Name=b")]
    [InlineData("Exchange:Peers:0:Name", "", "Exchange:Peers:0:Secret=0123456789abcdef0123456789abcdef")]
    [InlineData("Exchange:Peers:0:Url", "b.example", "Exchange:Peers:0:Name=b", "Exchange:Peers:0:Secret=0123456789abcdef0123456789abcdef")]
    [InlineData("Dicom:Enabled", "yes")]
    [InlineData("Dicom:Port", "-1")]
    [InlineData("Dicom:Port", "65536")]
    [InlineData("Dicom:Address", "everywhere")]
    [InlineData("Dicom:AeTitle", "")]
    [InlineData("Dicom:AeTitle", "SEVENTEEN_LETTERS")]
    [InlineData("Dicom:Peers:0:AeTitle", "")]
    [InlineData("Dicom:Peers:0:Port", "0", "Dicom:Peers:0:AeTitle=CT", "Dicom:Peers:0:Host=127.0.0.1")]
    [InlineData("Dicom:Peers:0:Tls", "on", "Dicom:Peers:0:AeTitle=CT")]
    [InlineData("Dicom:Peers:0:CertificateSha256", "12", "Dicom:Peers:0:AeTitle=CT")]
    [InlineData("Dicom:Peers:0:MaxAssociations", "0", "Dicom:Peers:0:AeTitle=CT")]
    [InlineData("Dicom:Tls:Certificate", "{file}.none")]
    [InlineData("Dicom:Tls:Certificate", "{file}")]
    [InlineData("Dicom:MaxAssociations", "0")]
    [InlineData("Dicom:MaxAssociationsPerCaller", "-5")]
    [InlineData("Dicom:MaxOperations", "65536")]
    [InlineData("Dicom:CharacterSet", "ISO_IR 100")]
    [InlineData("Dicom:CharacterSet", "UTF-8")]
    [InlineData("Dicom:Sync", "maybe")]
    [InlineData("Dicom:AcceptUnknownSopClasses", "2")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    public void A_wrong_value_stops_the_start_by_one_line_with_its_key(string key, string value, params string[] others)
    {
        var message = Stopped(key, value, others);
        Assert.Contains(key, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("Dicom:Peers:0:Port is missing", "Dicom:Peers:0:Host", "127.0.0.1", "Dicom:Peers:0:AeTitle=CT")]
    [InlineData("Dicom:Peers:0:Host is missing", "Dicom:Peers:0:Port", "104", "Dicom:Peers:0:AeTitle=CT")]
    [InlineData("Dicom:Tls:Certificate is missing", "Dicom:Peers:0:Tls", "true", "Dicom:Peers:0:AeTitle=CT")]
    [InlineData("Dicom:Tls:Certificate is missing", "Dicom:Tls:Only", "true")]
    [InlineData("Dicom:Peers: the AE title CT is there twice", "Dicom:Peers:0:AeTitle", "CT", "Dicom:Peers:1:AeTitle=CT")]
    public void A_setting_that_lacks_another_stops_the_start_by_the_key_that_is_missing(string said, string key, string value, params string[] others) =>
        Assert.StartsWith(said, Stopped(key, value, others), StringComparison.Ordinal);

    [Fact]
    public async Task A_malformed_connection_string_is_told_with_its_key_and_not_repeated()
    {
        var postgres = Assert.Throws<SettingException>(() => Stores.OpenPostgres(Read(("Telemed:Store", "postgres"), ("ConnectionStrings:Postgres", "nonsense of hush"))));
        var cosmos = await Assert.ThrowsAsync<SettingException>(() => Stores.OpenCosmos(Read(("Telemed:Store", "cosmos"), ("ConnectionStrings:Cosmos", "nonsense of hush"))));
        Assert.StartsWith("ConnectionStrings:Postgres: ", postgres.Message, StringComparison.Ordinal);
        Assert.StartsWith("ConnectionStrings:Cosmos: ", cosmos.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", postgres.Message + cosmos.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("*")]
    public async Task A_port_that_somebody_else_has_stops_the_start_by_one_line(string host)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var folder = System.IO.Directory.CreateTempSubdirectory("telemed-test-").FullName;
        var (code, error) = await PlatformProcess.Refused($"--Urls=http://{host}:{port}", $"--Telemed:DataDirectory={folder}", "--Telemed:Demo=false", "--Dicom:Enabled=false");
        Assert.Equal(2, code);
        Assert.Contains($"{port}", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>What a start with these settings says before it stops. <c>{file}</c> is a file that holds nothing of use.</summary>
    private static string Stopped(string key, string value, string[] others)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("telemed-test-").FullName;
        try
        {
            var file = Path.Combine(folder, "file");
            File.WriteAllText(file, "");
            return Assert.Throws<SettingException>(() => Platform.Build(
                ["--Urls=http://127.0.0.1:0", $"--Telemed:DataDirectory={folder}", "--Dicom:Port=0", .. others.Select(o => $"--{o}"), $"--{key}={value.Replace("{file}", file, StringComparison.Ordinal)}"])).Message;
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_store_that_cannot_be_reached_is_told_with_its_key()
    {
        var settings = Read(("Telemed:Store", "postgres"), ("ConnectionStrings:Postgres", "Host=127.0.0.1;Port=1;Username=nobody;Password=hush;Timeout=2"));
        var thrown = Assert.Throws<SettingException>(() => Stores.OpenPostgres(settings));
        Assert.StartsWith("ConnectionStrings:Postgres: The PostgreSQL database cannot be used", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://turn.example", "Live:Ice:Urls must hold addresses such as ")]
    [InlineData("turn:turn.example:3478", "Live:Ice:Secret is missing; ")]
    public void A_media_relay_that_cannot_work_is_told_with_its_key(string urls, string said) =>
        Assert.StartsWith(said, Assert.Throws<SettingException>(() => Ice(("Live:Ice:Urls", urls))).Message, StringComparison.Ordinal);

    /// <remarks>The password by hand: <c>printf 1800000000:a1 | openssl dgst -sha1 -hmac region -binary | base64</c>.</remarks>
    [Fact]
    public void A_name_for_the_media_relay_holds_for_one_account_and_some_hours()
    {
        var servers = Ice(("Live:Ice:Urls", "stun:stun.example:3478 turn:turn.example:3478;turns:turn.example:5349"), ("Live:Ice:Secret", "region"))
            .For("a1", DateTimeOffset.FromUnixTimeSeconds(1_800_000_000) - TimeSpan.FromHours(12));
        Assert.Equal(["stun:stun.example:3478"], servers[0].Urls);
        Assert.Null(servers[0].Credential);
        Assert.Equal(["turn:turn.example:3478", "turns:turn.example:5349"], servers[1].Urls);
        Assert.Equal("1800000000:a1", servers[1].Username);
        Assert.Equal("zjNTVMxc/ctZC8mdXFG68L30fkI=", servers[1].Credential);
        Assert.Empty(Ice().For("a1", DateTimeOffset.UnixEpoch));
    }

    private static IceServers Ice(params (string Key, string Value)[] settings) =>
        IceServers.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());

    private static Settings Read(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Telemed:DataDirectory"] = "data", ["Urls"] = "http://127.0.0.1:5080" };
        foreach (var (key, value) in settings) all[key] = value;
        return Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }
}
