using Microsoft.Extensions.Configuration;
using Telemed.Web.Hosting;

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

    [Fact]
    public void A_store_that_cannot_be_reached_is_told_with_its_key()
    {
        var settings = Read(("Telemed:Store", "postgres"), ("ConnectionStrings:Postgres", "Host=127.0.0.1;Port=1;Username=nobody;Password=hush;Timeout=2"));
        var thrown = Assert.Throws<SettingException>(() => Stores.OpenPostgres(settings));
        Assert.StartsWith("ConnectionStrings:Postgres: The PostgreSQL database cannot be used", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", thrown.Message, StringComparison.Ordinal);
    }

    private static Settings Read(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Telemed:DataDirectory"] = "data", ["Urls"] = "http://127.0.0.1:5080" };
        foreach (var (key, value) in settings) all[key] = value;
        return Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }
}
