using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Telemed.Contracts;
using Telemed.Directory.Codes;
using Telemed.Patients.Documents;
using Telemed.Web.Demo;

namespace Telemed.Web.Tests;

public sealed class DemoTests(PlatformFixture platform)
{
    [Fact]
    public void Every_number_of_the_region_is_right_and_nobodys()
    {
        var data = DemoData.Read();
        Assert.All(data.Institutions, i => Assert.True(CreditCode.IsValid(i.CreditCode) && InstitutionCode.IsValid(i.Code22), i.Key));
        Assert.All(data.Patients.Where(p => p.IdType == IdTypes.ResidentId), p =>
        {
            Assert.NotNull(IdDocument.Read(p.IdType, p.IdNumber, out _));
            Assert.True(p.IdNumber.StartsWith("520199", StringComparison.Ordinal) || p.IdNumber[6..10] == "1900", p.Key);   // no such division, or nobody alive
        });
    }

    [Fact]
    public void Every_kind_both_modes_and_every_urgency_are_shown()
    {
        var cases = DemoCases.Read();
        Assert.Equal(Enum.GetValues<ServiceKind>().Length, cases.Select(c => c.Kind).Distinct().Count());
        Assert.Equal(2, cases.Select(c => c.Mode).Distinct().Count());
        Assert.Equal(3, cases.Select(c => c.Urgency).Distinct().Count());
    }

    [Fact]
    public async Task Every_demo_account_signs_in()
    {
        foreach (var account in DemoData.Read().Accounts)
        {
            using var http = await platform.SignedIn(account.Account);
            var user = await http.GetFromJsonAsync<JsonElement>("/api/v1/session");
            Assert.Equal(account.Name, user.GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task There_is_a_case_in_every_state()
    {
        string[] expected =
        [
            "accepted", "adopted", "assigned", "closed", "converted", "declined", "draft", "expired", "inSession", "needsInfo", "noShow", "opinionDraft",
            "released", "scheduled", "submitted", "suspended", "withdrawn",
        ];
        using var bureau = await platform.SignedIn("bureau");
        using var township = await platform.SignedIn("township");
        var seen = new HashSet<string>();
        for (var attempt = 0; attempt < 100 && seen.Count < expected.Length; attempt++)   // a clock has to run out for one of them
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            foreach (var (http, box) in new[] { (bureau, "supervised"), (township, "mine") })
                foreach (var state in (await http.GetFromJsonAsync<JsonElement>($"/api/v1/consultations/counts?box={box}")).GetProperty("byState").EnumerateObject())
                    if (state.Value.GetInt32() > 0) seen.Add(state.Name);
        }
        Assert.Equal(expected, seen.Order());
    }

    [Fact]
    public async Task There_is_a_referral_in_every_state_and_some_loops_are_closed()
    {
        string[] expected =
        [
            "accepted", "arrived", "cancelRequested", "cancelled", "closed", "completed", "deceased", "declined", "draft", "expired", "inTransit", "needsInfo", "notArrived",
            "redirected", "reserved", "submitted", "underCare", "withdrawn",
        ];
        using var bureau = await platform.SignedIn("bureau");
        using var township = await platform.SignedIn("township");
        var seen = new HashSet<string>();
        for (var attempt = 0; attempt < 100 && seen.Count < expected.Length; attempt++)   // a clock has to run out for one of them
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            foreach (var (http, box) in new[] { (bureau, "supervised"), (township, "mine") })
                foreach (var state in (await http.GetFromJsonAsync<JsonElement>($"/api/v1/referrals/counts?box={box}")).GetProperty("byState").EnumerateObject())
                    if (state.Value.GetInt32() > 0) seen.Add(state.Name);
        }
        Assert.Equal(expected, seen.Order());
        var closed = await bureau.GetFromJsonAsync<JsonElement>("/api/v1/referrals?box=supervised&state=closed&direction=up");
        Assert.True(closed.GetProperty("items").GetArrayLength() >= 10);
    }

    [Fact]
    public async Task A_round_waits_and_another_is_taken_at_the_asked_hospital()
    {
        using var office = await platform.SignedIn("office");
        var rounds = (await office.GetFromJsonAsync<JsonElement>("/api/v1/rounds?box=incoming")).GetProperty("items").EnumerateArray().ToArray();
        Assert.All(rounds, r => Assert.Equal("planned", r.GetProperty("state").GetString()));
        Assert.Equal([false, true], rounds.Select(r => r.TryGetProperty("specialist", out var who) && who.ValueKind is JsonValueKind.Object).Order());
        Assert.Equal(DemoRounds.Read().Sum(r => r.Places.Count), rounds.Sum(r => r.GetProperty("patients").GetInt32()));
    }

    [Fact]
    public async Task The_asked_side_opens_the_images_of_a_case()
    {
        var study = DemoCases.Studies(DemoCases.Read(), DemoData.Read()).First(s => s is { Case: "c03", Modality: "CT" });
        using var radiologist = await platform.SignedIn("radiologist");
        JsonElement? found = null;
        for (var attempt = 0; attempt < 200 && found is not { ValueKind: JsonValueKind.Array }; attempt++)   // they come after the platform has opened
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            using var answer = await radiologist.GetAsync(new Uri($"/dicom-web/studies/{study.StudyInstanceUid}/metadata", UriKind.Relative));
            if (answer.StatusCode == HttpStatusCode.OK && (await answer.Json()) is { ValueKind: JsonValueKind.Array } all && all.GetArrayLength() == 12) found = all;
        }
        Assert.Equal(256, found!.Value[0].GetProperty("00280010").GetProperty("Value")[0].GetInt32());
        using var stranger = await platform.SignedIn("township2");
        using var refused = await stranger.GetAsync(new Uri($"/dicom-web/studies/{study.StudyInstanceUid}/metadata", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Whom_a_township_may_ask_begins_with_its_own_alliance()
    {
        using var township = await platform.SignedIn("township");
        var found = (await township.GetFromJsonAsync<JsonElement>("/api/v1/institutions?service=imaging")).GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("relation").GetString()).ToArray();
        Assert.Equal("alliance", found[0]);
        Assert.True(found.Length >= 3);
    }

    [Fact]
    public async Task Templates_come_by_kind_and_an_unknown_kind_is_told()
    {
        using var township = await platform.SignedIn("township");
        var templates = await township.GetFromJsonAsync<JsonElement>("/api/v1/templates?kind=imaging");
        Assert.All(templates.EnumerateArray(), t => Assert.Equal("imaging", t.GetProperty("kind").GetString()));
        Assert.NotEqual(0, (await township.GetFromJsonAsync<JsonElement>("/api/v1/opinion-templates?kind=wardRound")).GetArrayLength());
        using var unknown = await township.GetAsync(new Uri("/api/v1/templates?kind=x", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }
}
