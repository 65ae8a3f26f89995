using System.Diagnostics;
using System.Globalization;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Cases.Listing;
using Telemed.Consultations.Listing;
using Telemed.Contracts;
using Telemed.Governance;
using Telemed.Indicators;
using Telemed.Indicators.Reading;
using Telemed.Indicators.Watching;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Referrals.Listing;
using Telemed.Storage.Sqlite;

namespace Telemed.Bench.Indicators;

/// <summary>A log of millions of events: rebuild of the read model, pages and drill-downs of indicators, and how far they fall behind a burst.</summary>
internal static class IndicatorBench
{
    private const double EventsPerCase = 17.5;
    private const int BurstPerSecond = 2000;
    private const int BurstSeconds = 10;
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly Caller Bureau = new("bureau", null, null, "5201", null, new HashSet<Role> { Role.HealthAuthority });
    private static readonly string[] Comparisons = ["none", "institution", "level", "alliance", "county", "specialty", "lane", "month", "reason"];
    private static readonly string First = Now.AddMonths(-12).ToString("yyyy-MM", CultureInfo.InvariantCulture);
    private static readonly string Last = Now.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <param name="args">Events; 1,000,000 when left out. With <c>alone</c> behind it the lists of cases are left out, which the questions do not need.</param>
    public static async Task Run(string[] args)
    {
        var events = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        using var folder = new BenchFolder();
        await using var log = SqliteEventLog.Open(folder["events.db"]);
        var stored = await Fill(log, (int)(events / EventsPerCase));
        await Rebuild("facts read and told", folder["told.db"], log, stored, [typeof(StepTeller)], indicators: false);
        await Rebuild("facts read and told, indicators", folder["told-indicators.db"], log, stored, [typeof(StepTeller)], indicators: true);
        var alone = args.Contains("alone");
        Type[] lists = alone ? [typeof(StepTeller)] : [typeof(CaseTables), typeof(ConsultationProjection), typeof(ReferralProjection)];
        if (!alone) await Rebuild("lists of cases", folder["lists.db"], log, stored, lists, indicators: false);
        await using var services = Services(log, folder["read.db"], lists, indicators: true);
        var engine = services.GetRequiredService<ProjectionEngine>();
        await Rebuild(alone ? "the same once more, for the questions" : "lists of cases and indicators", engine, stored);
        var mediator = services.GetRequiredService<IMediator>();
        await Pages(mediator);
        await Drills(mediator);
        await Time("live board", 50, _ => Ask(mediator, new GetLiveBoard(Bureau, Language.Zh)));
        await Time("yearly report", 10, _ => Ask(mediator, new GetReport(Bureau, Language.Zh, null, null)));
        await Burst(log, engine, mediator, (int)(events / EventsPerCase) + 2);
    }

    private static async Task<long> Fill(SqliteEventLog log, int cases)
    {
        var began = Stopwatch.GetTimestamp();
        var stored = 0L;
        var span = TimeSpan.FromDays(30 * IndicatorHistory.Months);
        await Parallel.ForAsync(0, cases, new ParallelOptions { MaxDegreeOfParallelism = 512 }, async (i, stop) =>
        {
            foreach (var append in IndicatorHistory.Case(i, Now - span + span * ((double)i / cases)))
            {
                await log.Append(append, stop);
                Interlocked.Add(ref stored, append.Events.Count);
            }
        });
        Console.WriteLine($"{cases:N0} cases, {stored:N0} events stored in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s");
        return stored;
    }

    private static async Task Rebuild(string name, string path, SqliteEventLog log, long events, Type[] projections, bool indicators)
    {
        await using var services = Services(log, path, projections, indicators);
        await Rebuild(name, services.GetRequiredService<ProjectionEngine>(), events);
    }

