using System.Collections.Concurrent;
using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Opening;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;
using Telemed.Testing;

namespace Telemed.Imaging.Tests;

/// <summary>The doors of the imaging context on a port of their own; the caller is named by a header, studies are opened by <see cref="Opened"/>.</summary>
public class WebNode : IAsyncLifetime
{
    private readonly string folder = Node.NewFolder();
    private WebApplication app = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Studies that a case opens to an institution beside its own.</summary>
    public ConcurrentBag<(string Institution, string Study)> Opened { get; } = [];

    /// <summary>What was recorded of the reading of studies.</summary>
    public ConcurrentQueue<PatientRead> Looks { get; } = [];

    /// <summary>What other contexts hear of studies that go over another platform.</summary>
    public ConcurrentQueue<StudyExchanged> Exchanged { get; } = [];

    public IServiceProvider Services => app.Services;

    public string Folder => folder;

    /// <summary>Where the DICOM node listens.</summary>
    public int DicomPort => app.Services.GetRequiredService<DicomNode>().BoundPort!.Value;

    /// <summary>Where AE_A, of inst-a, is expected to listen.</summary>
    public int ReceiverOfA { get; private set; }

    /// <summary>Where AE_B, of inst-b, is expected to listen.</summary>
    public int ReceiverOfB { get; private set; }

