using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;

namespace Telemed.Web.Tests;

/// <summary>Schedules, slots and beds over HTTP, on the demo region.</summary>
public sealed class CapacityApiTests(PlatformFixture platform)
{
    [Fact]
    public async Task The_demo_hospitals_have_free_slots_and_beds_for_a_township()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var waiting = (await Get(township, "capacity/waiting")).GetProperty("items").EnumerateArray().ToArray();
        Assert.True(waiting.Length >= 20);
        Assert.Contains(waiting, r => r.GetProperty("department").GetString() == "神经内科" && r.GetProperty("waitingDays").GetInt32() < 14);
        var city = await Work.Institution(office);
        var slots = await Get(township, $"slots?institutionId={city}&department=神经内科&free=true&from={InDays(0)}&to={InDays(13)}");
        Assert.NotEqual(0, slots.GetProperty("items").GetArrayLength());
        Assert.All(slots.GetProperty("items").EnumerateArray(), s => Assert.Equal("free", s.GetProperty("state").GetString()));
        var beds = await Get(township, $"beds?institutionId={city}&department=神经内科");
        Assert.Contains(beds.GetProperty("items").EnumerateArray(), b => b.GetProperty("state").GetString() == "closed");
        Assert.Contains(beds.GetProperty("items").EnumerateArray(), b => b.GetProperty("state").GetString() == "free");
    }

    [Fact]
    public async Task An_office_plans_changes_and_ends_a_clinic()
    {
        var holidays = platform.Services.GetRequiredService<IPolicies>().For("520191", TimeProvider.System.GetUtcNow()).Calendar.Holidays;
        var first = Enumerable.Range(30, 60).First(d => !holidays.Contains(DateOnly.Parse(InDays(d), CultureInfo.InvariantCulture)));
        using var office = await platform.SignedIn("countyoffice");
        using var opened = await office.PostAsJsonAsync("/api/v1/schedules", new
        {
            department = "放射科",
            weekdays = new[] { 1, 2, 3, 4, 5, 6, 7 },
            from = "08:00",
            to = "09:00",
            slotMinutes = 20,
            perSlot = 2,
            quota = new { primaryShare = 0.5, releaseHoursBefore = 24 },
            validFrom = InDays(first),
        });
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var schedule = await opened.Json();
        Assert.Equal(opened.Headers.Location!.ToString(), $"/api/v1/schedules/{schedule.GetProperty("id").GetString()}");
        Assert.Equal("08:00", schedule.GetProperty("from").GetString());
        var day = $"slots?department=放射科&from={InDays(first)}&to={InDays(first)}";
        var slots = (await Get(office, day)).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal([20, 6], [slots[0].GetProperty("length").GetInt32(), slots.Length]);
        Assert.Equal(3, slots.Count(s => s.GetProperty("state").GetString() == "reserved"));   // a county hospital is not primary care
        var path = $"{opened.Headers.Location}/actions";
        using var blocked = await office.Send(HttpMethod.Post, $"{path}/addBlock", new { day = InDays(first), reason = "设备检修" }, ("If-Match", "\"1\""));
        Assert.Equal("\"2\"", blocked.Headers.ETag!.Tag);
        Assert.Equal(0, (await Get(office, day)).GetProperty("items").GetArrayLength());
        using var stale = await office.Send(HttpMethod.Post, $"{path}/end", new { lastDay = InDays(first + 1) }, ("If-Match", "\"1\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var ended = await office.PostAsJsonAsync($"{path}/end", new { lastDay = InDays(first + 1) });
        Assert.Equal(InDays(first + 1), (await ended.Json()).GetProperty("validTo").GetString());
    }

    [Fact]
    public async Task Wrong_hours_are_told_by_field_in_the_language_of_the_page()
    {
        using var office = await platform.SignedIn("countyoffice");
        using var wrong = await office.Send(HttpMethod.Post, "/api/v1/schedules",
            new { department = "没有的科", weekdays = new[] { 9 }, from = "25:00", to = "09:00", slotMinutes = 1, validFrom = InDays(1) }, ("Accept-Language", "en"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var errors = (await wrong.Json()).GetProperty("errors");
        Assert.Equal(["weekdays", "slotMinutes", "from"], errors.EnumerateObject().Select(e => e.Name));
        Assert.Equal("A time is written 08:00", errors.GetProperty("from")[0].GetProperty("text").GetString());
        using var doctor = await platform.SignedIn("county");
        using var forbidden = await doctor.PostAsJsonAsync("/api/v1/beds", new { department = "内科", ward = "新病区", labels = new[] { "1床" } });
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task An_office_adds_a_bed_closes_it_and_opens_it_again()
    {
        using var office = await platform.SignedIn("countyoffice");
        using var added = await office.PostAsJsonAsync("/api/v1/beds", new { department = "中医科", ward = "中医病区", labels = new[] { "1床" } });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var id = (await added.Json()).GetProperty("items")[0].GetProperty("id").GetString();
        foreach (var (action, state) in new[] { ("close", "closed"), ("open", "free") })
        {
            using var done = await office.PostAsJsonAsync($"/api/v1/beds/{id}/actions/{action}", new { });
            Assert.Equal(state, (await done.Json()).GetProperty("state").GetString());
            Assert.Equal(state, (await Get(office, "beds?department=中医科")).GetProperty("items")[0].GetProperty("state").GetString());
        }
    }

    [Fact]
    public async Task One_slot_wanted_by_two_referrals_at_once_goes_to_one_and_the_other_is_offered_the_next()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("countyoffice");
        var county = await Work.Institution(office);
        var referrals = new[] { await Refer(township, county), await Refer(township, county) };
        var slot = (await Get(township, $"slots?institutionId={county}&department=内科&free=true")).GetProperty("items").EnumerateArray().Last().GetProperty("id").GetString();
        var answers = await Task.WhenAll(referrals.Select(r => office.PostAsJsonAsync($"/api/v1/referrals/{r.Id}/actions/accept", new { slotId = slot })));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        var lost = await answers.Single(a => a.StatusCode == HttpStatusCode.Conflict).Json();
        Assert.Equal("capacity-taken", lost.GetProperty("code").GetString());
        var next = lost.GetProperty("nextFree").EnumerateArray().Select(n => n.GetProperty("id").GetString()).ToArray();
        Assert.True(next.Length > 0 && !next.Contains(slot));
        var winner = referrals[Array.FindIndex(answers, a => a.IsSuccessStatusCode)];
        var held = (await Get(office, "slots?department=内科")).GetProperty("items").EnumerateArray().Single(s => s.GetProperty("id").GetString() == slot);
        Assert.Equal(("held", winner.Id), (held.GetProperty("state").GetString(), held.GetProperty("heldBy").GetProperty("caseId").GetString()));
        var lines = (await Get(township, $"patients/{winner.Patient}/timeline")).GetProperty("items").EnumerateArray().Select(l => l.GetProperty("title").GetString());
        Assert.Equal(["已预约号源", "接收医院同意接收", "提交上转申请"], lines);
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task A_booking_sent_again_with_its_key_is_answered_as_before_and_its_place_stays_the_cases()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("countyoffice");
        var county = await Work.Institution(office);
        var (mine, other) = ((await Refer(township, county)).Id, (await Refer(township, county)).Id);
        var slots = (await Get(township, $"slots?institutionId={county}&department=内科&free=true")).GetProperty("items").EnumerateArray()
            .Reverse().Skip(2).Take(2).Select(s => s.GetProperty("id").GetString()!).ToArray();
        var key = Guid.NewGuid().ToString();
        var first = await Accept(mine, slots[0], key);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(first, await Accept(mine, slots[0], key));
        Assert.Equal((HttpStatusCode.Conflict, "capacity-taken"), Problem(await Accept(other, slots[0], Guid.NewGuid().ToString())));
        Assert.Equal((HttpStatusCode.Conflict, "idempotency-key-reused"), Problem(await Accept(mine, slots[1], key)));
        Assert.Equal((HttpStatusCode.Conflict, "idempotency-key-reused"), Problem(await Accept(other, slots[1], key)));
        Assert.Equal(first, await Accept(mine, slots[0], key));
        var all = (await Get(office, "slots?department=内科")).GetProperty("items").EnumerateArray().ToDictionary(s => s.GetProperty("id").GetString()!);
        Assert.Equal(mine, all[slots[0]].GetProperty("heldBy").GetProperty("caseId").GetString());
        Assert.NotEqual("held", all[slots[1]].GetProperty("state").GetString());

        async Task<(HttpStatusCode Status, string? ETag, string Body)> Accept(string id, string slot, string with)
        {
            using var answer = await office.Send(HttpMethod.Post, $"/api/v1/referrals/{id}/actions/accept", new { slotId = slot }, ("Idempotency-Key", with));
            return (answer.StatusCode, answer.Headers.ETag?.Tag, await answer.Content.ReadAsStringAsync());
        }

        static (HttpStatusCode, string?) Problem((HttpStatusCode Status, string? ETag, string Body) answer) =>
            (answer.Status, JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetString());
    }

    private static async Task<(string Id, string Patient)> Refer(HttpClient township, string to)
    {
        var patientId = await Work.Patient(township);
        using var answer = await township.PostAsJsonAsync("/api/v1/referrals", new
        {
            direction = "up",
            lane = "routine",
            patientId,
            to = new { institutionId = to, department = "内科" },
            reasonCode = "difficult",
            diagnoses = new[] { new { system = "icd10-cn", code = "I10", text = "高血压" } },
            summary = new { impression = "高血压", presentIllness = "头晕三天", history = "高血压十年", treatment = "氨氯地平" },
            consent = new { basis = "written", signedBy = "患者本人", at = TimeProvider.System.GetUtcNow().AddMinutes(-5) },
            submit = true,
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return ((await answer.Json()).GetProperty("id").GetString()!, patientId);
    }

    private static async Task<JsonElement> Get(HttpClient http, string path) => await http.GetFromJsonAsync<JsonElement>($"/api/v1/{path}");

    private static string InDays(int days) => $"{TimeProvider.System.GetUtcNow().AddHours(8).AddDays(days):yyyy-MM-dd}";
}
