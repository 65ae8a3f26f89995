using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Bench;

/// <summary>Every client walks one case after another from create to sign, as the three demo accounts.</summary>
internal sealed class CaseWork : IDisposable
{
    private const int PatientsOfEach = 10;
    private static readonly string[] Steps = ["create", "accept", "assign", "draftOpinion", "sign"];
    private readonly HttpClient township, office, specialist;
    private readonly string[] patients;
    private readonly string hospital;
    private readonly byte[][] bodies;
    private readonly Dictionary<int, string> present = [];
    private readonly List<TimeSpan>[] times = [.. Steps.Select(_ => new List<TimeSpan>())];
    private readonly int clients;

    private CaseWork(HttpClient township, HttpClient office, HttpClient specialist, string[] patients, int clients, JsonElement user)
    {
        (this.township, this.office, this.specialist, this.patients, this.clients) = (township, office, specialist, patients, clients);
        hospital = user.GetProperty("institutionId").GetString()!;
        var practitioner = user.GetProperty("practitionerId").GetString()!;
        bodies = [.. new object[]
        {
            new { }, new { }, new { practitionerIds = new[] { practitioner }, lead = practitioner }, BenchCases.Opinion, new { password = BenchCases.Password },
        }.Select(b => JsonSerializer.SerializeToUtf8Bytes(b))];
    }

    /// <summary>What each step took, of all rounds.</summary>
    public IEnumerable<(string Step, List<TimeSpan> Times)> Times => Steps.Zip(times);

    public static async Task<CaseWork> Prepare(Uri url, int clients)
    {
        var township = await BenchCases.SignedIn(url, "township");
        var specialist = await BenchCases.SignedIn(url, "specialist");
        var user = await specialist.GetFromJsonAsync<JsonElement>("/api/v1/session");
        return new(township, await BenchCases.SignedIn(url, "office"), specialist, await BenchCases.Patients(township, clients * PatientsOfEach), clients, user);
    }

    /// <summary>The client's next command.</summary>
    public async Task Next(int client, int number)
    {
        var step = number % Steps.Length;
        var began = Stopwatch.GetTimestamp();
        if (step == 0)
        {
            var patient = patients[client + number / Steps.Length % PatientsOfEach * clients];
            var made = await Post(township, "/api/v1/consultations", JsonSerializer.SerializeToUtf8Bytes(BenchCases.Request(patient, hospital)));
            lock (present) present[client] = made!.ToString();
        }
        else
        {
            string path;
            lock (present) path = $"{present[client]}/actions/{Steps[step]}";
            await Post(step < 3 ? office : specialist, path, bodies[step]);
        }
        var took = Stopwatch.GetElapsedTime(began);
        lock (times[step]) times[step].Add(took);
    }

    public void Dispose()
    {
        township.Dispose();
        office.Dispose();
        specialist.Dispose();
    }

    private static async Task<Uri?> Post(HttpClient http, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        return answer.IsSuccessStatusCode ? answer.Headers.Location : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
