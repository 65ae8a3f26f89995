using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Bench.Cluster;

/// <summary>One event to all: how long until every page that watches an inbox has heard of a new request, and what a connection costs.</summary>
internal static class FanOutBench
{
    private const int Rounds = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="args">Connections (2000), nodes (1), and settings for every node: two nodes need a store that they share.</param>
    public static async Task Run(string[] args)
    {
        var connections = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2000;
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        using var folder = new BenchFolder();
        var nodes = new List<ServerProcess>();
        try
        {
            for (var i = 0; i < count; i++) nodes.Add(await ServerProcess.StartPlatform(folder[$"node{i}"], args.Length > 2 ? args[2..] : []));
            await Measure(nodes, connections);
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    private static async Task Measure(List<ServerProcess> nodes, int connections)
    {
        using var township = await SignIn(nodes[0].Url, "township");
        using var office = await SignIn(nodes[0].Url, "office");
        var session = await office.GetFromJsonAsync<JsonElement>("/api/v1/session");
        var hospital = session.GetProperty("institutionId").GetString()!;
        var token = office.DefaultRequestHeaders.Authorization!.Parameter!;
        var before = nodes.Sum(n => n.Memory);
        var busy = nodes.Sum(n => n.Processor.TotalMilliseconds);
        var listeners = new List<HubListener>();
        foreach (var some in Enumerable.Range(0, connections).Chunk(50))
        {
            var opened = some.Select(_ => new HubListener()).ToArray();
            await Task.WhenAll(opened.Select((l, i) => l.Open(nodes[(some[0] + i) % nodes.Count].Url, token, $"inbox:{hospital}")));
            listeners.AddRange(opened);
        }
        Console.WriteLine(
            $"{connections} connections over {nodes.Count} node(s): {(nodes.Sum(n => n.Memory) - before) / 1024d / connections:N1} KiB and {(nodes.Sum(n => n.Processor.TotalMilliseconds) - busy) / connections:N2} ms of processor each to open");
        using var over = new CancellationTokenSource();
        var listening = listeners.Select(l => l.Listen("\"submitted\"", over.Token)).ToArray();
        var times = new List<TimeSpan>();
        var missed = 0;
        var patients = await BenchCases.Patients(township, Rounds + 1);
        for (var round = -1; round < Rounds; round++)
        {
            var heard = await Round(township, hospital, patients[round + 1], listeners);
            missed += heard.Count(t => t is null);
            if (round >= 0) times.AddRange(heard.Where(t => t is not null).Select(t => t!.Value));   // the first warms up
        }
        await over.CancelAsync();
        await Task.WhenAll(listening);
        foreach (var listener in listeners) listener.Dispose();
        Console.WriteLine($"from the request to the page: p50 {Of(times, 0.5):N0} ms  p99 {Of(times, 0.99):N0} ms  last {Of(times, 1):N0} ms  missed {missed} (wanted: p99 under 250)");
    }

    /// <summary>Times from the call to each ring; null where none came.</summary>
    private static async Task<List<TimeSpan?>> Round(HttpClient township, string hospital, string patient, List<HubListener> listeners)
    {
        foreach (var listener in listeners) listener.RangAt = 0;
        var started = Stopwatch.GetTimestamp();
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", BenchCases.Request(patient, hospital));
        made.EnsureSuccessStatusCode();
        while (listeners.Any(l => l.RangAt == 0) && Stopwatch.GetElapsedTime(started) < Patience) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        return [.. listeners.Select(l => l.RangAt == 0 ? (TimeSpan?)null : Stopwatch.GetElapsedTime(started, l.RangAt))];
    }

    private static async Task<HttpClient> SignIn(Uri url, string account)
    {
        var http = HttpBench.Client(url);
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = BenchCases.Password });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        return http;
    }

    private static double Of(List<TimeSpan> times, double share) => HttpBench.Percentile(times, share).TotalMilliseconds;
}
