using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Web.Tests;

public sealed class ApiTests(PlatformFixture platform) : ApiContract(platform);

/// <summary>What callers of the API rely on, on any store and any number of nodes.</summary>
public abstract class ApiContract(PlatformFixture platform)
{
    [Fact]
    public async Task A_case_goes_from_request_to_decision()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        using var specialist = await platform.SignedIn("specialist");
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)));
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var id = (await made.Json()).GetProperty("id").GetString()!;
        Assert.Equal($"/api/v1/consultations/{id}", made.Headers.Location!.ToString());
        Assert.Equal("\"1\"", made.Headers.ETag!.ToString());
        await office.Act(id, "accept", new { });
        var reader = await Work.Practitioner(specialist);
        await office.Act(id, "assign", new { practitionerIds = new[] { reader }, lead = reader });
        await specialist.Act(id, "draftOpinion", Work.Opinion);
        Assert.False((await township.GetFromJsonAsync<JsonElement>($"/api/v1/consultations/{id}")).TryGetProperty("draft", out _));   // authors only
        var signed = await specialist.Act(id, "sign", new { password = "telemed-demo" });
        Assert.Equal("released", signed.GetProperty("state").GetString());
        Assert.True(signed.GetProperty("opinions")[0].GetProperty("signatures")[0].GetProperty("valid").GetBoolean());
        var adopted = await township.Act(id, "adopt", new { decision = "adopted", note = "按会诊意见执行" });
        Assert.Equal("adopted", adopted.GetProperty("state").GetString());
    }

    [Theory, InlineData("k1"), InlineData("019e0000-0000-7000-8000-00000000c0de")]
    public async Task The_same_key_and_body_gives_the_same_answer_and_another_body_is_refused(string key)
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var (patient, hospital) = (await Work.Patient(township), await Work.Institution(office));
        var body = Work.Request(patient, hospital);
        using var first = await township.Send(HttpMethod.Post, "/api/v1/consultations", body, ("Idempotency-Key", key));
        await office.Act((await first.Json()).GetProperty("id").GetString()!, "accept", new { });
        using var again = await township.Send(HttpMethod.Post, "/api/v1/consultations", body, ("Idempotency-Key", key));
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        using var other = await township.Send(HttpMethod.Post, "/api/v1/consultations", Work.Request(patient, hospital, reason: "别的"), ("Idempotency-Key", key));
        Assert.Equal((HttpStatusCode.Conflict, "idempotency-key-reused"), (other.StatusCode, (await other.Json()).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task What_is_made_with_a_key_that_tells_its_time_lies_in_the_order_of_time_and_is_the_accounts_own()
    {
        using var township = await platform.SignedIn("township");
        using var county = await platform.SignedIn("county");
        using var office = await platform.SignedIn("office");
        var (patient, hospital) = (await Work.Patient(township), await Work.Institution(office));
        async Task<string> Made(HttpClient by, string key)
        {
            using var answer = await by.Send(HttpMethod.Post, "/api/v1/consultations", Work.Request(patient, hospital, submit: false), ("Idempotency-Key", key));
            return (await answer.Json()).GetProperty("id").GetString()!;
        }
        var (late, early) = (await Made(township, "019e1111-2222-7abc-8000-000000000001"), await Made(township, "019e1111-2221-7abc-8000-000000000001"));
        Assert.Equal(("019e11112222", "019e11112221"), (late[..12], early[..12]));
        Assert.NotEqual(late, await Made(county, "019e1111-2222-7abc-8000-000000000001"));
    }

    [Fact]
    public async Task A_stale_If_Match_is_412_and_changes_nothing()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        await office.Act(id, "accept", new { });
        using var stale = await office.Send(HttpMethod.Post, $"/api/v1/consultations/{id}/actions/decline", new { reasonCode = "noCapacity" }, ("If-Match", "\"1\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal("accepted", (await office.GetFromJsonAsync<JsonElement>($"/api/v1/consultations/{id}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_illegal_step_names_the_legal_ones()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        using var refused = await township.PostAsJsonAsync($"/api/v1/consultations/{id}/actions/adopt", new { decision = "adopted" });
        var problem = await refused.Json();
        Assert.Equal((HttpStatusCode.Conflict, "illegal-transition"), (refused.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Contains("withdraw", problem.GetProperty("legalActions").EnumerateArray().Select(a => a.GetString()));
        using var forbidden = await township.PostAsJsonAsync($"/api/v1/consultations/{id}/actions/accept", new { });
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task A_case_of_others_does_not_exist()
    {
        using var township = await platform.SignedIn("township");
        using var other = await platform.SignedIn("township2");
        using var office = await platform.SignedIn("office");
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        using var hidden = await other.GetAsync(new Uri($"/api/v1/consultations/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var act = await other.PostAsJsonAsync($"/api/v1/consultations/{id}/actions/withdraw", new { });
        Assert.Equal(HttpStatusCode.NotFound, act.StatusCode);
    }

    [Fact]
    public async Task A_second_live_case_of_the_kind_names_the_first()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var (patient, hospital) = (await Work.Patient(township), await Work.Institution(office));
        using var first = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(patient, hospital));
        using var second = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(patient, hospital));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal((await first.Json()).GetProperty("id").GetString(), (await second.Json()).GetProperty("existingId").GetString());
    }

    [Theory, InlineData(null, "必填"), InlineData("en", "Required")]
    public async Task Field_errors_come_in_the_language_of_the_user(string? language, string expected)
    {
        using var township = await platform.SignedIn("township");
        using var refused = await township.Send(HttpMethod.Post, "/api/v1/patients", new { idType = "01" }, language is null ? [] : [("Accept-Language", language)]);
        var problem = await refused.Json();
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("required", problem.GetProperty("errors").GetProperty("name")[0].GetProperty("code").GetString());
        Assert.Equal(expected, problem.GetProperty("errors").GetProperty("name")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Malformed_JSON_is_a_400_without_a_trace()
    {
        using var township = await platform.SignedIn("township");
        using var answer = await township.PostAsync(new Uri("/api/v1/patients", UriKind.Relative), new StringContent("{\"name\":", System.Text.Encoding.UTF8, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(" at Telemed", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reads_without_signing_in_and_an_ended_session_is_over()
    {
        using var anyone = platform.Client();
        using var refused = await anyone.GetAsync(new Uri("/api/v1/consultations?box=mine", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var insurer = await platform.SignedIn("insurer");
        using var ended = await insurer.DeleteAsync(new Uri("/api/v1/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var after = await insurer.GetAsync(new Uri("/api/v1/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Wrong_passwords_in_a_row_make_the_next_try_wait()
    {
        using var bureau = await platform.SignedIn("bureau");
        var account = $"waits-{Guid.CreateVersion7():N}"[..30];   // of its own: others sign in beside this test
        using (var opened = await bureau.PostAsJsonAsync("/api/v1/accounts", new { account, password = "right password", displayName = "审计", roles = new[] { "auditor" } }))
            Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        using var http = platform.Client();
        var said = new List<string?>();
        while (said.Count < 6 && !said.Contains("too-many-attempts"))   // on a slow machine the first waits are over before the next try
        {
            using var wrong = await http.PostAsJsonAsync("/api/v1/session", new { account, password = "wrong" });
            said.Add((await wrong.Json()).GetProperty("code").GetString());
        }
        Assert.Equal(["wrong-credentials", "wrong-credentials"], said.Take(2));
        Assert.Contains("too-many-attempts", said);
    }

    [Fact]
    public async Task A_cookie_alone_changes_nothing()
    {
        using var http = platform.Client();
        using var session = await http.PostAsJsonAsync("/api/v1/session?cookie=true", new { account = "village", password = "telemed-demo" });
        Assert.False((await session.Json()).TryGetProperty("token", out _));
        var cookie = session.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        using var bare = platform.Client();
        using var forged = await bare.Send(HttpMethod.Post, "/api/v1/patients", new { }, ("Cookie", cookie.Split(';')[0]));
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
        using var meant = await bare.Send(HttpMethod.Post, "/api/v1/patients", new { }, ("Cookie", cookie.Split(';')[0]), ("X-Telemed", "1"));
        Assert.Equal(HttpStatusCode.BadRequest, meant.StatusCode);
    }

    [Fact]
    public async Task The_chain_verifies_for_the_auditor_and_is_closed_to_others()
    {
        using var auditor = await platform.SignedIn("auditor");
        Assert.True((await auditor.GetFromJsonAsync<JsonElement>("/api/v1/audit/verify")).GetProperty("valid").GetBoolean());
        using var village = await platform.SignedIn("village");
        using var refused = await village.GetAsync(new Uri("/api/v1/audit/verify", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }
}