    public Task WhenIndexed() => app.Services.GetRequiredService<IImagingIndexing>().WhenIndexed(default);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System).AddAuthorization().AddAuthentication();
        builder.Services.AddImaging(Configure(new ImagingOptions { DataDirectory = folder, MinFreeBytes = 0, Sending = new() { FirstRest = TimeSpan.FromMilliseconds(100), Quiet = TimeSpan.FromMilliseconds(500) }, PatientIdIssuers = new Dictionary<string, string> { ["inst-b"] = "HOSPITAL-B" } }));
        builder.Services.AddSingleton<IAccessLog>(new Reads(Looks)).AddSingleton<IWorklistOrders, NoOrders>().AddSingleton<IDirectory, Tiers>();
        AddStores(builder.Services);
        AddPolicy(builder.Services);
        builder.Services.AddSingleton<IProjection>(new Listener(Exchanged));
        var (a, b) = (FreePort.Take(), FreePort.Take());
        (ReceiverOfA, ReceiverOfB) = (a, b);
        builder.Services.AddDicomNode(new DicomNodeOptions
        {
            Port = 0,
            Address = System.Net.IPAddress.Loopback,
            Peers = [new("AE_A", "127.0.0.1", a, "inst-a"), new("AE_B", "127.0.0.1", b, "inst-b") { SendOperations = 1 }, new("AE_NOBODY", null, null, null)],
        });
        app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Headers["X-Institution"].ToString() is { Length: > 0 } institution)
            {
                string account = http.Request.Headers["X-Account"].ToString() is { Length: > 0 } named ? named : "account";
                http.Features.Set(new Caller(account, "doctor", institution, null, null, new HashSet<Role> { Role.Physician, Role.Office }));
                http.User = new ClaimsPrincipal(new ClaimsIdentity("test"));
            }
            return next(http);
        });
        app.UseAuthorization();
        app.MapImaging();
        Engine = app.Services.GetRequiredService<ProjectionEngine>();
        await Engine.StartAsync(default);
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Http.DefaultRequestHeaders.Add("X-Institution", "inst-a");
    }

    /// <summary>The read model.</summary>
    internal ProjectionEngine Engine { get; private set; } = null!;

    /// <summary>What this node is told otherwise.</summary>
    internal virtual ImagingOptions Configure(ImagingOptions options) => options;

    /// <summary>Studies are opened by <see cref="Opened"/> and nothing else.</summary>
    internal virtual void AddPolicy(IServiceCollection services) => services.AddSingleton(Opened).AddSingleton<Policy>()
        .AddSingleton<IStudyAccess>(p => p.GetRequiredService<Policy>()).AddSingleton<IStudyScopes>(p => p.GetRequiredService<Policy>()).AddSingleton<IStudyCases>(p => p.GetRequiredService<Policy>());

    private void AddStores(IServiceCollection services)
    {
        services.AddSingleton<IEventLog>(_ => SqliteEventLog.Open(Path.Combine(folder, "events.db"))).AddSingleton<ICaseOwner>(p => new EmbeddedCaseOwner(p.GetRequiredService<IEventLog>(), alone: true));
        services.AddSingleton(p => new ProjectionEngine(Path.Combine(folder, "read.db"), p.GetRequiredService<IEventLog>(), p.GetServices<IProjection>(), TimeProvider.System));
        services.AddSingleton<CaseAccesses>().AddSingleton<IPatients, AnyPatient>().AddSingleton<IMediator>(p => new Mediator(p.GetService!));
        foreach (var type in typeof(ImagingModule).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false }))
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))) services.AddSingleton(handler, type);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));
    }

    /// <summary>Stops the node and starts one on the same folder.</summary>
    /// <param name="between">What happens to the folder meanwhile.</param>
    public async Task Restart(Action<string>? between = null)
    {
        Http.Dispose();
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        between?.Invoke(folder);
        await InitializeAsync();
        await Engine.CaughtUp;
        await app.Services.GetRequiredService<IImagingIndexing>().CaughtUp;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stores samples as inst-a would.</summary>
    public async Task<HttpResponseMessage> Stow(params IEnumerable<byte[]> files) => await Http.PostAsync(new Uri("/dicom-web/studies", UriKind.Relative), Multipart(files));

    public static MultipartContent Multipart(IEnumerable<byte[]> files)
    {
        var content = new MultipartContent("related", "edge");
        content.Headers.ContentType!.Parameters.Add(new("type", "\"application/dicom\""));
        foreach (byte[] file in files) content.Add(new ByteArrayContent(file) { Headers = { ContentType = new("application/dicom") } });
        return content;
    }

    public async Task<HttpResponseMessage> Get(string path, string accept = "*/*", string institution = "inst-a", string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        using var client = new HttpClient { BaseAddress = Http.BaseAddress };
        client.DefaultRequestHeaders.Add("X-Institution", institution);
        return await client.SendAsync(request);
    }

    private sealed class Policy(Indexing.ImagingIndex index, ConcurrentBag<(string Institution, string Study)> opened) : IStudyAccess, IStudyScopes, IStudyCases
    {
        public ValueTask<bool> MayRead(Caller caller, string studyInstanceUid, CancellationToken cancellationToken) => ValueTask.FromResult(
            StudyOwner.Of(index, studyInstanceUid) is { } owner && (owner.InstitutionId == caller.InstitutionId || opened.Contains((caller.InstitutionId!, studyInstanceUid))));

        public StudyScope ScopeOf(Caller caller) =>
            new(caller.InstitutionId, [.. opened.Where(pair => pair.Institution == caller.InstitutionId).Select(pair => pair.Study)]);

        public ValueTask<StudyCase?> CaseFor(Caller caller, string studyInstanceUid, CancellationToken cancellationToken) =>
            ValueTask.FromResult(opened.Contains((caller.InstitutionId!, studyInstanceUid)) ? new StudyCase("case", "patient") : null);
    }

    /// <summary>inst-b is a county's, all others are townships.</summary>
    private sealed class Tiers : IDirectory
    {
        public Institution? Institution(string id) => new(id, id, id == "inst-b" ? AdministrativeTier.County : AdministrativeTier.Township, HospitalGrade.Unrated, Ownership.Public,
            ConnectionStatus.Connected, "520121", [], []);

        public Practitioner? Practitioner(string id) => null;

        public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) => null;

        public bool InSameAlliance(string institutionId, string otherId, DateOnly on) => false;

        public Institution? ByAeTitle(string aeTitle) => null;

        public bool Supervises(string areaCode, string institutionId) => false;
    }

    private sealed class Listener(ConcurrentQueue<StudyExchanged> heard) : IProjection
    {
        public string Name => "listener";

        public int Version => 1;

        public void CreateTables(Microsoft.Data.Sqlite.SqliteConnection db) { }

        public void Apply(Projecting projecting, StoredAppend append) { }

        public void Apply(Projecting projecting, object fact)
        {
            if (fact is StudyExchanged exchanged) heard.Enqueue(exchanged);
        }
    }

    private sealed class NoOrders : IWorklistOrders
    {
        public ValueTask<IReadOnlyList<WorklistOrder>> Open(Asker asker, CancellationToken cancellationToken) => new([]);
    }

    private sealed class Reads(ConcurrentQueue<PatientRead> looks) : IAccessLog
    {
        public ValueTask Record(PatientRead read, CancellationToken cancellationToken)
        {
            looks.Enqueue(read);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class AnyPatient : IPatients
    {
        public ValueTask<PatientSummary?> Find(string patientId, CancellationToken cancellationToken) =>
            ValueTask.FromResult<PatientSummary?>(new(patientId, "某人", Sex.Unknown, null, "01", "***", true, false));

        public ValueTask<IReadOnlyDictionary<string, PatientSummary>> Find(IReadOnlyCollection<string> patientIds, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<string, PatientSummary>>(new Dictionary<string, PatientSummary>());
    }
}
