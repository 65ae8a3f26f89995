using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Telemed.Contracts;
using Telemed.Examinations.Reading;
using Telemed.Examinations.Reporting;
using Telemed.Governance;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;
using Telemed.Testing;

namespace Telemed.Examinations.Tests;

/// <summary>Examinations on a real log and read model in a folder of their own; other contexts are played by the test.</summary>
internal sealed class Laboratory : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string folder;
    private readonly bool owns;

    private Laboratory(string? folder, Action<IServiceCollection>? more)
    {
        owns = folder is null;
        this.folder = folder ?? Directory.CreateTempSubdirectory("telemed-results-").FullName;
        var parts = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IEventLog>(_ => SqliteEventLog.Open(Path.Combine(this.folder, "events.db")))
            .AddSingleton<ICaseOwner>(p => new EmbeddedCaseOwner(p.GetRequiredService<IEventLog>(), alone: true))
            .AddSingleton(p => new ProjectionEngine(Path.Combine(this.folder, "read.db"), p.GetRequiredService<IEventLog>(), p.GetServices<IProjection>(), TimeProvider.System))
            .AddSingleton<IProjection, Told>()
            .AddSingleton<IPolicies>(PolicyPacks.Embedded())
            .AddSingleton<IDirectory, Region>()
            .AddSingleton<IPatients, Residents>()
            .AddSingleton<IStudies>(Studies)
            .AddSingleton<IMarks, Marks>()
            .AddSingleton<IAccountDirectory, Accounts>()
            .AddSingleton<IDiagnosticOpinions, NoOpinions>()
            .AddSingleton<IAccessLog>(Reads)
            .AddSingleton<PlatformOpening>()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddExaminations(this.folder);
        more?.Invoke(parts);
        foreach (var type in typeof(ExaminationsModule).Assembly.GetTypes())
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                parts.AddSingleton(handler, type);
        parts.AddSingleton<IMediator>(p => new Mediator(p.GetService!));
        services = parts.BuildServiceProvider();
    }

    /// <summary>A Monday, 10:00 in China.</summary>
    public static DateTimeOffset Ten { get; } = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    public static Caller County { get; } = As("county-doctor", "county", Role.Physician);

    public static Caller CountyOffice { get; } = As("county-office", "county", Role.Office);

    public static Caller Township { get; } = As("township-doctor", "township", Role.Physician);

    public static Caller Resident { get; } = new("resident", null, null, null, "p1", new HashSet<Role> { Role.Resident });

    public static Caller Bureau { get; } = new("bureau", null, null, "5201", null, new HashSet<Role> { Role.HealthAuthority });

    public ManualTime Time { get; } = new(Ten);

    public KnownStudies Studies { get; } = new();

    public AccessBook Reads { get; } = new();

    public ProjectionEngine ReadModel => services.GetRequiredService<ProjectionEngine>();

    public IEventLog Log => services.GetRequiredService<IEventLog>();

    public ICaseOwner Owner => services.GetRequiredService<ICaseOwner>();

    public IResults Results => services.GetRequiredService<IResults>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public static async Task<Laboratory> Open(string? folder = null, Action<IServiceCollection>? more = null)
    {
        var laboratory = new Laboratory(folder, more);
        await laboratory.ReadModel.StartAsync(default);
        await laboratory.ReadModel.CaughtUp;
        return laboratory;
    }

    public static Caller As(string account, string? institution, params Role[] roles) => new(account, null, institution, null, null, roles.ToHashSet());

    public Command By(Caller caller, string? id = null, long? seen = null) => new(caller, id ?? Guid.CreateVersion7().ToString("N"), null, seen, Time.GetUtcNow());

    /// <summary>A potassium of patient p1, measured at the county hospital an hour ago.</summary>
    public ResultBody Potassium(
        string? localId = "K-1", string value = "4.1", string? unit = "mmol/L", string? flag = null, string patient = "p1", string institution = "county", string code = "LAB.K",
        string system = "standard", DateTimeOffset? at = null) =>
        new(patient, localId, code, system, system == "standard" ? null : "血钾（急诊）", institution, at ?? Ten.AddHours(-1), null, null, "lab",
            [new("K", "钾", value, unit, "3.5", "5.3", flag)], null, null, null, null, null, null);

    public ResultBody Chest(string? localId = "CT-1", string? study = null, DateTimeOffset? at = null, string institution = "county") =>
        new("p1", localId, "CT.CHEST.PLAIN", null, null, institution, at ?? Ten.AddDays(-7), null, null, "imaging", null, new("右肺下叶见斑片影", "右肺下叶炎症", "顾医生"), study,
            "64 排 CT", "ct64", null, null);

    public async Task<Answer<T>> Ask<T>(IRequest<Answer<T>> request)
    {
        if (request is IValidated validated)
        {
            var errors = new FieldErrors();
            validated.Validate(errors);
            if (!errors.None) return Problem.Invalid(errors.Found);
        }
        var answer = await services.GetRequiredService<IMediator>().Send(request);
        if (answer.Wrote is { } wrote) await ReadModel.WaitFor(wrote.Stream, wrote.Version, default);
        return answer;
    }

    public async Task<T> Do<T>(IRequest<Answer<T>> request)
    {
        var answer = await Ask(request);
        Assert.True(answer.Problem is null, $"{answer.Problem?.Code} {string.Join(' ', answer.Problem?.Fields?.Select(f => $"{f.Field}:{f.Code}") ?? [])}");
        return answer.Value;
    }

    public Task<ResultView> Report(ResultBody body, Caller? by = null) => Do(new ReportResult(By(by ?? County), body));

    public async Task<IReadOnlyList<ResultItem>> List(Caller caller, string patient = "p1") =>
        (await Do(new ListResults(caller, patient, null, null, null, null, Language.Zh))).Items;

    /// <summary>What another context would publish.</summary>
    public async Task Publish<T>(T fact)
    {
        var stream = new StreamId("told", Guid.NewGuid().ToString("N"));
        await Log.Append(new(stream, 0, new(stream.Id, null, new("test"), Time.GetUtcNow()),
            [new($"told.{typeof(T).Name}", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(fact, StoredJson.Options))], [], []), default);
        await ReadModel.WaitFor(stream, 1, default);
    }

    /// <summary>Every row of the tables of this context.</summary>
    public string Dump()
    {
        using var db = ReadModel.OpenReader();
        var text = new StringBuilder();
        using var names = db.CreateCommand();
        names.CommandText = "SELECT name FROM sqlite_schema WHERE type='table' AND (name LIKE 'result%' OR name LIKE 'case_clocks%') ORDER BY name";
        var tables = new List<string>();
        using (var rows = names.ExecuteReader()) while (rows.Read()) tables.Add(rows.GetString(0));
        foreach (var table in tables)
        {
            using var command = db.CreateCommand();
            command.CommandText = $"SELECT * FROM {table} ORDER BY 1, 2, 3";
            using var rows = command.ExecuteReader();
            while (rows.Read())
                text.AppendLine(table + ' ' + string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture))));
        }
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (owns) Directory.Delete(folder, recursive: true);
    }

    internal sealed class KnownStudies : IStudies
    {
        public Dictionary<string, StudyFacts> All { get; } = [];

        public StudyFacts? Find(string studyInstanceUid) => All.GetValueOrDefault(studyInstanceUid);
    }

    internal sealed class AccessBook : IAccessLog
    {
        public ConcurrentQueue<PatientRead> Recorded { get; } = [];

        public ValueTask Record(PatientRead read, CancellationToken cancellationToken)
        {
            Recorded.Enqueue(read);
            return default;
        }
    }

    private sealed class Told : IProjection
    {
        public string Name => "told";

        public int Version => 1;

        public void CreateTables(SqliteConnection db) { }

        public void Apply(Projecting projecting, StoredAppend append)
        {
            foreach (var fact in append.Events)
                if (fact.Type == $"told.{nameof(CaseAccessChanged)}") projecting.Publish(System.Text.Json.JsonSerializer.Deserialize<CaseAccessChanged>(fact.Json.Span, StoredJson.Options)!);
                else if (fact.Type == $"told.{nameof(CaseStep)}") projecting.Publish(System.Text.Json.JsonSerializer.Deserialize<CaseStep>(fact.Json.Span, StoredJson.Options)!);
        }
    }

    private sealed class Marks : IMarks
    {
        public string? Of(string institutionId, string itemCode, DateOnly day) => institutionId == "county" && itemCode == "CT.CHEST.PLAIN" && day.Year == 2026 ? "贵州省HR" : null;
    }

    private sealed class Accounts : IAccountDirectory
    {
        public ValueTask<AccountSummary?> Find(string accountId, CancellationToken cancellationToken) =>
            new(new AccountSummary(accountId, $"{accountId} 某", null, null, new HashSet<Role>()));
    }

    private sealed class NoOpinions : IDiagnosticOpinions
    {
        public ValueTask<DiagnosticOpinion?> Of(string consultationId, CancellationToken cancellationToken) => new((DiagnosticOpinion?)null);
    }

    private sealed class Residents : IPatients
    {
        public ValueTask<PatientSummary?> Find(string patientId, CancellationToken cancellationToken) => new(Known(patientId) ? Of(patientId) : null);

        public ValueTask<IReadOnlyDictionary<string, PatientSummary>> Find(IReadOnlyCollection<string> patientIds, CancellationToken cancellationToken) =>
            new(patientIds.Where(Known).Distinct().ToDictionary(id => id, Of));

        private static bool Known(string id) => id.StartsWith('p') && id != "p404";

        private static PatientSummary Of(string id) => new(id, "某人", Sex.Female, new(1980, 1, 1), "01", "520***********42", true, false);
    }

    private sealed class Region : IDirectory
    {
        public Institution? Institution(string id) => id switch
        {
            "county" => Of(id, "乙县医院", AdministrativeTier.County),
            "city" => Of(id, "丙市医院", AdministrativeTier.City),
            "township" => Of(id, "甲镇卫生院", AdministrativeTier.Township),
            _ => null,
        };

        public Practitioner? Practitioner(string id) => null;

        public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) => null;

        public bool InSameAlliance(string institutionId, string otherId, DateOnly on) => false;

        public Institution? ByAeTitle(string aeTitle) => null;

        public bool Supervises(string areaCode, string institutionId) => "520191".StartsWith(areaCode, StringComparison.Ordinal) && Institution(institutionId) is not null;

        private static Institution Of(string id, string name, AdministrativeTier tier) =>
            new(id, name, tier, HospitalGrade.Unrated, Ownership.Public, ConnectionStatus.Connected, "520191", [], []);
    }
}
