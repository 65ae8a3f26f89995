using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Telemed.Kernel;
using Telemed.Storage.Sqlite;

namespace Telemed.Bench;

/// <summary>The command path over HTTP against the bare log behind an empty endpoint: the same clients, one after the other, several times in one run.</summary>
/// <remarks>Both servers are processes of their own. A command of ours is one step of a case, all steps in equal parts.</remarks>
internal static class HttpBench
{
    private const int Clients = 64;
    private const int Rounds = 5;

    /// <summary>Consultations.</summary>
    public static Task Run(string[] args) => Run(args, CaseWork.Consultations, "p99", under: 50, load => load.P99);

    /// <summary>Referrals.</summary>
    public static Task RunReferrals(string[] args) => Run(args, CaseWork.Referrals, "p95", under: 30, load => load.P95);

    /// <param name="args">Cases of each client in a round; 10 when left out.</param>
    private static async Task Run(string[] args, Func<Uri, int, Task<CaseWork>> prepare, string percentile, int under, Func<LoadResult, TimeSpan> slow)
    {
        var cases = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
        using var folder = new BenchFolder();
        await using var bare = await ServerProcess.StartSelf("serve-bare", folder["bare"]);
        await using var platform = await ServerProcess.StartPlatform(folder["platform"]);
        using var empty = Client(bare.Url);
        using var work = await prepare(platform.Url, Clients);
        Console.WriteLine($"{Clients} clients, {cases * work.Length} commands of each in a round, after a round that is not counted");
        await Bare(empty, bare, cases * work.Length);
        await Platform(work, platform, cases * work.Length);
        var (least, ours) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round < Rounds; round++)
        {
            least.Add(await Bare(empty, bare, cases * work.Length));
            ours.Add(await Platform(work, platform, cases * work.Length));
            Console.WriteLine($"  bare {least[^1]}   platform {ours[^1]}   ratio {ours[^1].PerSecond / least[^1].PerSecond:N2}");
        }
        Console.WriteLine($"bare log behind an empty endpoint {Middle(least)}");
        Console.WriteLine($"platform                          {Middle(ours)}");
        foreach (var (step, times) in work.Times) Console.WriteLine($"  {step,-14} p50 {Percentile(times, 0.5).TotalMilliseconds,6:N1} ms  p99 {Percentile(times, 0.99).TotalMilliseconds,6:N1} ms");
        var ratios = ours.Zip(least, (o, l) => o.PerSecond / l.PerSecond).Order().ToArray();
        Console.WriteLine($"ratio {ratios[Rounds / 2]:N2} in the median round (wanted: 0.50), {percentile} {ours.Select(slow).Order().ElementAt(Rounds / 2).TotalMilliseconds:N1} ms (wanted: under {under})");
    }

    /// <summary>The yardstick: an endpoint that appends the body to the log and answers.</summary>
    public static async Task ServeBare(string[] args)
    {
        await using var log = SqliteEventLog.Open(Path.Combine(args[0], "bare.db"));
        var builder = WebApplication.CreateBuilder(["--Urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapPost("/append", async (HttpRequest request, CancellationToken ct) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, ct);
            var id = Guid.CreateVersion7().ToString("N");
            await log.Append(new(new("bare", id), 0, new(id, null, new("bench"), TimeProvider.System.GetUtcNow()), [new("bare.appended", body.ToArray())], [], []), ct);
            return Results.NoContent();
        });
        await app.StartAsync();
        Console.WriteLine($"listening {app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }

    internal static HttpClient Client(Uri url) => new(new SocketsHttpHandler { MaxConnectionsPerServer = Clients, UseProxy = false }) { BaseAddress = url };

    internal static TimeSpan Percentile(IReadOnlyCollection<TimeSpan> times, double share) => times.Order().ElementAt((int)((times.Count - 1) * share));

    private static LoadResult Middle(List<LoadResult> rounds) => rounds.OrderBy(r => r.PerSecond).ElementAt(rounds.Count / 2);

    private static Task<LoadResult> Bare(HttpClient http, ServerProcess server, int calls)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(BenchCases.Request("p", "i"));
        return Load.Count(Clients, calls, server, async (_, _) =>
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.PostAsync(new Uri("/append", UriKind.Relative), content);
            answer.EnsureSuccessStatusCode();
        });
    }

    private static Task<LoadResult> Platform(CaseWork work, ServerProcess server, int calls) => Load.Count(Clients, calls, server, work.Next);
}
