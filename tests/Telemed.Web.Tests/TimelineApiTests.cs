using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Web.Tests;

/// <summary>The patient's timeline over HTTP, fed by real cases.</summary>
public sealed class TimelineApiTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_visit_and_a_consultation_stand_in_one_line_for_both_sides()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        using var stranger = await platform.SignedIn("township2");
        var patient = await Work.Patient(township);
        var path = $"/api/v1/patients/{patient}/timeline";
        using var visited = await township.PostAsJsonAsync($"/api/v1/patients/{patient}/visits", new
        {
            at = TimeProvider.System.GetUtcNow().AddDays(-2),
            department = "全科医疗科",
            diagnoses = new[] { new { system = "icd10-cn", code = "I10", text = "高血压" } },
            note = "血压 168/96",
        });
        Assert.Equal(HttpStatusCode.Created, visited.StatusCode);
        Assert.Equal(path, visited.Headers.Location!.ToString());
        using var filed = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(patient, await Work.Institution(office)));
        var id = (await filed.Json()).GetProperty("id").GetString()!;
        await office.Act(id, "accept", new { });

        foreach (var reader in new[] { township, office })
        {
            var lines = (await reader.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray().ToArray();
            Assert.Equal(
                [("consultation", "受邀机构接受会诊"), ("consultation", "提交远程会诊申请"), ("visit", "基层就诊")],
                lines.Select(l => (l.GetProperty("kind").GetString(), l.GetProperty("title").GetString())));
            Assert.Equal(id, lines[0].GetProperty("caseId").GetString());
            Assert.Contains("神经内科", lines[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        }
        using var hidden = await stranger.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var auditor = await platform.SignedIn("auditor");
        var reads = (await auditor.GetFromJsonAsync<JsonElement>($"/api/v1/audit?patientId={patient}")).GetProperty("items").EnumerateArray();
        Assert.Contains(reads, r => r.GetProperty("what").GetString() == "timeline");
    }

    [Fact]
    public async Task A_resident_reads_the_own_line_in_either_language()
    {
        using var resident = await platform.SignedIn("resident");
        var self = (await resident.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("patientId").GetString();
        using var answer = await resident.Send(HttpMethod.Get, $"/api/v1/patients/{self}/timeline?limit=1", null, ("Accept-Language", "en"));
        var page = await answer.Json();
        Assert.Equal(1, page.GetProperty("items").GetArrayLength());
        Assert.True(char.IsAscii(page.GetProperty("items")[0].GetProperty("title").GetString()![0]));
        Assert.NotNull(page.GetProperty("next").GetString());
    }

    [Fact]
    public async Task A_visit_without_diagnosis_is_told_by_field()
    {
        using var township = await platform.SignedIn("township");
        var patient = await Work.Patient(township);
        using var wrong = await township.PostAsJsonAsync($"/api/v1/patients/{patient}/visits", new { note = "没有诊断" });
        Assert.Equal(["at", "diagnoses"], (await wrong.Json()).GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }
}
