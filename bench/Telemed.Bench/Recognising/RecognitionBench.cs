using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Telemed.Bench.Importing;

namespace Telemed.Bench.Recognising;

/// <summary>The check before an order over HTTP, for patients with hundreds of results each, against the bare log behind an empty endpoint in the same run.</summary>
internal static class RecognitionBench
{
    private const int Clients = 64;
    private const int Rounds = 5;
    private const int PerPatient = 500;
    private const int InFile = 200;
    private static readonly string[] Items = ["CT.HEAD.PLAIN", "CT.CHEST.PLAIN", "LAB.GLU", "LAB.CREA", "LAB.K", "LAB.TSH", "US.ABDOMEN", "LAB.HBA1C"];

    /// <param name="args">Results in the read model, 1,000,000 when left out; calls of each client in a round, 50 when left out.</param>
    public static async Task Run(string[] args)
    {
        DecisionBench.Run();
        var results = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var calls = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 50;
        using var folder = new BenchFolder();
        await using var bare = await ServerProcess.StartSelf("serve-bare", folder["bare"]);
        await using var platform = await ServerProcess.StartPlatform(folder["platform"]);
        using var empty = HttpBench.Client(bare.Url);
        using var township = await BenchCases.SignedIn(platform.Url, "township");
        using var county = await BenchCases.SignedIn(platform.Url, "countyoffice");
        var ids = await BenchCases.Patients(township, Math.Max(Clients, results / PerPatient));
        var began = Stopwatch.GetTimestamp();
        for (var from = 0; from < ids.Length; from += InFile)
            await ImportBench.Import(county, platform, $"old stock of patients {from + 1} to {Math.Min(from + InFile, ids.Length)}", OldStock(ids, from));
        Console.WriteLine($"{ids.Length * PerPatient:N0} results of {ids.Length:N0} patients imported in {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s; {Clients} clients, {calls} checks of each in a round, 3 items a check");
        var done = 0;
        Task<LoadResult> Ours() => Load.Count(Clients, calls, platform, (_, _) => Interlocked.Increment(ref done) is var n ? Check(township, ids[n * 7L % ids.Length], n) : Task.CompletedTask);
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
        var cpu = ours.Select(o => o.Processor).Order().ElementAt(Rounds / 2);
        Console.WriteLine($"checks {middle}");
        Console.WriteLine($"ratio {ratio:N2} in the median round (wanted: 0.40), p99 {ours.Select(o => o.P99).Order().ElementAt(Rounds / 2).TotalMilliseconds:N1} ms (wanted: under 15)");
        Console.WriteLine($"of ten million look-ups a day: {middle.PerSecond * 86_400 / 10_000_000:P0} at the rate measured here, "
            + $"{Environment.ProcessorCount * 86_400 / cpu.TotalSeconds / 10_000_000:P0} by the processor time of a look-up on {Environment.ProcessorCount} cores of its own");
    }

    /// <summary>A year of results of some patients, as a hospital hands over its old stock; each patient's newest is of today.</summary>
    private static byte[] OldStock(string[] ids, int from)
    {
        var text = new StringBuilder("患者ID,报告编号,项目编码,检查时间,类别,指标名称,结果,单位,影像检查号\n");
        var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        for (var patient = from; patient < Math.Min(from + InFile, ids.Length); patient++)
            for (var n = 0; n < PerPatient; n++)
            {
                var (item, number) = (Items[(patient + n) % Items.Length], patient * PerPatient + n);
                var (category, name, value, study) = item.StartsWith("LAB", StringComparison.Ordinal) ? ("检验", item, "5.1", "") : (item.StartsWith("US", StringComparison.Ordinal) ? "超声" : "影像", "", "", $"2.25.{number + 1}");
                text.Append(CultureInfo.InvariantCulture, $"{ids[patient]},B{number},{item},{now.AddHours(-4 - 17.0 * n):yyyy-MM-dd HH:mm:ss},{category},{name},{value},,{study}\n");
            }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

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
