using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Telemed.Kernel;
using Telemed.Storage.Sqlite;

namespace Telemed.Bench;

/// <summary>The command path over HTTP against the bare log behind an empty endpoint, in turn, in one run.</summary>
/// <remarks>Both servers are processes of their own; 64 clients drive each. A command of ours is create, accept, assign, draft or sign.</remarks>
internal static class HttpBench
{
    private const int Clients = 64;
    private const int Cases = 40;   // of each client
    private const int Rounds = 3;

    public static async Task<int> Run(string[] args)
    {
        var platformRates = new List<double>();
        var bareRates = new List<double>();
        var slow = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            using (var folder = new BenchFolder())
            await using (var bare = await ServerProcess.Start(["serve-bare", folder.Path]))
                bareRates.Add(await Bare(bare.Url));
            using (var folder = new BenchFolder())
            await using (var platform = await ServerProcess.StartPlatform(folder.Path))
            {
                var (rate, latencies) = await Platform(platform.Url);
                platformRates.Add(rate);
                slow.Add(Percentile(latencies, 0.99));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"round {round + 1}: bare {bareRates[^1]:F0}/s, platform {rate:F0} commands/s, ratio {rate / bareRates[^1]:F2}, p50 {Percentile(latencies, 0.5):F1} ms, p99 {slow[^1]:F1} ms"));
            }
        }
        var ratios = platformRates.Zip(bareRates, (p, b) => p / b).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios[Rounds / 2]:F2} (at least 0.5 wanted), median p99 {slow.Order().ElementAt(Rounds / 2):F1} ms (under 50 wanted)"));
        return 0;
    }

    /// <summary>The yardstick: an endpoint that appends the body to the log and answers.</summary>
    public static async Task<int> ServeBare(string folder)
    {
        await using var log = SqliteEventLog.Open(Path.Combine(folder, "bare.db"));
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
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
        return 0;
    }

    private static async Task<double> Bare(Uri url)
    {
        using var http = Http(url);
        var body = JsonSerializer.SerializeToUtf8Bytes(BenchCases.Request("p", "i"));
        await Parallel(Clients, async _ => await PostBare(http, body));
        var started = Stopwatch.GetTimestamp();
        const int each = Cases * 5;
        await Parallel(Clients, async _ =>
        {
            for (var i = 0; i < each; i++) await PostBare(http, body);
        });
        return Clients * each / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task PostBare(HttpClient http, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync(new Uri("/append", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<(double Rate, List<double> Latencies)> Platform(Uri url)
    {
        using var township = await SignedIn(url, "township");
        using var office = await SignedIn(url, "office");
        using var specialist = await SignedIn(url, "specialist");
        var user = await specialist.GetFromJsonAsync<JsonElement>("/api/v1/session");
        var (practitioner, hospital) = (user.GetProperty("practitionerId").GetString()!, user.GetProperty("institutionId").GetString()!);
        var patients = await BenchCases.Patients(township, Clients * (Cases + 1));
        await Case(0);   // opens the signing key and warms every path
        var latencies = new List<double>[Clients];
        var started = Stopwatch.GetTimestamp();
        await Parallel(Clients, async client =>
        {
            latencies[client] = new(Cases * 5);
            for (var i = 0; i < Cases; i++) latencies[client].AddRange(await Case(client * Cases + i + 1));
        });
        return (Clients * Cases * 5 / Stopwatch.GetElapsedTime(started).TotalSeconds, [.. latencies.SelectMany(l => l)]);

        async Task<List<double>> Case(int n)
        {
            var took = new List<double>(5);
            var id = (await Post(township, "/api/v1/consultations", BenchCases.Request(patients[n], hospital), took)).GetProperty("id").GetString();
            var actions = $"/api/v1/consultations/{id}/actions/";
            await Post(office, actions + "accept", new { }, took);
            await Post(office, actions + "assign", new { practitionerIds = new[] { practitioner }, lead = practitioner }, took);
            await Post(specialist, actions + "draftOpinion", BenchCases.Opinion, took);
            await Post(specialist, actions + "sign", new { password = BenchCases.Password }, took);
            return took;
        }
    }

    private static async Task<JsonElement> Post(HttpClient http, string path, object body, List<double> took)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsJsonAsync(path, body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        var value = await answer.Content.ReadFromJsonAsync<JsonElement>();
        took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return value;
    }

    internal static async Task<HttpClient> SignedIn(Uri url, string account)
    {
        var http = Http(url);
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = BenchCases.Password });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        return http;
    }

    private static HttpClient Http(Uri url) => new(new SocketsHttpHandler { MaxConnectionsPerServer = Clients, UseProxy = false }) { BaseAddress = url };

    private static Task Parallel(int tasks, Func<int, Task> work) => Task.WhenAll(Enumerable.Range(0, tasks).Select(i => Task.Run(() => work(i))));

    internal static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
