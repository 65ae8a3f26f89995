using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Web.Tests;

/// <summary>Referrals on the whole platform, over HTTP.</summary>
public sealed class ReferralTests(PlatformFixture platform)
{
    private static readonly string Soon = TimeProvider.System.GetUtcNow().AddDays(8).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task An_emergency_goes_its_whole_way_and_its_loop_is_closed()
    {
        using var township = await platform.SignedIn("township");
        using var countyoffice = await platform.SignedIn("countyoffice");
        using var office = await platform.SignedIn("office");
        using var specialist = await platform.SignedIn("specialist");
        var (patient, county, city) = (await Work.Patient(township), await Work.Institution(countyoffice), await Work.Institution(office));
        Assert.Equal(county, (await township.GetFromJsonAsync<JsonElement>("/api/v1/referrals/receivers?direction=up")).GetProperty("items")[0].GetProperty("id").GetString());
        var id = await File(township, patient, county, "内科", "emergency");
        var declined = await Act(countyoffice, id, "decline", new { reasonCode = "noBed", alternative = city });
        Assert.Equal("云岭市第一人民医院", declined.GetProperty("declined").GetProperty("alternativeName").GetString());
        await Act(township, id, "redirect", new { to = new { institutionId = city, department = "神经内科" } });
        var bed = (await office.GetFromJsonAsync<JsonElement>($"/api/v1/beds?institutionId={city}&department=神经内科")).GetProperty("items").EnumerateArray()
            .First(b => b.GetProperty("state").GetString() == "free").GetProperty("id").GetString();
        var accepted = await Act(office, id, "accept", new { bedId = bed });
        Assert.Equal(("reserved", bed), (accepted.GetProperty("state").GetString(), accepted.GetProperty("reservation").GetProperty("id").GetString()));
        var held = (await office.GetFromJsonAsync<JsonElement>($"/api/v1/beds?institutionId={city}&department=神经内科")).GetProperty("items").EnumerateArray()
            .Single(b => b.GetProperty("id").GetString() == bed);
        Assert.Equal("held", held.GetProperty("state").GetString());
        await Act(township, id, "depart", new { transport = new { mode = "ambulance", escort = "护士一名" } });
        await Act(office, id, "arrive", new { });
        await Act(specialist, id, "admit", new { ward = "卒中单元" });
        await Act(specialist, id, "complete", new { summary = new { diagnosis = "脑梗死", course = "溶栓后好转", plan = "抗血小板" } });
        var returned = await Act(specialist, id, "returnDown", new { plan = new { medication = "阿司匹林", rehabilitation = "训练", warningSigns = "再发就诊", followUps = new[] { new { dueOn = Soon, what = "测血压" } } } });
        var down = returned.GetProperty("returnedBy").GetProperty("id").GetString()!;
        using var early = await township.PostAsJsonAsync($"/api/v1/referrals/{id}/actions/close", new { });
        Assert.Equal("loop-open", (await early.Json()).GetProperty("code").GetString());
        await Act(township, down, "receive", new { });
        await Act(township, down, "followUp", new { findings = "血压 130/80" });
        Assert.Equal("closed", (await Act(township, id, "close", new { })).GetProperty("state").GetString());
        var free = (await office.GetFromJsonAsync<JsonElement>($"/api/v1/beds?institutionId={city}&department=神经内科")).GetProperty("items").EnumerateArray()
            .Single(b => b.GetProperty("id").GetString() == bed);
        Assert.Equal("free", free.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_stale_page_is_412_a_wrong_hand_403_a_stranger_404_and_a_wrong_moment_409()
    {
        using var township = await platform.SignedIn("township");
        using var other = await platform.SignedIn("township2");
        using var countyoffice = await platform.SignedIn("countyoffice");
        var id = await File(township, await Work.Patient(township), await Work.Institution(countyoffice), "内科", "routine");
        await Act(countyoffice, id, "accept", new { });
        using var stale = await countyoffice.Send(HttpMethod.Post, $"/api/v1/referrals/{id}/actions/arrive", new { }, ("If-Match", "\"1\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        using var wrong = await township.PostAsJsonAsync($"/api/v1/referrals/{id}/actions/arrive", new { });
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        using var hidden = await other.PostAsJsonAsync($"/api/v1/referrals/{id}/actions/arrive", new { });
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var illegal = await countyoffice.PostAsJsonAsync($"/api/v1/referrals/{id}/actions/admit", new { });
        var problem = await illegal.Json();
        Assert.Equal((HttpStatusCode.Conflict, "illegal-transition"), (illegal.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Contains("depart", problem.GetProperty("legalActions").EnumerateArray().Select(a => a.GetString()));
    }

    [Fact]
    public async Task A_converted_consultation_leads_to_one_referral()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        using var countyoffice = await platform.SignedIn("countyoffice");
        var patient = await Work.Patient(township);
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(patient, await Work.Institution(office)));
        var consultation = (await made.Json()).GetProperty("id").GetString()!;
        await office.Act(consultation, "accept", new { });
        var county = await Work.Institution(countyoffice);
        using var early = await township.PostAsJsonAsync("/api/v1/referrals", Body(patient, county, "内科", "urgent", consultation));
        Assert.Equal("consultation-not-converted", (await early.Json()).GetProperty("code").GetString());
        await township.Act(consultation, "convertToReferral", new { });
        using var now = await township.PostAsJsonAsync("/api/v1/referrals", Body(patient, county, "内科", "urgent", consultation));
        Assert.Equal(HttpStatusCode.Created, now.StatusCode);
        Assert.Equal(consultation, (await now.Json()).GetProperty("consultationId").GetString());
    }

    private static async Task<string> File(HttpClient http, string patient, string to, string department, string lane)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/referrals", Body(patient, to, department, lane));
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Json()).GetProperty("id").GetString()!;
    }

    private static object Body(string patientId, string to, string department, string lane, string? consultationId = null) => new
    {
        direction = "up",
        lane,
        patientId,
        to = new { institutionId = to, department },
        reasonCode = "critical",
        criteria = new[] { "stroke45" },
        diagnoses = new[] { new { system = "icd10-cn", code = "I63.9", text = "脑梗死" } },
        summary = new { impression = "急性脑梗死", presentIllness = "右侧肢体无力两小时", history = "高血压", treatment = "吸氧" },
        transport = new { mode = "ambulance" },
        consent = new { basis = "written", signedBy = "患者本人", at = TimeProvider.System.GetUtcNow() },
        consultationId,
        submit = true,
    };

    private static async Task<JsonElement> Act(HttpClient http, string id, string action, object body)
    {
        using var answer = await http.PostAsJsonAsync($"/api/v1/referrals/{id}/actions/{action}", body);
        Assert.True(answer.IsSuccessStatusCode, $"{action}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Json();
    }
}
