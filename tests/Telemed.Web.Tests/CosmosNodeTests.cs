using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Testing.Cosmos;

namespace Telemed.Web.Tests;

/// <summary>The gateway's fake behind a port, so that whole nodes work on it: what the adapter says and hears is the client's own HTTP.</summary>
internal sealed class CosmosGateway : IAsyncDisposable
{
    private readonly GatewayFake fake = new();
    private readonly HttpMessageInvoker invoker;
    private readonly WebApplication app;

    private CosmosGateway()
    {
        invoker = new(fake);
        var builder = WebApplication.CreateSlimBuilder(["--Urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(Forward);
    }

    public string Connection => $"AccountEndpoint={fake.Address};AccountKey={Convert.ToBase64String(new byte[32])};Mode=Gateway";

    public static async Task<CosmosGateway> Start()
    {
        var gateway = new CosmosGateway();
        await gateway.app.StartAsync();
        gateway.fake.Address = new(gateway.app.Urls.First());
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        invoker.Dispose();
    }

    private async Task Forward(HttpContext context)
    {
        using var request = new HttpRequestMessage(new(context.Request.Method), new Uri(fake.Address, $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString}"))
        {
            Content = new StreamContent(context.Request.Body),
        };
        foreach (var (name, value) in context.Request.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, value.AsEnumerable())) request.Content.Headers.TryAddWithoutValidation(name, value.AsEnumerable());
        using var answer = await invoker.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers)) context.Response.Headers[name] = values.ToArray();
        var body = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (body.Length > 0) await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

/// <summary>Nodes over Cosmos DB, by settings alone: a true account when <c>COSMOS_ENDPOINT</c> and <c>COSMOS_KEY</c> are set, else the fake of the gateway.</summary>
public class CosmosFixture : PlatformFixture
{
    private CosmosGateway? gateway;

    public override async ValueTask InitializeAsync()
    {
        string connection;
        if (Environment.GetEnvironmentVariable("COSMOS_ENDPOINT") is { } endpoint)
            connection = $"AccountEndpoint={endpoint};AccountKey={Environment.GetEnvironmentVariable("COSMOS_KEY")};Database=telemed-test-{Guid.NewGuid():N}";
        else
            connection = (gateway = await CosmosGateway.Start()).Connection;
        TestContext.Current.SendDiagnosticMessage($"The platform runs on {(gateway is null ? "a true Cosmos DB account" : "the fake of the Cosmos DB gateway")}.");
        for (var node = 0; node < Count; node++)
            await Start(["--Telemed:Store=cosmos", $"--ConnectionStrings:Cosmos={connection}", $"--Telemed:KeysDirectory={Path.Combine(Folder, "keys")}"]);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (gateway is not null) await gateway.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Nodes over the one account.</summary>
    protected virtual int Count => 1;
}

/// <summary>Two nodes; requests go to them in turn, and connections of the hub to one of them, as the ingress of such a cluster does (ADR-0024).</summary>
public sealed class TwoCosmosNodesFixture : CosmosFixture
{
    public override Uri HubUrl => UrlOf(Nodes[1]);

    protected override int Count => 2;
}

[CollectionDefinition(nameof(OnCosmos))]
public sealed class OnCosmos : ICollectionFixture<CosmosFixture>;

[CollectionDefinition(nameof(OnTwoCosmosNodes))]
public sealed class OnTwoCosmosNodes : ICollectionFixture<TwoCosmosNodesFixture>;

[Collection(nameof(OnCosmos))]
public sealed class CosmosApiTests(CosmosFixture node) : ApiContract(node);

[Collection(nameof(OnCosmos))]
public sealed class CosmosLiveTests(CosmosFixture node) : LiveContract(node);

[Collection(nameof(OnTwoCosmosNodes))]
public sealed class TwoCosmosNodesApiTests(TwoCosmosNodesFixture nodes) : ApiContract(nodes);

[Collection(nameof(OnTwoCosmosNodes))]
public sealed class TwoCosmosNodesLiveTests(TwoCosmosNodesFixture nodes) : LiveContract(nodes);

[Collection(nameof(OnTwoCosmosNodes))]
public sealed class TwoCosmosNodesTests(TwoCosmosNodesFixture nodes)
{
    [Fact]
    public async Task A_command_sent_to_both_nodes_at_once_is_done_once_and_both_tell_the_same()
    {
        using var township = await nodes.SignedIn("township");
        using var office = await nodes.SignedIn("office");
        var hospital = await Work.Institution(office);
        for (var i = 0; i < 5; i++)
        {
            using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), hospital));
            var path = $"/api/v1/consultations/{(await made.Json()).GetProperty("id").GetString()}";
            var key = Guid.NewGuid().ToString("N");
            var answers = await Task.WhenAll(nodes.Nodes.Select(_ => office.Send(HttpMethod.Post, $"{path}/actions/accept", new { }, ("Idempotency-Key", key))));   // in turn
            Assert.All(answers, a => Assert.True(a.IsSuccessStatusCode, $"{a.StatusCode}"));
            var told = await Task.WhenAll(answers.Select(a => a.Json()));
            Assert.Equal(told[0].GetProperty("version").GetInt64(), told[1].GetProperty("version").GetInt64());
            var seen = await Task.WhenAll(nodes.Nodes.Select(_ => office.GetStringAsync(new Uri(path, UriKind.Relative))));
            Assert.Equal(seen[0], seen[1]);
            foreach (var answer in answers) answer.Dispose();
        }
    }

    [Fact]
    public async Task Cases_and_clocks_of_both_read_models_are_equal_row_by_row()
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        SortedDictionary<string, List<string>>[] dumps = [];
        string[] differing = ["?"];
        for (var i = 0; i < 40 && differing.Length > 0; i++)   // until both have read to the end
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, TestContext.Current.CancellationToken);
            dumps = [.. nodes.Nodes.Select(n => ReadModelDump.Of(Path.Combine(n.Services.GetRequiredService<Telemed.Web.Hosting.Settings>().DataDirectory, "read.db")))];
            differing = [.. Compared.Where(table => !dumps[0][table].SequenceEqual(dumps[1][table]))];
        }
        Assert.Empty(differing);
        Assert.True(dumps[0]["case_clocks"].Count > 5);
    }

    private static readonly string[] Compared = ["case_clocks", "streams"];
}
