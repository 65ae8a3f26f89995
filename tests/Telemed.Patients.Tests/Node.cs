using System.Collections.Concurrent;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Governance;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;

namespace Telemed.Patients.Tests;

/// <summary>Patients on a real log, vault and read model in a folder of their own; other contexts are played by the test.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Node(string folder, byte[] key)
    {
        var parts = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IEventLog>(_ => SqliteEventLog.Open(Path.Combine(folder, "events.db")))
            .AddSingleton<IPersonVault>(_ => SqlitePersonVault.Open(Path.Combine(folder, "vault.db"), MasterKey.FromBase64(Convert.ToBase64String(key))))
            .AddSingleton<ICaseOwner>(provider => new EmbeddedCaseOwner(provider.GetRequiredService<IEventLog>()))
            .AddSingleton(provider => new ProjectionEngine(
                Path.Combine(folder, "read.db"), provider.GetRequiredService<IEventLog>(), provider.GetServices<IProjection>(), TimeProvider.System))
            .AddSingleton<IProjection, Cases>()
            .AddSingleton<IDirectory, OneDoctor>().AddSingleton<IPolicies>(PolicyPacks.Embedded())
            .AddSingleton<ITimelineResults>(Results)
            .AddSingleton<Reads>().AddSingleton<IAccessLog>(provider => provider.GetRequiredService<Reads>())
            .AddPatients();
        foreach (var type in typeof(PatientsModule).Assembly.GetTypes())
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                parts.AddSingleton(handler, type);
        parts.AddSingleton<IMediator>(provider => new Mediator(provider.GetService!));
        services = parts.BuildServiceProvider();
    }

    public Examined Results { get; } = new();

    public IPatients Patients => services.GetRequiredService<IPatients>();

    public ProjectionEngine ReadModel => services.GetRequiredService<ProjectionEngine>();

    public IEventLog Log => services.GetRequiredService<IEventLog>();

    public ConcurrentQueue<PatientRead> Recorded => services.GetRequiredService<Reads>().Recorded;

    public static async Task<Node> Start(string folder, byte[] key)
    {
        var node = new Node(folder, key);
        await node.ReadModel.StartAsync(default);
        await node.ReadModel.CaughtUp;
        return node;
    }

    public static Caller Physician(string institution) => new($"doctor-{institution}", "p", institution, null, null, new HashSet<Role> { Role.Physician });

    public static Command By(Caller caller, string? id = null) => new(caller, id ?? Guid.NewGuid().ToString("N"), null, null, TimeProvider.System.GetUtcNow());

    public async Task<Answer<T>> Ask<T>(IRequest<Answer<T>> request)
    {
        if (request is IValidated validated)
        {
            var errors = new FieldErrors();
            validated.Validate(errors);
            if (!errors.None) return Problem.Invalid(errors.Found);
        }
        return await services.GetRequiredService<IMediator>().Send(request);
    }

    public async Task<T> Do<T>(IRequest<Answer<T>> request)
    {
        var answer = await Ask(request);
        Assert.Null(answer.Problem);
        return answer.Value;
    }

    /// <summary>What the case's own context would publish: who may see it now, or a step of it.</summary>
    public async Task Publish<T>(T fact)
    {
        var stream = new StreamId("testcase", Guid.NewGuid().ToString("N"));
        await Log.Append(new(stream, 0, new(stream.Id, null, new("test"), TimeProvider.System.GetUtcNow()),
            [new($"testcase.{typeof(T).Name}", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(fact, StoredJson.Options))], [], []), default);
        await ReadModel.WaitFor(stream, 1, default);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private sealed class Cases : IProjection
    {
        public string Name => "testcases";

        public int Version => 1;

        public void CreateTables(SqliteConnection db) { }

        public void Apply(Projecting projecting, StoredAppend append)
        {
            foreach (var fact in append.Events.Where(e => e.Type == $"testcase.{nameof(CaseAccessChanged)}"))
                projecting.Publish(System.Text.Json.JsonSerializer.Deserialize<CaseAccessChanged>(fact.Json.Span, StoredJson.Options)!);
            foreach (var fact in append.Events.Where(e => e.Type == $"testcase.{nameof(CaseStep)}"))
                projecting.Publish(System.Text.Json.JsonSerializer.Deserialize<CaseStep>(fact.Json.Span, StoredJson.Options)!);
        }
    }

    /// <summary>Results that another context would show; each one is open.</summary>
    internal sealed class Examined : ITimelineResults
    {
        public List<TimelineResult> All { get; } = [];

        public IReadOnlyList<TimelineResult> Of(Caller caller, string patientId, (DateTimeOffset At, string Id)? behind, int limit) =>
        [
            .. All.OrderByDescending(r => r.At).ThenByDescending(r => r.Id, StringComparer.Ordinal)
                .Where(r => behind is not { } place || r.At < place.At || (r.At == place.At && string.CompareOrdinal(r.Id, place.Id) < 0)).Take(limit),
        ];
    }

    private sealed class Reads : IAccessLog
    {
        public ConcurrentQueue<PatientRead> Recorded { get; } = [];

        public ValueTask Record(PatientRead read, CancellationToken cancellationToken)
        {
            Recorded.Enqueue(read);
            return default;
        }
    }

    private sealed class OneDoctor : IDirectory
    {
        public Institution? Institution(string id) => id switch
        {
            "township" => Of(id, "甲镇卫生院", AdministrativeTier.Township),
            "county" => Of(id, "乙县医院", AdministrativeTier.County),
            "city" => Of(id, "丙市医院", AdministrativeTier.City),
            _ => null,
        };

        public Practitioner? Practitioner(string id) => id == "doctor" ? new("doctor", "林医生", "township", "全科", Title.Attending, "1", default, default) : null;

        public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) => null;

        public bool InSameAlliance(string institutionId, string otherId, DateOnly on) => false;

        public Institution? ByAeTitle(string aeTitle) => null;

        public bool Supervises(string areaCode, string institutionId) => false;

        private static Institution Of(string id, string name, AdministrativeTier tier) =>
            new(id, name, tier, HospitalGrade.Unrated, Ownership.Public, ConnectionStatus.Connected, "520191", [], []) { Departments = ["全科"] };
    }
}
