using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Web.Tests;

/// <summary>SIGKILL at random moments under a thousand concurrent commands and a running C-STORE, twenty times over one data folder.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 20;
    private const int Commands = 1000;
    private const int Associations = 2;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("TELEMED_SEED"), out var seed) ? seed : Environment.ProcessId;

    private readonly ConcurrentDictionary<string, (string Id, long Version)> acknowledged = new();
    private readonly HashSet<string> checkedKeys = [];
    private readonly ConcurrentDictionary<string, bool> asked = new();
    private readonly ConcurrentDictionary<string, bool> stored = new();
    private readonly ConcurrentDictionary<string, bool> sent = new();
    private readonly Slices slices = new();
    private int slice;

    [Fact]
    public async Task Every_acknowledged_command_and_object_survives_and_nothing_else_appears()
    {
        output.WriteLine($"TELEMED_SEED={Seed}");
        var random = new Random(Seed);
        var folder = System.IO.Directory.CreateTempSubdirectory("telemed-crash-").FullName;
        string patient;
        await using (var first = await PlatformProcess.Start(folder))
        {
            using var township = await first.SignedIn("township");
            patient = await NewPatient(township);
        }
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var platform = await PlatformProcess.Start(folder);
            using var township = await platform.SignedIn("township");
            await Check(township);
            using var stop = new CancellationTokenSource();
            var commands = Enumerable.Range(0, Commands).Select(i => Ask(township, patient, $"{kill}-{i}", stop.Token)).ToArray();
            var stores = Enumerable.Range(0, Associations).Select(_ => Store(platform.DicomPort, stop.Token)).ToArray();
            await Until(acknowledged.Count + random.Next(Commands), stored.Count + random.Next(1, 100));
            await platform.Kill();
            await stop.CancelAsync();
            await Task.WhenAll([.. commands, .. stores]);
            output.WriteLine($"kill {kill + 1}: {acknowledged.Count} of {asked.Count} commands acknowledged, {stored.Count} of {sent.Count} objects");
        }
        await using (var last = await PlatformProcess.Start(folder))
        {
            using var township = await last.SignedIn("township");
            await Check(township);
            await EveryCommandOnce(township, patient);
            await EveryObjectWhole(township);
        }
        Assert.Equal(0, (await PlatformProcess.Command(folder, "audit", "verify")).Code);
        var live = ReadModelDump.Of(Path.Combine(folder, "read.db"));
        Assert.Equal(0, (await PlatformProcess.Command(folder, "rebuild")).Code);
        foreach (var (table, rows) in ReadModelDump.Of(Path.Combine(folder, "read.db")))
            Assert.True(rows.SequenceEqual(live[table]), $"{table} rebuilt differs: {string.Join("; ", rows.Except(live[table]).Take(3))} instead of {string.Join("; ", live[table].Except(rows).Take(3))}");
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>So many commands or so many objects are acknowledged: a moment of the work, not of the clock.</summary>
    private async Task Until(int commands, int objects)
    {
        for (var i = 0; i < 20_000 && acknowledged.Count < commands && stored.Count < objects; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
    }

    private async Task Ask(HttpClient http, string patient, string key, CancellationToken ct)
    {
        asked[key] = true;
        try
        {
            using var answer = await Draft(http, patient, key, ct);
            if (answer.StatusCode == HttpStatusCode.Created) await Acknowledge(key, answer);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or JsonException or System.Net.Sockets.SocketException)
        {
            // no answer: it may or may not have happened
        }
    }

    private async Task Acknowledge(string key, HttpResponseMessage answer)
    {
        var made = await answer.Json();
        acknowledged[key] = (made.GetProperty("id").GetString()!, made.GetProperty("version").GetInt64());
    }

    private static Task<HttpResponseMessage> Draft(HttpClient http, string patient, string key, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/consultations")
        {
            Content = JsonContent.Create(new { kind = "advice", mode = "asynchronous", urgency = "routine", patientId = patient, reason = $"咨询 {key}", submit = false }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return http.SendAsync(request, ct);
    }

    private async Task Store(int port, CancellationToken ct)
    {
        try
        {
            while (!ct.IsCancellationRequested)
                await slices.Send(port, "TOWNSHIP_A", Enumerable.Range(0, 50).Select(_ => Interlocked.Increment(ref slice)), uid => sent[uid] = true, uid => stored[uid] = true, ct);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            // the node is gone
        }
    }

    private async Task Check(HttpClient http)
    {
        foreach (var (key, (id, version)) in acknowledged.Where(a => checkedKeys.Add(a.Key)).ToArray())
        {
            using var answer = await http.GetAsync(new Uri($"/api/v1/consultations/{id}", UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{key} was acknowledged and is gone");
            Assert.Equal(version, (await answer.Json()).GetProperty("version").GetInt64());
        }
    }

    /// <summary>Sent again with its key each command answers as before, and the list then holds each exactly once.</summary>
    private async Task EveryCommandOnce(HttpClient http, string patient)
    {
        await Parallel.ForEachAsync(asked.Keys, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (key, ct) =>
        {
            using var answer = await Draft(http, patient, key, ct);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            if (acknowledged.TryGetValue(key, out var before)) Assert.Equal(before.Id, (await answer.Json()).GetProperty("id").GetString());
            else await Acknowledge(key, answer);
        });
        var listed = new HashSet<string>();
        string? cursor = null;
        do
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/v1/consultations?box=mine&kind=advice&state=draft&limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            foreach (var row in page.GetProperty("items").EnumerateArray())
                if (row.GetProperty("patient").GetProperty("id").GetString() == patient) Assert.True(listed.Add(row.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        Assert.Equal(acknowledged.Values.Select(a => a.Id).Order(), listed.Order());
    }

    private async Task EveryObjectWhole(HttpClient http)
    {
        var (study, series) = ("1.3.6.1.4.1.5962.1.2.1.20040119072730.12322", "1.3.6.1.4.1.5962.1.3.1.1.20040119072730.12322");
        var found = await http.GetFromJsonAsync<JsonElement[]>($"/dicom-web/studies/{study}/instances?limit=100000");
        var there = found!.Select(i => i.GetProperty("00080018").GetProperty("Value")[0].GetString()!).ToHashSet();
        Assert.Empty(stored.Keys.Except(there));
        Assert.Empty(there.Except(sent.Keys));
        foreach (var uid in there)
        {
            var file = await http.GetByteArrayAsync(new Uri($"/dicom-web/studies/{study}/series/{series}/instances/{uid}", UriKind.Relative));
            var (_, expected) = slices.Take(int.Parse(uid[^5..], System.Globalization.CultureInfo.InvariantCulture) - 10_000);
            Assert.True(file.AsSpan().IndexOf(expected) > 0, $"{uid} is not what was sent");
        }
    }

    private static async Task<string> NewPatient(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/patients",
            new { name = "崩溃测试", idType = "01", idNumber = "520199197001010018", verification = "cardRead" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Json()).GetProperty("id").GetString()!;
    }
}
