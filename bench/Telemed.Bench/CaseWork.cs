using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Bench;

/// <summary>One step of a case: the action, who takes it, and what is sent.</summary>
internal sealed record WalkStep(string Action, HttpClient By, object Body);

/// <summary>Every client walks one case after another from create to its last step, as demo accounts.</summary>
internal sealed class CaseWork : IDisposable
{
    private const int PatientsOfEach = 10;
    private readonly string resource;
    private readonly string[] patients;
    private readonly Func<string, object> request;
    private readonly HttpClient asker;
    private readonly (string Action, HttpClient By, byte[] Body)[] steps;
    private readonly Dictionary<int, string> present = [];
    private readonly List<TimeSpan>[] times;
    private readonly int clients;

    private CaseWork(string resource, string[] patients, Func<string, object> request, HttpClient asker, WalkStep[] steps, int clients)
    {
        (this.resource, this.patients, this.request, this.asker, this.clients) = (resource, patients, request, asker, clients);
        this.steps = [("create", asker, []), .. steps.Select(s => (s.Action, s.By, JsonSerializer.SerializeToUtf8Bytes(s.Body)))];
        times = [.. this.steps.Select(_ => new List<TimeSpan>())];
    }

    /// <summary>What each step took, of all rounds.</summary>
    public IEnumerable<(string Step, List<TimeSpan> Times)> Times => steps.Select(s => s.Action).Zip(times);

    /// <summary>Steps of a case.</summary>
    public int Length => steps.Length;

    /// <summary>Create, accept, assign, draft and sign.</summary>
    public static async Task<CaseWork> Consultations(Uri url, int clients)
    {
        var township = await BenchCases.SignedIn(url, "township");
        var office = await BenchCases.SignedIn(url, "office");
        var specialist = await BenchCases.SignedIn(url, "specialist");
        var user = await specialist.GetFromJsonAsync<JsonElement>("/api/v1/session");
        var (hospital, reader) = (user.GetProperty("institutionId").GetString()!, user.GetProperty("practitionerId").GetString()!);
        return new("/api/v1/consultations", await BenchCases.Patients(township, clients * PatientsOfEach), patient => BenchCases.Request(patient, hospital), township,
            [
                new("accept", office, new { }), new("assign", office, new { practitionerIds = new[] { reader }, lead = reader }),
                new("draftOpinion", specialist, BenchCases.Opinion), new("sign", specialist, new { password = BenchCases.Password }),
            ], clients);
    }

    /// <summary>Create, accept, depart, arrive, admit and complete.</summary>
    public static async Task<CaseWork> Referrals(Uri url, int clients)
    {
        var township = await BenchCases.SignedIn(url, "township");
        var office = await BenchCases.SignedIn(url, "countyoffice");
        var county = await BenchCases.SignedIn(url, "county");
        var hospital = (await county.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("institutionId").GetString()!;
        return new("/api/v1/referrals", await BenchCases.Patients(township, clients * PatientsOfEach), patient => BenchCases.Referral(patient, hospital), township,
            [
                new("accept", office, new { }), new("depart", township, new { }), new("arrive", office, new { }), new("admit", office, new { ward = "神经内科一病区" }),
                new("complete", county, new { summary = new { diagnosis = "脑梗死", course = "溶栓后肌力恢复至五级", plan = "抗血小板，康复训练" } }),
            ], clients);
    }

    /// <summary>The client's next command.</summary>
    public async Task Next(int client, int number)
    {
        var step = number % steps.Length;
        var began = Stopwatch.GetTimestamp();
        if (step == 0)
        {
            var patient = patients[client + number / steps.Length % PatientsOfEach * clients];
            var made = await Post(asker, resource, JsonSerializer.SerializeToUtf8Bytes(request(patient)));
            lock (present) present[client] = made!.ToString();
        }
        else
        {
            string path;
            lock (present) path = $"{present[client]}/actions/{steps[step].Action}";
            await Post(steps[step].By, path, steps[step].Body);
        }
        var took = Stopwatch.GetElapsedTime(began);
        lock (times[step]) times[step].Add(took);
    }

    public void Dispose()
    {
        foreach (var http in steps.Select(s => s.By).Distinct()) http.Dispose();
    }

    private static async Task<Uri?> Post(HttpClient http, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        return answer.IsSuccessStatusCode ? answer.Headers.Location : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
