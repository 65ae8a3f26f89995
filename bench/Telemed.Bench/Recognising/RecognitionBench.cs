using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Bench.Recognising;

/// <summary>The check before an order over HTTP, for patients with hundreds of results each, against the bare log behind an empty endpoint in the same run.</summary>
internal static class RecognitionBench
{
    private const int Clients = 64;
    private const int Rounds = 5;
    private const int PerPatient = 500;
    private static readonly string[] Items = ["CT.HEAD.PLAIN", "CT.CHEST.PLAIN", "LAB.GLU", "LAB.CREA", "LAB.K", "LAB.TSH", "US.ABDOMEN", "LAB.HBA1C"];

    /// <param name="args">Patients, 64 when left out; calls of each client in a round, 50 when left out.</param>
    public static async Task Run(string[] args)
    {
        DecisionBench.Run();
        var patients = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Clients;
        var calls = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 50;
        using var folder = new BenchFolder();
        await using var bare = await ServerProcess.StartSelf("serve-bare", folder["bare"]);
        await using var platform = await ServerProcess.StartPlatform(folder["platform"]);
        using var empty = HttpBench.Client(bare.Url);
        using var township = await BenchCases.SignedIn(platform.Url, "township");
        using var county = await BenchCases.SignedIn(platform.Url, "countyoffice");
        var hospital = (await county.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("institutionId").GetString()!;
        var ids = await BenchCases.Patients(township, patients);
        var began = Stopwatch.GetTimestamp();
        await Fill(county, hospital, ids);
        Console.WriteLine($"{patients * PerPatient:N0} results of {patients} patients reported in {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s; {Clients} clients, {calls} checks of each in a round, 3 items a check");
        Task<LoadResult> Ours() => Load.Count(Clients, calls, platform, (client, n) => Check(township, ids[(client + n * Clients) % ids.Length], n));
        Task<LoadResult> Bare() => Load.Count(Clients, calls, bare, (_, n) => Post(empty, "/append", Body(ids[0], n)));
        await Bare();
        await Ours();
        var (least, ours) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round < Rounds; round++)
        {
            least.Add(await Bare());
            ours.Add(await Ours());
            Console.WriteLine($"  bare {least[^1]}   checks {ours[^1]}   ratio {ours[^1].PerSecond / least[^1].PerSecond:N2}");
        }
        var ratio = ours.Zip(least, (o, l) => o.PerSecond / l.PerSecond).Order().ElementAt(Rounds / 2);
        var middle = ours.OrderBy(o => o.PerSecond).ElementAt(Rounds / 2);
        Console.WriteLine($"checks {middle}");
        Console.WriteLine($"ratio {ratio:N2} in the median round (wanted: 0.40), p99 {ours.Select(o => o.P99).Order().ElementAt(Rounds / 2).TotalMilliseconds:N1} ms (wanted: under 15)");
        Console.WriteLine($"of ten million look-ups a day, {middle.PerSecond * 86_400 / 10_000_000:P0}");
    }

    private static Task Fill(HttpClient county, string hospital, string[] ids) => Parallel.ForEachAsync(
        Enumerable.Range(0, ids.Length * PerPatient), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (n, _) =>
        {
            var item = Items[n % Items.Length];
            var at = TimeProvider.System.GetUtcNow().AddHours(-4 - 17.0 * (n % PerPatient));
            var category = item.StartsWith("LAB", StringComparison.Ordinal) ? "lab" : item.StartsWith("US", StringComparison.Ordinal) ? "ultrasound" : "imaging";
            await Post(county, "/api/v1/results", JsonSerializer.SerializeToUtf8Bytes(new
            {
                patientId = ids[n / PerPatient],
                institutionId = hospital,
                localId = $"B{n}",
                itemCode = item,
                itemSystem = "standard",
                category,
                performedAt = at,
                values = category == "lab" ? new[] { new { name = item, value = "5.1" } } : null,
                studyInstanceUid = category == "lab" ? null : $"2.25.{n + 1}",
            }));
        });

    private static Task Check(HttpClient township, string patient, int n) => Post(township, "/api/v1/recognition/checks", Body(patient, n));

    private static byte[] Body(string patient, int n) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        patientId = patient,
        items = Enumerable.Range(0, 3).Select(i => new { code = Items[(n + i) % Items.Length], orderId = $"O-{n}-{i}" }),
        diagnoses = new[] { new { code = "I10", text = "高血压" } },
    });

    private static async Task Post(HttpClient http, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }
}
