using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Consultations;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Web.Tests;

/// <summary>Duty rosters and the load of readers over HTTP, on the demo region.</summary>
public sealed class RosterApiTests(PlatformFixture platform)
{
    [Fact]
    public async Task An_office_keeps_the_roster_and_faults_are_told_beside_their_fields()
    {
        using var office = await platform.SignedIn("countyoffice");
        using var doctor = await platform.SignedIn("county");
        var (house, who) = (await Work.Institution(office), await Work.Practitioner(doctor));
        object night = new { practitionerId = who, services = new[] { "clinical" }, days = new[] { Day(2), Day(4) }, from = "20:00", to = "08:00", line = "first" };
        using var added = await office.Send(HttpMethod.Post, $"/api/v1/rosters/{house}/shifts", night, ("Idempotency-Key", "roster-night"));
        Assert.Equal((HttpStatusCode.Created, $"/api/v1/rosters/{house}/shifts"), (added.StatusCode, added.Headers.Location?.ToString()));
        using var again = await office.Send(HttpMethod.Post, $"/api/v1/rosters/{house}/shifts", night, ("Idempotency-Key", "roster-night"));
        Assert.Equal(await added.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        var seen = (await Get(doctor, $"{house}/shifts?from={Day(0)}&to={Day(6)}")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal([Day(2), Day(4)], seen.Select(s => s.GetProperty("day").GetString()));
        Assert.True(seen[0].GetProperty("overnight").GetBoolean());

        var path = $"/api/v1/rosters/{house}/shifts/{seen[0].GetProperty("id").GetString()}/actions";
        foreach (var (body, field) in new (object, string)[]
        {
            (new { practitionerId = who, services = new[] { "clinical" }, day = Day(3), from = "06:00", to = "12:00" }, "from"),
            (new { practitionerId = "nobody", services = new[] { "clinical" }, day = Day(3), from = "08:00", to = "12:00" }, "practitionerId"),
            (new { practitionerId = who, services = new[] { "imaging" }, day = Day(3), from = "08:00", to = "12:00" }, "services"),
            (new { practitionerId = who, services = new[] { "sorcery" }, day = Day(3), from = "08:00", to = "12:00" }, "services"),
            (new { practitionerId = who, services = new[] { "clinical" }, day = "2020-01-06", from = "08:00", to = "12:00" }, "to"),
        })
        {
            using var refused = await office.PostAsJsonAsync($"/api/v1/rosters/{house}/shifts", body);
            var problem = await refused.Json();
            Assert.True(refused.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict, problem.GetRawText());
            Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        }
        using var forbidden = await doctor.PostAsJsonAsync($"/api/v1/rosters/{house}/shifts", night);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var stale = await office.Send(HttpMethod.Post, $"{path}/remove", null, ("If-Match", "\"0\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var changed = await office.Send(HttpMethod.Post, $"{path}/change",
            new { practitionerId = who, services = new[] { "clinical" }, day = Day(2), from = "22:00", to = "08:00", line = "backup" }, ("If-Match", added.Headers.ETag!.Tag));
        var now = await changed.Json();
        Assert.Equal(("22:00", "backup"), (now.GetProperty("from").GetString(), now.GetProperty("line").GetString()));
        using var copied = await office.PostAsJsonAsync($"/api/v1/rosters/{house}/actions/copyWeek", new { from = Day(0) });
        Assert.Equal([Day(9), Day(11)], (await copied.Json()).GetProperty("shifts").EnumerateArray().Select(s => s.GetProperty("day").GetString()));
        using var removed = await office.Send(HttpMethod.Post, $"{path}/remove", null, ("If-Match", changed.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.Equal([Day(4)], (await Get(doctor, $"{house}/shifts?from={Day(0)}&to={Day(6)}")).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("day").GetString()));
    }

    [Fact]
    public async Task A_partner_learns_only_that_somebody_is_on_duty()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var city = await Work.Institution(office);
        var cover = await Get(township, $"{city}/cover");
        var imaging = (await township.GetFromJsonAsync<JsonElement>("/api/v1/institutions?service=imaging")).GetProperty("items").EnumerateArray().Single(i => i.GetProperty("id").GetString() == city);
        Assert.Contains("imaging", cover.GetProperty("onDuty").EnumerateArray().Select(s => s.GetString()));   // the demo's readers cover day and night
        Assert.True(imaging.GetProperty("onDuty").GetBoolean());
        Assert.DoesNotContain("顾明澈", cover.GetRawText(), StringComparison.Ordinal);
        foreach (var hidden in new[] { "shifts", "load" })
            Assert.Equal(HttpStatusCode.Forbidden, (await township.GetAsync(new Uri($"/api/v1/rosters/{city}/{hidden}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync(new Uri("/api/v1/rosters/nowhere/cover", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task An_emergency_calls_the_reader_on_duty_by_name()
    {
        using var office = await platform.SignedIn("countyoffice");
        using var doctor = await platform.SignedIn("county");
        using var township = await platform.SignedIn("township");
        var (house, who) = (await Work.Institution(office), await Work.Practitioner(doctor));
        foreach (var day in new[] { Today.AddDays(-1), Today })   // around the clock, whatever the time is: one of them may be over already
            using (var put = await office.PostAsJsonAsync($"/api/v1/rosters/{house}/shifts", new { practitionerId = who, services = new[] { "clinical" }, day, from = "12:00", to = "12:00" }))
                Assert.True(put.StatusCode == HttpStatusCode.Created || (await put.Json()).GetProperty("code").GetString() == "ends-in-the-past", await put.Content.ReadAsStringAsync());
        var readModel = platform.Services.GetRequiredService<ProjectionEngine>();
        var before = readModel.LastSequence($"inbox:{house}");
        using var asked = await township.PostAsJsonAsync("/api/v1/consultations", new
        {
            kind = "clinical",
            mode = "asynchronous",
            urgency = "emergency",
            patientId = await Work.Patient(township),
            invited = new { institutionId = house, department = "内科" },
            reason = "突发胸痛一小时",
            purpose = "是否转院",
            summary = new { complaint = "突发胸痛一小时", history = "高血压十年", findings = "大汗，血压下降", diagnoses = new[] { new { system = "icd10-cn", code = "I21.9", text = "急性心肌梗死？" } }, treatment = "吸氧" },
            consent = new { basis = "written", signedBy = "患者本人", at = TimeProvider.System.GetUtcNow() },
            submit = true,
        });
        Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
        var id = (await asked.Json()).GetProperty("id").GetString()!;
        await readModel.WaitFor(new("consultation", id), 1, default);
        var (type, notice) = readModel.Replay($"inbox:{house}", before, 100).Select(r => (r.Type, Data: JsonSerializer.Deserialize<JsonElement>(r.DataJson)))
            .Single(r => r.Data.TryGetProperty("caseId", out var of) && of.GetString() == id);   // one for the house and for whoever is on duty
        Assert.Equal("submitted", type);
        Assert.Equal([who], notice.GetProperty("called").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(("clinical", "emergency"), (notice.GetProperty("kind").GetString(), notice.GetProperty("urgency").GetString()));
    }

    [Fact]
    public async Task The_load_of_a_house_is_what_the_log_says()
    {
        using var office = await platform.SignedIn("office");
        using var specialist = await platform.SignedIn("specialist");
        using var township = await platform.SignedIn("township");
        var (city, who) = (await Work.Institution(office), await Work.Practitioner(specialist));
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var asked = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), city));
            ids.Add((await asked.Json()).GetProperty("id").GetString()!);
            await specialist.Act(ids[i], "claim", new { });
        }
        await specialist.Act(ids[0], "draftOpinion", Work.Opinion);
        await specialist.Act(ids[0], "sign", new { password = "telemed-demo" });
        await specialist.Act(ids[1], "draftOpinion", Work.Opinion);
        for (var tries = 0; ; tries++)   // others work at the same hospital meanwhile
        {
            var counted = await Recount(city);
            var told = (await Get(office, $"{city}/load")).GetProperty("items").EnumerateArray().ToDictionary(
                r => r.GetProperty("practitionerId").GetString()!,
                r => (Open: r.GetProperty("open").GetInt32(), Signed: r.GetProperty("signedToday").GetInt32(), Breached: r.GetProperty("breached").GetInt32()));
            foreach (var idle in told.Keys.Except(counted.Keys)) counted[idle] = (0, 0, 0);   // on duty
            var same = counted.Count == told.Count && counted.All(c => told.GetValueOrDefault(c.Key) == c.Value);
            if (!same && tries < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
                continue;
            }
            Assert.Equal(counted.OrderBy(c => c.Key), told.OrderBy(t => t.Key));
            Assert.True(told[who].Open >= 2 && told[who].Signed >= 1);
            return;
        }
    }

    /// <summary>Every consultation of the log, folded whole: who of that house owes an opinion, and what each signed today.</summary>
    private async Task<Dictionary<string, (int Open, int Signed, int Breached)>> Recount(string house)
    {
        var states = new Dictionary<string, ConsultationState>();
        var signed = new HashSet<(string Who, string Case)>();
        var log = platform.Services.GetRequiredService<IEventLog>();
        await foreach (var page in log.Follow(null, default))
        {
            foreach (var append in page.Appends.Where(a => a.Stream.Category == "consultation"))
                foreach (var fact in append.Events.Select(Consultation.Aggregate.Format.Read))
                {
                    var id = append.Stream.Id;
                    states[id] = Consultation.Aggregate.Evolve(states.GetValueOrDefault(id, ConsultationState.Initial), fact);
                    if (fact is ConsultationEvent.OpinionSigned { Signature: { } by } && ChinaTime.Day(append.Context.At) == Today) signed.Add((by.PractitionerId, id));
                }
            if (page.AtEnd) break;
        }
        var owing = states.Values.Where(s => s.Invited.InstitutionId == house && s.Status.Open() && s.Status is not (ConsultationStatus.Released or ConsultationStatus.Adopted))
            .SelectMany(s => s.Assigned.Select(a => (Who: a.PractitionerId, State: s)))
            .Where(o => o.State.Draft?.Signatures.Any(by => by.PractitionerId == o.Who) != true).ToLookup(o => o.Who, o => o.State);
        return owing.Select(o => o.Key).Union(signed.Where(s => states[s.Case].Invited.InstitutionId == house).Select(s => s.Who)).ToDictionary(
            who => who,
            who => (owing[who].Count(), signed.Count(s => s.Who == who),
                owing[who].Count(s => s.Clocks.Any(c => c is { StoppedAt: null, PausedAt: null, BreachedAt: not null } && c.Name != ClockNames.Information))));
    }

    private static DateOnly Today => ChinaTime.Day(TimeProvider.System.GetUtcNow());

    /// <summary>A day of a week far enough ahead that nobody else plans it; 0 is its Monday.</summary>
    private static string Day(int day) => Today.AddDays(-(((int)Today.DayOfWeek + 6) % 7) + 21 + day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<JsonElement> Get(HttpClient http, string path) => await http.GetFromJsonAsync<JsonElement>($"/api/v1/rosters/{path}");
}
