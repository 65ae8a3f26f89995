using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Clustering.Cosmos;
using Orleans.Reminders.Cosmos;
using Telemed.Kernel;
using Telemed.Web.Hosting;

namespace Telemed.Silos.Tests;

public sealed class SiloSettingsTests
{
    private const string Account = "AccountEndpoint=https://cosmos.test/;AccountKey=a2V5;Database=province;Mode=Gateway";

    [Theory]
    [InlineData("sqlite", Members.Development), InlineData("postgres", Members.Postgres), InlineData("cosmos", Members.Cosmos)]
    public void Members_follow_the_store(string store, object members) =>
        Assert.Equal(members, Read(("Telemed:Store", store), ("ConnectionStrings:Postgres", "Host=x"), ("ConnectionStrings:Cosmos", Account)).Members);

    [Theory]
    [InlineData("Silo:Members", "zookeeper"), InlineData("Silo:Address", "here"), InlineData("Silo:Port", "eleven"), InlineData("Silo:Primary", "x:y"),
     InlineData("Silo:Certificate", "/nowhere.pem"), InlineData("Silo:Authority", "/nowhere.pem"), InlineData("Telemed:Store", "postgres")]
    public void A_wrong_or_missing_setting_stops_the_start_and_is_named(string key, string value)
    {
        var named = key == "Telemed:Store" ? "ConnectionStrings:Postgres" : key;
        Assert.Contains(named, Assert.Throws<SettingException>(() => Read((key, value))).Message, StringComparison.Ordinal);
    }

    /// <summary>Composition only: no Cosmos DB account is asked.</summary>
    [Fact]
    public void Members_and_reminders_of_a_province_lie_in_the_database_of_its_log()
    {
        var builder = WebApplication.CreateBuilder(["--Telemed:Store=cosmos", $"--ConnectionStrings:Cosmos={Account}", "--Silo:Port=0"]);
        builder.Services.AddSingleton<ICaseOwner>(_ => null!);
        SiloHost.Add(builder);
        using var services = builder.Services.BuildServiceProvider();
        var members = services.GetRequiredService<IOptions<CosmosClusteringOptions>>().Value;
        var reminders = services.GetRequiredService<IOptions<CosmosReminderTableOptions>>().Value;
        Assert.Equal(("province", "silos", true, ConnectionMode.Gateway), (members.DatabaseName, members.ContainerName, members.IsResourceCreationEnabled, members.ClientOptions.ConnectionMode));
        Assert.Equal(("province", "reminders", true, ConnectionMode.Gateway), (reminders.DatabaseName, reminders.ContainerName, reminders.IsResourceCreationEnabled, reminders.ClientOptions.ConnectionMode));
    }

    private static SiloSettings Read(params (string Key, string Value)[] said) =>
        SiloSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(said.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
