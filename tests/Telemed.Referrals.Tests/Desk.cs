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
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.Governance;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;

namespace Telemed.Referrals.Tests;

/// <summary>Referrals over real HTTP, on a real log, vault and read model in a folder of its own.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client = new();
    private readonly Dictionary<string, Caller> people = new()
    {
        ["author"] = World.Author,
        ["colleague"] = World.Colleague,
        ["asking-office"] = World.AskingOffice,
        ["office"] = World.AskedOffice,
        ["doctor"] = World.Doctor1,
        ["city-office"] = World.As(Role.Office, "city-office", "city", null),
        ["city-doctor"] = World.As(Role.Physician, "city-doctor", "city", "p-city"),
        ["family"] = World.As(Role.Physician, "family", "neighbour", "p-family"),
        ["stranger"] = World.As(Role.Physician, "stranger", "elsewhere", "p9"),
        ["bureau"] = World.As(Role.HealthAuthority, "bureau", null, null) with { AreaCode = "5201" },
        ["far-bureau"] = World.As(Role.HealthAuthority, "far-bureau", null, null) with { AreaCode = "37" },
        ["resident"] = World.As(Role.Resident, "resident", null, null) with { PatientId = "patient-own" },
    };

    private Desk(string folder, ManualTime time, Action<IServiceCollection>? change)
    {
        Time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var services = builder.Services;
        var opening = new PlatformOpening();
        opening.Now();
        services.AddSingleton<TimeProvider>(time).AddSingleton(opening)
            .AddSingleton<IEventLog>(_ => new PagedLog(SqliteEventLog.Open(Path.Combine(folder, "events.db")), 5))
            .AddSingleton<ICaseOwner>(p => new EmbeddedCaseOwner(p.GetRequiredService<IEventLog>()))
            .AddSingleton<IPersonVault>(_ => SqlitePersonVault.Open(Path.Combine(folder, "vault.db"), MasterKey.FromBase64(Convert.ToBase64String(new byte[MasterKey.Length]))))
            .AddSingleton(p => new ProjectionEngine(
                Path.Combine(folder, "read.db"), p.GetRequiredService<IEventLog>(), p.GetServices<IProjection>(), TimeProvider.System))
            .AddSingleton<IMediator>(p => new Mediator(p.GetService!)).AddGovernance().AddReferrals()
            .AddSingleton<IDirectory>(Neighbours).AddSingleton<IInstitutions>(Neighbours).AddSingleton<IPatients>(Neighbours).AddSingleton<IAccountDirectory>(Neighbours)
            .AddSingleton<IAccessLog>(Neighbours).AddSingleton<IConversions>(Neighbours).AddSingleton<IFamilyDoctors>(Neighbours).AddSingleton<ICapacity>(Neighbours)
            .AddSingleton<IProjection>(Facts);
        foreach (var type in typeof(ReferralsModule).Assembly.GetTypes())
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                services.AddSingleton(handler, type);
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(Validation<,>));
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        change?.Invoke(services);
        app = builder.Build();
        app.Use(async (http, next) =>
        {
            http.Features.Set(people[http.Request.Headers["X-As"].ToString()]);
            http.Request.EnableBuffering();
            using (var body = new StreamReader(http.Request.Body, leaveOpen: true)) http.Features.Set(new BodyHash(http.Request.Path + await body.ReadToEndAsync()));   // the host hashes it
            http.Request.Body.Position = 0;
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
        app.MapGroup("/api/v1").MapReferrals();
    }

    public Neighbours Neighbours { get; } = new();

    public Heard Facts { get; } = new();

    public ManualTime Time { get; }

    public ProjectionEngine ReadModel => app.Services.GetRequiredService<ProjectionEngine>();

    public ICaseOwner Owner => app.Services.GetRequiredService<ICaseOwner>();

    public IEventLog Log => app.Services.GetRequiredService<IEventLog>();

    public static async Task<Desk> Open(string folder, ManualTime? time = null, Action<IServiceCollection>? change = null)
    {
        var desk = new Desk(folder, time ?? new(World.Ten), change);
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

    /// <summary>Sends an action and expects it to be done.</summary>
    public async Task<JsonNode> Act(string who, string id, string action, object? body = null)
    {
        var (status, answer, _) = await Send(who, HttpMethod.Post, $"/referrals/{id}/actions/{action}", body ?? new { });
        Assert.True(status == HttpStatusCode.OK, $"{action}: {(int)status} {answer}");
        return answer!;
    }

    /// <summary>Sends an action and expects this problem.</summary>
    public async Task<JsonNode> Refused(string who, string id, string action, object? body, int expected, string code)
    {
        var (status, answer, _) = await Send(who, HttpMethod.Post, $"/referrals/{id}/actions/{action}", body ?? new { });
        Assert.True((int)status == expected && (string?)answer!["code"] == code, $"{action}: {(int)status} {answer}");
        return answer!;
    }

    public async Task<JsonNode> Get(string who, string path)
    {
        var (status, answer, _) = await Send(who, HttpMethod.Get, path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {(int)status} {answer}");
        return answer!;
    }

    public async Task<string> State(string who, string id) => (string)(await Get(who, $"/referrals/{id}"))["state"]!;

    /// <summary>A submitted case for a patient of its own unless one is named; its id.</summary>
    public async Task<string> File(object? body = null, string who = "author")
    {
        var (status, answer, _) = await Send(who, HttpMethod.Post, "/referrals", body ?? Body());
        Assert.True(status == HttpStatusCode.Created, $"{(int)status} {answer}");
        return (string)answer!["id"]!;
    }

    public static JsonObject Body(string lane = "routine", string direction = "up", string? patient = null, string to = "county", string department = "内科", bool submit = true) =>
        JsonSerializer.SerializeToNode(new
        {
            direction,
            lane,
            patientId = patient ?? $"patient-{Guid.NewGuid():N}",
            to = new { institutionId = to, department },
            reasonCode = direction == "down" ? "stable" : "difficult",
            diagnoses = new[] { new { system = "icd10-cn", code = "I63.9", text = "脑梗死" } },
            summary = new { impression = "脑梗死？", presentIllness = "左侧肢体无力两小时", history = "高血压十年", treatment = "阿司匹林" },
            studies = new[] { "1.2.3" },
            consent = new { basis = "written", signedBy = "某人家属", at = World.Ten.AddMinutes(-10) },
            submit,
        })!.AsObject();

    public async Task Applied(string id, long version) => await ReadModel.WaitFor(new("referral", id), version, default);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        client.Dispose();
        await app.DisposeAsync();
    }

    private async Task Applied(string wrote)
    {
        var at = wrote.LastIndexOf('@');
        await ReadModel.WaitFor(StreamId.Parse(wrote[..at]), long.Parse(wrote[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture), default);
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

/// <summary>What the projection of referrals tells the others.</summary>
internal sealed class Heard : IProjection
{
    private readonly List<object> facts = [];

    public string Name => "heard";

    public int Version => 1;

    public IReadOnlyList<CaseStep> Steps => Of<CaseStep>();

    public IReadOnlyList<T> Of<T>()
    {
        lock (facts) return [.. facts.OfType<T>()];
    }

    public void CreateTables(Microsoft.Data.Sqlite.SqliteConnection db)
    {
        lock (facts) facts.Clear();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    public void Apply(Projecting projecting, object fact)
    {
        lock (facts) facts.Add(fact);
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("telemed-referrals-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>One desk for all tests of a class; each test brings its own patients.</summary>
public sealed class SharedDesk : IAsyncLifetime
{
    private readonly Folder folder = new();

    internal Desk Desk { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Desk = await Desk.Open(folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        folder.Dispose();
    }
}