    private static async Task Rebuild(string name, ProjectionEngine engine, long events)
    {
        var (began, used) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        await engine.StartAsync(CancellationToken.None);
        await engine.CaughtUp;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"rebuild, {name}: {events / seconds:N0} events/s, {(Process.GetCurrentProcess().TotalProcessorTime - used).TotalMicroseconds / events:F1} µs of processor an event");
    }

    private static async Task Pages(IMediator mediator)
    {
        var codes = (await Ask(mediator, new ListIndicators(Bureau, Language.Zh, new()))).Select(d => d.Code).ToArray();
        var asked = codes.SelectMany(code => Comparisons.Select(by => (code, by))).ToArray();
        var random = new Random(1);
        random.Shuffle(asked);
        Task Page(int i) => Ask(mediator, new GetIndicator(Bureau, Language.Zh, asked[i].code, new(First, Last, asked[i].by)));
        await Time("page of an indicator, thirteen months, first time", asked.Length, Page);
        await Time("page of an indicator, thirteen months, again", asked.Length, Page);
        Task Narrow(int i) => Ask(mediator, new GetIndicator(Bureau, Language.Zh, asked[i].code, new(First, Last, "month", Institution: "c03hospital")));
        await Time("page of one institution by month", asked.Length, Narrow);
    }

    private static async Task Drills(IMediator mediator)
    {
        var questions = new List<(string Code, IndicatorFilter Filter)>();
        foreach (var code in new[] { "up-referrals", "refusal-rate", "arrival-rate", "clocks-kept", "consultation-total-p90", "no-slot-rate", "missing-diagnoses", "services-to-lower" })
            foreach (var by in new[] { "none", "institution", "county", "month", "lane", "specialty" })
            {
                var page = await Ask(mediator, new GetIndicator(Bureau, Language.Zh, code, new(First, Last, by)));
                foreach (var key in page.Rows.Take(3).Select(r => (string?)r.Key).DefaultIfEmpty(null))
                    foreach (var part in new[] { "numerator", "denominator" })
                        questions.Add((code, new(First, Last, by, Key: key, Part: part)));
            }
        var deep = new List<(string, IndicatorFilter)>();
        await Time("drill-down, first page", questions.Count, async i =>
        {
            var (code, filter) = questions[i];
            if ((await Ask(mediator, new ListIndicatorCases(Bureau, Language.Zh, code, filter))).Next is { } next) deep.Add((code, filter with { Cursor = next }));
        });
        await Time("drill-down, second page", deep.Count, i => Ask(mediator, new ListIndicatorCases(Bureau, Language.Zh, deep[i].Item1, deep[i].Item2)));
    }

    private static async Task Burst(SqliteEventLog log, ProjectionEngine engine, IMediator mediator, int firstCase)
    {
        var began = Stopwatch.GetTimestamp();
        var (sent, next, worst, done) = (0L, firstCase, TimeSpan.Zero, false);
        var watching = Task.Run(async () =>
        {
            while (!done)
            {
                var lag = engine.Health.Lag;
                if (lag > worst) worst = lag;
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        });
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < BurstSeconds)
        {
            var due = (long)(Stopwatch.GetElapsedTime(began).TotalSeconds * BurstPerSecond);
            if (sent >= due)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
                continue;
            }
            var batch = Enumerable.Range(next, 16).ToArray();
            next += batch.Length;
            await Parallel.ForEachAsync(batch, async (i, stop) =>
            {
                foreach (var append in IndicatorHistory.Case(i, TimeProvider.System.GetUtcNow()))
                {
                    var now = append with { Context = append.Context with { At = TimeProvider.System.GetUtcNow() } };
                    await log.Append(now, stop);
                    Interlocked.Add(ref sent, append.Events.Count);
                }
            });
            await Ask(mediator, new GetLiveBoard(Bureau, Language.Zh));
        }
        var (count, ended) = (sent, Stopwatch.GetTimestamp());
        await engine.WaitFor(new("consultation", $"c{(next % 2 == 0 ? next - 2 : next - 1):x11}"), 1, CancellationToken.None);
        while (engine.Health.Lag > TimeSpan.Zero) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        done = true;
        await watching;
        Console.WriteLine($"burst: {count / (double)BurstSeconds:N0} events/s for {BurstSeconds} s with a board asked between batches; most behind {worst.TotalSeconds:F2} s, caught up {Stopwatch.GetElapsedTime(ended).TotalSeconds:F2} s after the last");
    }

    private static async Task Time(string name, int times, Func<int, Task> ask)
    {
        var measured = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(i);
            measured.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        measured.Sort();
        if (measured.Count > 0) Console.WriteLine($"{name,-52} {times,5} times: p50 {measured[measured.Count / 2],7:F1} ms  p95 {measured[measured.Count * 95 / 100],7:F1} ms  worst {measured[^1],7:F1} ms");
    }

    private static async Task<T> Ask<T>(IMediator mediator, IRequest<Answer<T>> request)
    {
        var answer = await mediator.Send(request);
        return answer.Problem is { } problem ? throw new InvalidOperationException(problem.Code) : answer.Value;
    }

    private static ServiceProvider Services(SqliteEventLog log, string readModel, Type[] projections, bool indicators)
    {
        var region = new IndicatorRegion();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton<IEventLog>(log)
            .AddSingleton<IDirectory>(region).AddSingleton<IInstitutions>(region).AddSingleton<IAlliances>(region);
        foreach (var projection in projections) services.AddSingleton(typeof(IProjection), projection);
        if (indicators) services.AddIndicators();
        services.AddSingleton(p => new ProjectionEngine(readModel, log, p.GetServices<IProjection>(), TimeProvider.System))
            .AddGovernance().AddSingleton<IMediator>(p => new Mediator(p.GetService!));
        foreach (var type in typeof(IndicatorsModule).Assembly.GetTypes())
            foreach (var handler in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
                services.AddSingleton(handler, type);
        return services.BuildServiceProvider();
    }
}
