using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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

/// <summary>A node over Cosmos DB, by settings alone: a true account when <c>COSMOS_ENDPOINT</c> and <c>COSMOS_KEY</c> are set, else the fake of the gateway.</summary>
public sealed class CosmosFixture : PlatformFixture
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
        await Start(["--Telemed:Store=cosmos", $"--ConnectionStrings:Cosmos={connection}"]);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (gateway is not null) await gateway.DisposeAsync();
    }
}

[CollectionDefinition(nameof(OnCosmos))]
public sealed class OnCosmos : ICollectionFixture<CosmosFixture>;

[Collection(nameof(OnCosmos))]
public sealed class CosmosApiTests(CosmosFixture node) : ApiContract(node);

[Collection(nameof(OnCosmos))]
public sealed class CosmosLiveTests(CosmosFixture node) : LiveContract(node);
