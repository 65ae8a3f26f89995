using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.Governance;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Recognition.Repeating;
using Telemed.Storage.Sqlite;

namespace Telemed.Recognition.Tests;

/// <summary>Recognition over real HTTP, on a real log and read model in a folder of its own.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client = new();
    private readonly Dictionary<string, Caller> people = new()
    {
        ["doctor"] = World.As("doctor", "township", Role.Physician),
        ["colleague"] = World.As("colleague", "township", Role.Physician),
        ["paediatrician"] = World.As("paediatrician", "township", Role.Physician),
        ["office"] = World.As("office", "township", Role.Office),
        ["county-doctor"] = World.As("county-doctor", "county", Role.Physician),
        ["city-doctor"] = World.As("city-doctor", "city", Role.Physician),
        ["city-office"] = World.As("city-office", "city", Role.Office),
        ["far-doctor"] = World.As("far-doctor", "far", Role.Physician),
        ["bureau"] = World.As("bureau", null, Role.HealthAuthority) with { AreaCode = "5201" },
        ["far-bureau"] = World.As("far-bureau", null, Role.HealthAuthority) with { AreaCode = "37" },
        ["insurer"] = World.As("insurer", null, Role.Insurer) with { AreaCode = "5201" },
        ["resident"] = World.As("resident", null, Role.Resident) with { PatientId = "patient-own" },
        ["auditor"] = World.As("auditor", null, Role.Auditor),
    };

    private Desk(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var services = builder.Services;
        var opening = new PlatformOpening();
        opening.Now();
        services.AddSingleton<TimeProvider>(Time).AddSingleton(opening)
            .AddSingleton<IEventLog>(_ => SqliteEventLog.Open(Path.Combine(folder, "events.db")))
            .AddSingleton<ICaseOwner>(p => new EmbeddedCaseOwner(p.GetRequiredService<IEventLog>()))
            .AddSingleton<IPersonVault>(_ => SqlitePersonVault.Open(Path.Combine(folder, "vault.db"), MasterKey.FromBase64(Convert.ToBase64String(new byte[MasterKey.Length]))))
            .AddSingleton(p => new ProjectionEngine(
                Path.Combine(folder, "read.db"), p.GetRequiredService<IEventLog>(), p.GetServices<IProjection>(), TimeProvider.System))
            .AddSingleton<IMediator>(p => new Mediator(p.GetService!)).AddGovernance().AddRecognition()
            .AddSingleton<IDirectory>(Neighbours).AddSingleton<IPatients>(Neighbours).AddSingleton<IAccountDirectory>(Neighbours)
            .AddSingleton<IAccessLog>(Neighbours).AddSingleton<IResults>(Neighbours).AddSingleton(World.Items)
            .AddSingleton<IProjection>(Facts).AddSingleton<IProjection, Reporting>();
        foreach (var type in typeof(RecognitionModule).Assembly.GetTypes())
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                services.AddSingleton(handler, type);
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(Validation<,>));
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        app = builder.Build();
        app.Use(async (http, next) =>
        {
            http.Features.Set(people[http.Request.Headers["X-As"].ToString()]);
            if (http.Request.Headers.ContainsKey("Idempotency-Key"))
            {
                http.Request.EnableBuffering();
                using var body = new StreamReader(http.Request.Body, leaveOpen: true);
                http.Features.Set(new BodyHash($"{http.Request.Path} {await body.ReadToEndAsync()}"));
                http.Request.Body.Position = 0;
            }
            try
            {
                await next(http);
            }
            catch (Exception e) when (e is not BadHttpRequestException)
            {
                http.Response.StatusCode = 500;
                await http.Response.WriteAsJsonAsync(e.ToString());   // a test says what broke
            }
        });
        app.MapGroup("/api/v1").MapRecognition();
    }

    public Neighbours Neighbours { get; } = new();

    public Heard Facts { get; } = new();

    public ManualTime Time { get; } = new(World.Ten);

    public ProjectionEngine ReadModel => app.Services.GetRequiredService<ProjectionEngine>();

    public ICaseOwner Owner => app.Services.GetRequiredService<ICaseOwner>();

    public IEventLog Log => app.Services.GetRequiredService<IEventLog>();

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<Desk> Open(string folder)
    {
        var desk = new Desk(folder);
        await desk.ReadModel.StartAsync(default);
        await desk.ReadModel.CaughtUp;
        await desk.app.StartAsync();
        desk.client.BaseAddress = new(desk.app.Urls.First());
        return desk;
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body, string? ETag)> Send(
        string who, HttpMethod method, string path, object? body = null, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Headers.Add("X-As", who);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Telemed-Wrote", out var wrote)) await Applied(wrote.Single());
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers.ETag?.Tag);
    }

    /// <summary>Posts and expects it to be done.</summary>
    public async Task<JsonNode> Post(string who, string path, object? body = null)
    {
        var (status, answer, _) = await Send(who, HttpMethod.Post, path, body ?? new { });
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, $"{path}: {(int)status} {answer}");
        return answer!;
    }

    /// <summary>Posts and expects this problem.</summary>
    public async Task<JsonNode> Refused(string who, string path, object? body, int expected, string code)
    {
        var (status, answer, _) = await Send(who, HttpMethod.Post, path, body ?? new { });
        Assert.True((int)status == expected && (string?)answer!["code"] == code, $"{path}: {(int)status} {answer}");
        return answer!;
    }

    public async Task<JsonNode> Get(string who, string path)
    {
        var (status, answer, _) = await Send(who, HttpMethod.Get, path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {(int)status} {answer}");
        return answer!;
    }

    /// <summary>The answer as it comes, with its byte order mark.</summary>
    public async Task<string> Raw(string who, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        request.Headers.Add("X-As", who);
        request.Headers.Accept.ParseAdd(accept);
        using var response = await client.SendAsync(request);
        return System.Text.Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>An earlier result of a patient.</summary>
    public PriorResult Had(PriorResult result) => Neighbours.Results[result.Id] = result;

    /// <summary>A patient of the test's own who had a head CT at the county hospital, and the check of the doctor who orders another.</summary>
    public async Task<(string Id, string ResultId, string Patient)> Asked(double daysAgo = 7, string institution = "county", object? context = null, params string[] more)
    {
        var patient = $"patient-{Guid.NewGuid():N}";
        var result = Had(World.Result($"r{Guid.NewGuid():N}", institution, daysAgo: daysAgo, patient: patient)).Id;
        var check = await Post("doctor", "/recognition/checks", new { patientId = patient, items = more.Prepend(World.Ct).Select(code => new { code, orderId = $"O-{code}" }), context });
        return ((string)check["id"]!, result, patient);
    }

    public async Task Applied(string wrote)
    {
        var at = wrote.LastIndexOf('@');
        await ReadModel.WaitFor(StreamId.Parse(wrote[..at]), long.Parse(wrote[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture), default);
    }

    /// <summary>Ends when the read model holds all that the log holds.</summary>
    public async Task Applied()
    {
        await foreach (var page in Log.Follow(null, default))
        {
            foreach (var append in page.Appends) await ReadModel.WaitFor(append.Stream, append.Version, default);
            if (page.AtEnd) return;
        }
    }

    /// <summary>Holds results that came in against earlier ones.</summary>
    public async Task LookForRepeats()
    {
        await Get<IEnumerable<IHostedService>>().OfType<RepeatService>().Single().LookAtNew(default);
        await Applied();
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        client.Dispose();
        await app.DisposeAsync();
    }

    private sealed class Validation<TRequest, TAnswer> : IPipelineBehavior<TRequest, TAnswer>
        where TRequest : IRequest<TAnswer>, IValidated where TAnswer : IAnswer<TAnswer>
    {
        public Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
        {
            var errors = new FieldErrors();
            request.Validate(errors);
            return errors.None ? next() : Task.FromResult(TAnswer.From(Problem.Invalid(errors.Found)));
        }
    }
}
