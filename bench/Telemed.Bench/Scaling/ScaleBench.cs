using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Telemed.Kernel;
using Telemed.Storage.Cosmos;
using Telemed.Storage.Sqlite;

namespace Telemed.Bench.Scaling;

/// <summary>The cost of a case on one node, taken from its log and from the processor time of its process, and what a province needs by simulation from it.</summary>
internal static class ScaleBench
{
    private const int Clients = 16;
    private const int Connections = 200;
    private static readonly string[] Items = ["CT.HEAD.PLAIN", "LAB.GLU", "US.ABDOMEN"];

    /// <param name="args">Cases of each kind (1,000), seed of the simulation (1).</param>
    public static async Task Run(string[] args)
    {
        var cases = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
        using var folder = new BenchFolder();
        var data = folder["platform"];
        var costs = await Measure(data, cases);
        Console.WriteLine(CaseCost.Heading);
        foreach (var cost in new[] { costs.Consultation, costs.Referral, costs.Check }) Console.WriteLine(cost);
        Console.WriteLine($"a view {costs.View.TotalMilliseconds:N2} ms, a page of a list {costs.List.TotalMilliseconds:N2} ms, another node's append {costs.Follow.TotalMilliseconds:N3} ms of processor; read model {costs.ReadModelBytes / 1024:N1} KB an append; a connection {costs.PerConnection / 1024:N0} KB");
        Province.Simulate(costs, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1);
    }

    private static async Task<Costs> Measure(string data, int cases)
    {
        var each = Math.Max(1, cases / Clients);
        var took = new Dictionary<string, TimeSpan>();
        TimeSpan view, list;
        double perConnection;
        await using (var platform = await ServerProcess.StartPlatform(data))
        {
            foreach (var (name, prepare) in new (string, Func<Uri, int, Task<CaseWork>>)[] { (Consultations, CaseWork.Consultations), (Referrals, CaseWork.Referrals) })
            {
                using var work = await prepare(platform.Url, Clients);
                await Load.Count(Clients, each * work.Length, platform, work.Next);   // compiles
                took[name] = (await Load.Count(Clients, each * work.Length, platform, work.Next)).Processor * work.Length;
            }
            using var township = await BenchCases.SignedIn(platform.Url, "township");
            var patients = await BenchCases.Patients(township, Clients);
            Task Check(int client, int n) => Post(township, patients[client], n);
            await Load.Count(Clients, each, platform, Check);
            took[Checks] = (await Load.Count(Clients, each, platform, Check)).Processor;
            (view, list) = await Reads(township, platform, each);
            perConnection = await Connecting(platform);
        }
        var (kinds, appends) = await Logged(Path.Combine(data, "events.db"));
        var readModel = new FileInfo(Path.Combine(data, "read.db")).Length / (double)appends;
        var follow = await Following(data, appends);
        CaseCost Cost(string name, int steps)
        {
            var (of, kind) = (2.0 * each * Clients, kinds[name]);
            return new(name, steps, kind.Appends / of, kind.Facts / of, kind.Bytes / of, kind.Write / of, kind.Read / of, took[name]);
        }
        return new(Cost(Consultations, 5), Cost(Referrals, 6), Cost(Checks, 1), follow, view, list, readModel, perConnection);
    }

    private static async Task<(TimeSpan View, TimeSpan List)> Reads(HttpClient http, ServerProcess platform, int each)
    {
        var listed = await http.GetFromJsonAsync<JsonElement>("/api/v1/consultations?box=outgoing&limit=50");
        var ids = listed.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetString()!).ToArray();
        async Task<TimeSpan> Get(Func<int, string> path)
        {
            async Task One(int client, int n) => (await http.GetByteArrayAsync(new Uri(path(client + n), UriKind.Relative))).AsSpan();
            await Load.Count(Clients, each, platform, One);
            return (await Load.Count(Clients, each, platform, One)).Processor;
        }
        return (await Get(n => $"/api/v1/consultations/{ids[n % ids.Length]}"), await Get(_ => "/api/v1/consultations?box=outgoing&limit=50"));
    }

    private static async Task<double> Connecting(ServerProcess platform)
    {
        using var office = await BenchCases.SignedIn(platform.Url, "office");
        var session = await office.GetFromJsonAsync<JsonElement>("/api/v1/session");
        var before = platform.Memory;
        var listeners = Enumerable.Range(0, Connections).Select(_ => new Cluster.HubListener()).ToArray();
        foreach (var listener in listeners)
            await listener.Open(platform.Url, office.DefaultRequestHeaders.Authorization!.Parameter!, $"inbox:{session.GetProperty("institutionId").GetString()}");
        var grown = Math.Max(0, platform.Memory - before);
        foreach (var listener in listeners) listener.Dispose();
        return grown / (double)Connections;
    }

    /// <summary>What lies in the log for each kind of case, and how many appends there are altogether.</summary>
    private static async Task<(Dictionary<string, Logged> Kinds, long Appends)> Logged(string file)
    {
        var kinds = new Dictionary<string, Logged> { [Consultations] = new(), [Referrals] = new(), [Checks] = new() };
        await using var log = SqliteEventLog.Open(file);
        var appends = 0L;
        await foreach (var page in log.Follow(null, CancellationToken.None))
        {
            appends += page.Appends.Count;
            foreach (var append in page.Appends)
                if (kinds.TryGetValue(append.Stream.Category, out var kind)) kind.Add(append);
            if (page.AtEnd) break;
        }
        return (kinds, appends);
    }

    /// <summary>Processor time for an append in a node that only follows: the read model is made again from the log.</summary>
    private static async Task<TimeSpan> Following(string data, long appends)
    {
        TimeSpan idle;
        await using (var known = await ServerProcess.StartPlatform(data)) idle = known.Processor;
        foreach (var file in System.IO.Directory.GetFiles(data, "read.db*")) File.Delete(file);
        await using var again = await ServerProcess.StartPlatform(data);
        return (again.Processor - idle) / appends;
    }

    private static async Task Post(HttpClient http, string patient, int n)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/recognition/checks", new
        {
            patientId = patient,
            items = Items.Select((code, i) => new { code, orderId = $"S-{patient}-{n}-{i}" }),
            diagnoses = new[] { new { code = "I10", text = "高血压" } },
        });
        answer.EnsureSuccessStatusCode();
    }

    private const string Consultations = "consultation";
    private const string Referrals = "referral";
    private const string Checks = "recognition";
}

/// <summary>Sums over the appends of one kind of case.</summary>
internal sealed class Logged
{
    public long Appends { get; private set; }
    public long Facts { get; private set; }
    public long Bytes { get; private set; }
    public double Write { get; private set; }
    public double Read { get; private set; }

    public void Add(StoredAppend append)
    {
        var written = new Append(append.Stream, append.Version - 1, append.Context, append.Events, [], []);
        var body = AppendBody.Write(written, append.Version);
        var item = AppendItem.Write(written, append.Context.CommandId, body, append.PreviousHash.Span, append.Hash.Span);
        Appends++;
        Facts += append.Events.Count;
        Bytes += body.Length;
        Write += RequestUnits.Write(item.Length);
        Read += RequestUnits.Read(item.Length);
    }
}
