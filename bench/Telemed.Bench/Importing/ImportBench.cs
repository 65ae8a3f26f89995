using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Telemed.Kernel;
using Telemed.Storage.Sqlite;

namespace Telemed.Bench.Importing;

/// <summary>Results per second from a CSV file into the running platform, read model included, against the bare log and a bare group commit in the same run.</summary>
internal static class ImportBench
{
    private const int UnderWay = 2048;
    private const int MostPatients = 2000;
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 4, 0, 0, TimeSpan.Zero);

    /// <param name="args">Results; 100,000 when left out.</param>
    public static async Task Run(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        using var folder = new BenchFolder();
        await using var server = await ServerProcess.StartPlatform(folder["data"]);
        using var township = await BenchCases.SignedIn(server.Url, "township");
        using var county = await BenchCases.SignedIn(server.Url, "countyoffice");
        var patients = await BenchCases.Patients(township, Math.Clamp(count / 100, 10, MostPatients));
        await Import(county, server, "warm-up", File("W", Math.Min(count, 5_000), patients));
        var results = await Import(county, server, "import", File("R", count, patients));
        var (log, body) = await Log(folder, count, patients);
        var bare = await Bare(folder, count, body);
        Console.WriteLine($"ratio of the import to the log alone {results / log:N2}, to bare group commit {results / bare:N2}");
        await Import(county, server, "the same rows in another file", [.. File("R", count, patients), (byte)'\n']);
        await Import(county, server, "results of today, held against earlier ones", File("T", Math.Min(count, 20_000), patients), legacy: false);
    }

    private static byte[] File(string prefix, int count, string[] patients)
    {
        var text = new StringBuilder("患者ID,报告编号,项目编码,检验时间,报告时间,类别,指标名称,结果,单位,参考范围,标志,设备\n");
        for (var i = 0; i < count; i++)
        {
            var at = Noon.AddSeconds(i);
            text.Append(CultureInfo.InvariantCulture, $"{patients[i * 7L % patients.Length]},{prefix}{i:D8},LAB.K,{at:yyyy-MM-dd HH:mm:ss},{at:yyyy-MM-dd HH:mm:ss},检验,钾,{3 + i % 30 / 10.0:F1},mmol/L,3.5-5.3,,全自动生化分析仪\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Hands over a file of old stock and waits until all of it is read; rows per second from upload to the read model.</summary>
    public static async Task<double> Import(HttpClient hospital, ServerProcess server, string name, byte[] file, bool legacy = true)
    {
        var (began, cpu) = (Stopwatch.GetTimestamp(), server.Processor);
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await hospital.PostAsync(new Uri($"/api/v1/results/imports?legacy={legacy}", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        var taken = Stopwatch.GetElapsedTime(began);
        var said = 0;
        while (true)
        {
            var now = await hospital.GetFromJsonAsync<JsonElement>($"/api/v1/results/imports/{id}");
            said++;
            if (now.GetProperty("state").GetString() != "running")
            {
                var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
                var rows = now.GetProperty("rows").GetInt32();
                Console.WriteLine($"{name}: {rows:N0} rows, {now.GetProperty("refusedCount").GetInt32()} refused, {rows / seconds:N0}/s from upload to the read model"
                    + $" (answered after {taken.TotalMilliseconds:N0} ms, progress asked {said} times; {(server.Processor - cpu).TotalMicroseconds / rows:N0} µs processor time a row)");
                return rows / seconds;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>The same appends without anything around them.</summary>
    private static async Task<(double PerSecond, byte[] Body)> Log(BenchFolder folder, int count, string[] patients)
    {
        await using var log = SqliteEventLog.Open(folder["events.db"]);
        var fact = Encoding.UTF8.GetBytes(
            $$$"""{"result":{"patientId":"{{{patients[0]}}}","institutionId":"{{{patients[0]}}}","localId":"R00000001","content":{"item":{"system":"standard","code":"LAB.K"},"category":"lab","performedAt":"2026-01-05T04:00:00+00:00","reportedAt":"2026-01-05T04:00:00+00:00","values":[{"name":"钾","value":"4.1","unit":"mmol/L","low":"3.5","high":"5.3"}],"equipment":"全自动生化分析仪","interventions":[]},"legacy":false,"origin":{"kind":"import","id":"{{{patients[0]}}}"}},"at":"2026-01-05T04:00:00.0000000+00:00"}""");
        Append Next(int i) => new(
            new("result", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, 12))), 0,
            new($"import-{i:x32}", null, new("0199a1b2c3d4", null, "0199a1b2c3d4e5f601234567"), Noon), [new("result.reported", fact)], [], []);
        var perSecond = await Rate("log alone", count, i => log.Append(Next(i), CancellationToken.None));
        return (perSecond, AppendBody.Write(Next(0), 1));
    }

    private static async Task<double> Bare(BenchFolder folder, int count, byte[] body)
    {
        using var bare = new BareGroupCommit(folder["bare.db"]);
        return await Rate("bare group commit", count, _ => bare.Append(body));
    }

    private static async Task<double> Rate(string name, int count, Func<int, Task> append)
    {
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var underWay = new Queue<Task>(UnderWay);
        for (var i = 0; i < count; i++)
        {
            if (underWay.Count == UnderWay) await underWay.Dequeue();
            underWay.Enqueue(append(i));
        }
        await Task.WhenAll(underWay);
        var perSecond = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine($"{name}: {perSecond:N0}/s, {UnderWay} under way, {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count:N0} µs processor time each");
        return perSecond;
    }
}
