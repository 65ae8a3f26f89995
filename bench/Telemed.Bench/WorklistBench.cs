using System.Diagnostics;
using System.Globalization;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Consultations;
using Telemed.Consultations.Listing;
using Telemed.Contracts;
using Telemed.Governance;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Storage.Sqlite;

namespace Telemed.Bench;

/// <summary>Time of a page of a worklist, of counters and of the board at two sizes of the read model: it should not grow with the cases.</summary>
internal static class WorklistBench
{
    private const int Rounds = 400;
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly Caller Expert = new("expert", "p1", "city", null, null, new HashSet<Role> { Role.Physician });
    private static readonly Caller Administrator = new("platform", null, null, null, null, new HashSet<Role> { Role.Administrator });

    private static readonly (string Name, Func<IMediator, Task> Ask)[] Questions =
    [
        Page("incoming, open", new("incoming", "open", null, null, null, null, 50, null)),
        Page("incoming, all", new("incoming", null, null, null, null, null, 50, null)),
        Page("incoming, ended", new("incoming", "ended", null, null, null, null, 50, null)),
        Page("incoming, open, one kind, one urgency", new("incoming", "open", null, "ecg", "urgent", null, 50, null)),
        Page("mine, all", new("mine", null, null, null, null, null, 50, null)),
        ("counters of incoming", mediator => Ask(mediator, new CountConsultations(Expert, "incoming"))),
        ("board of the whole country", mediator => Ask(mediator, new GetBoard(Administrator))),
    ];

    /// <param name="args">Cases; 100,000 when left out. The small read model has a hundredth of them.</param>
    public static async Task Run(string[] args)
    {
        var cases = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var small = await Measure(cases / 100);
        var large = await Measure(cases);
        foreach (var (name, (p50, p95)) in large)
            Console.WriteLine($"{name,-40} {cases / 100,9:N0}: p50 {small[name].P50,6:F2} ms p95 {small[name].P95,6:F2} ms   {cases,9:N0}: p50 {p50,6:F2} ms p95 {p95,6:F2} ms   ratio {p50 / small[name].P50:F2}");
    }

    private static async Task<Dictionary<string, (double P50, double P95)>> Measure(int cases)
    {
        using var folder = new BenchFolder();
        await using var log = SqliteEventLog.Open(folder["events.db"]);
        await Parallel.ForAsync(0, cases, new ParallelOptions { MaxDegreeOfParallelism = 512 }, async (i, stop) => await log.Append(Case(i), stop));
        var region = new Region();
        await using var services = Services(log, region, folder["read.db"]);
        var engine = services.GetRequiredService<ProjectionEngine>();
        var began = Stopwatch.GetTimestamp();
        await engine.StartAsync(default);
        await engine.CaughtUp;
        Console.WriteLine($"{cases:N0} cases into the read model: {cases / Stopwatch.GetElapsedTime(began).TotalSeconds:N0} cases/s");
        var mediator = services.GetRequiredService<IMediator>();
        var figures = new Dictionary<string, (double, double)>();
        foreach (var (name, ask) in Questions.Append(await Deep(mediator))) figures.Add(name, await Time(mediator, ask));
        return figures;
    }

    private static async Task<(double P50, double P95)> Time(IMediator mediator, Func<IMediator, Task> ask)
    {
        for (var i = 0; i < 50; i++) await ask(mediator);
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(mediator);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        return (times[Rounds / 2], times[Rounds * 95 / 100]);
    }

    private static (string Name, Func<IMediator, Task> Ask) Page(string name, WorklistFilter filter) =>
        (name, mediator => Ask(mediator, new ListConsultations(Expert, filter)));

    private static async Task<(string Name, Func<IMediator, Task> Ask)> Deep(IMediator mediator)
    {
        var filter = new WorklistFilter("incoming", null, null, null, null, null, 50, null);
        for (var page = 1; page < 10; page++) filter = filter with { Cursor = (await Ask(mediator, new ListConsultations(Expert, filter))).Next };
        return Page("incoming, all, tenth page", filter);
    }

    private static async Task<T> Ask<T>(IMediator mediator, IRequest<Answer<T>> request)
    {
        var answer = await mediator.Send(request);
        return answer.Problem is { } problem ? throw new InvalidOperationException(problem.Code) : answer.Value;
    }

    private static ServiceProvider Services(IEventLog log, Region region, string readModel)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton(log)
            .AddSingleton<ICaseOwner>(new EmbeddedCaseOwner(log)).AddSingleton<IDirectory>(region).AddSingleton<IPatients>(region)
            .AddSingleton(p => new ProjectionEngine(readModel, log, p.GetServices<IProjection>(), TimeProvider.System))
            .AddGovernance().AddConsultations().AddSingleton<IMediator>(p => new Mediator(p.GetService!));
        foreach (var type in typeof(ConsultationsModule).Assembly.GetTypes())
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                services.AddSingleton(handler, type);
        return services.BuildServiceProvider();
    }

    /// <summary>A case of the one busy hospital; nine of ten have ended.</summary>
    private static Append Case(int i)
    {
        var at = Now.AddMinutes(-3 * i);   // twenty in an hour, also of the last
        var kind = (ServiceKind)(i % 11);
        var request = new ConsultationRequest(
            kind, ConsultationMode.Asynchronous, (Urgency)(i / 11 % 3), $"patient-{i}", new("city", "神经内科", null, null), "左侧肢体无力两天，请求明确诊断", "明确诊断",
            new("左侧肢体无力两天", "高血压病史十年", null, [], null), [$"1.2.{i}"], [], null);
        List<ConsultationEvent> facts =
        [
            new ConsultationEvent.Drafted($"HZ{i:D10}", new("author", "p0"), "township", request, at),
            new ConsultationEvent.Submitted(new("a", "a"), new("5201", 1), new("520115", "520103"), at),
            new ConsultationEvent.ClockStarted(ClockNames.Report, at.AddDays(365), false, BreachEffect.Escalate, at),
            new ConsultationEvent.Accepted("office", at),
            new ConsultationEvent.Claimed(new("p1", Title.Chief, "神经内科"), SigningRule.Single, "expert", at),
        ];
        if (i % 10 != 0) facts.AddRange(new ConsultationEvent.Withdrawn(null, "author", at), new ConsultationEvent.ClockStopped(ClockNames.Report, false, at));
        return new(new("consultation", $"{i:x12}"), 0, new($"c{i}", null, new("author", null, "township"), at), [.. facts.Select(Consultation.Aggregate.Format.Write)], [], []);
    }

    /// <summary>Names for the rows.</summary>
    private sealed class Region : IDirectory, IPatients
    {
        private static readonly Institution City = new(
            "city", "市医院", AdministrativeTier.City, HospitalGrade.Level3A, Ownership.Public, ConnectionStatus.Connected, "520103", [], []);

        public Institution? Institution(string id) => City with { Id = id };

        public Practitioner? Practitioner(string id) => null;

        public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) => null;

        public bool InSameAlliance(string institutionId, string otherId, DateOnly on) => false;

        public Institution? ByAeTitle(string aeTitle) => null;

        public bool Supervises(string areaCode, string institutionId) => false;

        public ValueTask<PatientSummary?> Find(string patientId, CancellationToken cancellationToken) => new(Someone(patientId));

        public ValueTask<IReadOnlyDictionary<string, PatientSummary>> Find(IReadOnlyCollection<string> patientIds, CancellationToken cancellationToken) =>
            new(patientIds.ToDictionary(id => id, Someone));

        private static PatientSummary Someone(string id) => new(id, "某人", Sex.Male, new(1960, 1, 1), "01", "520**********02", true, false);
    }
}
