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

namespace Telemed.Consultations.Tests;

/// <summary>Consultations over real HTTP, on a real log, vault and read model in a folder of its own.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient client;
    private readonly Dictionary<string, Caller> people = new()
    {
        ["author"] = World.Author,
        ["asking-office"] = World.AskingOffice,
        ["office"] = World.AskedOffice,
        ["lead"] = World.Lead,
        ["expert"] = World.Expert,
        ["bystander"] = World.Bystander,
        ["stranger"] = World.As(Role.Physician, "stranger", "elsewhere", "p9"),
        ["bureau"] = World.As(Role.HealthAuthority, "bureau", null, null) with { AreaCode = "5201" },
        ["far-bureau"] = World.As(Role.HealthAuthority, "far-bureau", null, null) with { AreaCode = "37" },
        ["resident"] = World.As(Role.Resident, "resident", null, null) with { PatientId = "patient" },
        ["auditor"] = World.As(Role.Auditor, "auditor", null, null),
        ["admin"] = World.As(Role.Administrator, "admin", null, null),
    };

    private Desk(string folder, ManualTime time)
    {
        Time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(time)
            .AddSingleton(_ => new BreakingLog(SqliteEventLog.Open(Path.Combine(folder, "events.db"))))
            .AddSingleton<IEventLog>(p => new PagedLog(p.GetRequiredService<BreakingLog>(), 5))
            .AddSingleton<ICaseOwner>(p => new EmbeddedCaseOwner(p.GetRequiredService<IEventLog>()))
            .AddSingleton<IPersonVault>(_ => SqlitePersonVault.Open(Path.Combine(folder, "vault.db"), MasterKey.FromBase64(Convert.ToBase64String(new byte[MasterKey.Length]))))
            .AddSingleton(p => new ProjectionEngine(
                Path.Combine(folder, "read.db"), p.GetRequiredService<IEventLog>(), p.GetServices<IProjection>(), TimeProvider.System))
            .AddSingleton(Opened())
            .AddSingleton<IMediator>(p => new Mediator(p.GetService!)).AddGovernance().AddConsultations()
            .AddSingleton<IDirectory>(Neighbours).AddSingleton<IPatients>(Neighbours).AddSingleton<IAccountDirectory>(Neighbours)
            .AddSingleton<ISigner>(Neighbours).AddSingleton<IAccessLog>(Neighbours);
        foreach (var type in typeof(ConsultationsModule).Assembly.GetTypes())
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
        app.MapGroup("/api/v1").MapConsultations();
        client = new HttpClient();
    }

    public Neighbours Neighbours { get; } = new();

    public ManualTime Time { get; }

    public ProjectionEngine ReadModel => app.Services.GetRequiredService<ProjectionEngine>();

    public ICaseOwner Owner => app.Services.GetRequiredService<ICaseOwner>();

    public BreakingLog Disk => app.Services.GetRequiredService<BreakingLog>();

    public IEventLog Log => app.Services.GetRequiredService<IEventLog>();

    public static async Task<Desk> Open(string folder, ManualTime? time = null)
    {
        var desk = new Desk(folder, time ?? new(World.Ten));
        await desk.ReadModel.StartAsync(default);
        await desk.ReadModel.CaughtUp;
        await desk.app.StartAsync();
        desk.client.BaseAddress = new(desk.app.Urls.First());
        return desk;
    }

    private static PlatformOpening Opened()
    {
        var opening = new PlatformOpening();
        opening.Now();
        return opening;
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body, string? ETag)> Send(
        string who, HttpMethod method, string path, object? body = null, string? ifMatch = null, string? key = null, string? language = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Headers.Add("X-As", who);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (language is not null) request.Headers.Add("Accept-Language", language);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await client.SendAsync(request);
        if (response.Headers.TryGetValues("Telemed-Wrote", out var wrote)) await Applied(wrote.Single());
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers.ETag?.Tag);
    }

    public async Task<JsonNode> Do(string who, string path, object? body = null)
    {
        var (status, answer, _) = await Send(who, HttpMethod.Post, path, body);
        Assert.True((int)status is 200 or 201, $"{path}: {(int)status} {answer}");
        return answer!;
    }

    public async Task<JsonNode> Get(string who, string path)
    {
        var (status, answer, _) = await Send(who, HttpMethod.Get, path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {(int)status} {answer}");
        return answer!;
    }

    public Task<Answer<T>> Ask<T>(IRequest<Answer<T>> request) => app.Services.GetRequiredService<IMediator>().Send(request);

    /// <summary>A submitted case, asynchronous unless said otherwise; its id.</summary>
    public async Task<string> File(string kind = "clinical", string urgency = "routine", string mode = "asynchronous", string? patient = null, bool submit = true) =>
        (string)(await Do("author", "/consultations", Body(kind, urgency, mode, patient, submit)))["id"]!;

    /// <summary>A complete request; for a patient of its own unless one is named, because one waits once.</summary>
    public static object Body(string kind = "clinical", string urgency = "routine", string mode = "asynchronous", string? patient = null, bool submit = true) => new
    {
        kind,
        mode,
        urgency,
        patientId = patient ?? $"patient-{Guid.NewGuid():N}",
        invited = new { institutionId = "city", department = "神经内科" },
        reason = "头晕三天",
        purpose = "明确诊断",
        summary = new { complaint = "头晕", history = "高血压十年", diagnoses = new[] { new { system = "icd10-cn", code = "I10", text = "高血压" } } },
        studies = new[] { "1.2.3" },
        consent = new { basis = "written", signedBy = "某人", at = World.Ten.AddMinutes(-10) },
        submit,
    };

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

/// <summary>A folder that goes with the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("telemed-consultations-").FullName;

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
