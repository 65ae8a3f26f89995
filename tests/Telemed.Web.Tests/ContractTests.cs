using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Web.Tests;

/// <summary>What a caller meets who goes by the published names alone, and makes the mistakes that such callers make.</summary>
public sealed class ContractTests(PlatformFixture platform)
{
    [Theory]
    [InlineData("PUT", "/api/v1/session", "DELETE, GET, POST")]
    [InlineData("PATCH", "/api/v1/consultations", "GET, POST")]
    [InlineData("DELETE", "/dicom-web/studies/1.2.3", "GET, POST")]
    public async Task A_method_that_an_address_does_not_take_is_405_with_those_it_takes(string method, string path, string allowed)
    {
        using var township = await platform.SignedIn("township");
        using var answer = await township.Send(new(method), path, null);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed"), (answer.StatusCode, await Code(answer)));
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
    }

    [Fact]
    public async Task A_body_of_another_type_is_415()
    {
        using var anyone = platform.Client();
        using var answer = await anyone.PostAsync(new Uri("/api/v1/session", UriKind.Relative), new FormUrlEncodedContent([new("account", "township")]));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"), (answer.StatusCode, await Code(answer)));
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/dicom-web/nothing")]
    [InlineData("/fhir/R9/Patient")]
    [InlineData("/health/nothing")]
    public async Task An_address_that_does_not_exist_is_a_problem_and_never_the_page(string path)
    {
        using var township = await platform.SignedIn("township");
        using var answer = await township.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (answer.StatusCode, await Code(answer)));
    }

    [Theory]
    [InlineData("""{"name":"张三","idType":"01","idNumber":"1","verification":"guess"}""", "verification")]
    [InlineData("""{"name":5}""", "name")]
    public async Task A_value_that_cannot_be_read_names_its_field(string body, string field)
    {
        using var township = await platform.SignedIn("township");
        using var answer = await township.PostAsync(new Uri("/api/v1/patients", UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var problem = await answer.Json();
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-input"), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal("invalid", problem.GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_query_parameter_that_cannot_be_read_is_named()
    {
        using var township = await platform.SignedIn("township");
        using var answer = await township.GetAsync(new Uri("/api/v1/patients?limit=many", UriKind.Relative));
        Assert.True((await answer.Json()).GetProperty("errors").TryGetProperty("limit", out _));
    }

    [Fact]
    public async Task A_refused_value_names_its_field()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var patient = await Work.Patient(township);
        using var nobody = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(patient, "nobody"));
        Assert.True((await nobody.Json()).GetProperty("errors").TryGetProperty("invited.institutionId", out _));
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(patient, await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        using var declined = await office.PostAsJsonAsync($"/api/v1/consultations/{id}/actions/decline", new { reasonCode = "because" });
        var problem = await declined.Json();
        Assert.Equal((HttpStatusCode.BadRequest, "reason-code-unknown"), (declined.StatusCode, problem.GetProperty("code").GetString()));
        Assert.True(problem.GetProperty("errors").TryGetProperty("reasonCode", out _));
    }

    [Fact]
    public async Task The_last_page_of_a_list_says_that_nothing_follows()
    {
        using var bureau = await platform.SignedIn("bureau");
        var alliances = await bureau.GetFromJsonAsync<JsonElement>("/api/v1/alliances?limit=200");
        Assert.Equal(JsonValueKind.Null, alliances.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Patients_are_paged_by_a_cursor_that_needs_no_escaping()
    {
        using var township = await platform.SignedIn("township");
        await Work.Patient(township);
        await Work.Patient(township);
        var first = await township.GetFromJsonAsync<JsonElement>("/api/v1/patients?limit=1");
        var next = first.GetProperty("next").GetString()!;
        Assert.Equal(Uri.EscapeDataString(next), next);
        var second = await township.GetFromJsonAsync<JsonElement>($"/api/v1/patients?limit=1&cursor={next}");
        Assert.NotEqual(first.GetProperty("items")[0].GetProperty("id").GetString(), second.GetProperty("items")[0].GetProperty("id").GetString());
        using var bad = await township.GetAsync(new Uri("/api/v1/patients?cursor=elsewhere!", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task A_timeline_is_paged_by_a_cursor_that_needs_no_escaping()
    {
        using var resident = await platform.SignedIn("resident");
        var patient = (await resident.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("patientId").GetString();
        var next = (await resident.GetFromJsonAsync<JsonElement>($"/api/v1/patients/{patient}/timeline?limit=1")).GetProperty("next").GetString()!;
        Assert.Equal(Uri.EscapeDataString(next), next);
        var second = await resident.GetFromJsonAsync<JsonElement>($"/api/v1/patients/{patient}/timeline?limit=1&cursor={next}");
        Assert.NotEqual(next, second.GetProperty("next").GetString());
    }

    [Fact]
    public async Task A_period_of_indicators_is_given_by_months_or_by_days_in_them()
    {
        using var bureau = await platform.SignedIn("bureau");
        var months = await bureau.GetFromJsonAsync<JsonElement>("/api/v1/indicators/up-referrals?from=2026-01&to=2030-12&by=month");
        var days = await bureau.GetFromJsonAsync<JsonElement>("/api/v1/indicators/up-referrals?from=2026-01-01&to=2030-12-31&by=month");
        Assert.Equal(months.GetProperty("rows").GetArrayLength(), days.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task A_key_that_comes_again_for_another_ward_is_refused()
    {
        using var office = await platform.SignedIn("countyoffice");
        var key = ("Idempotency-Key", Guid.CreateVersion7().ToString());
        using var first = await office.Send(HttpMethod.Post, "/api/v1/beds", new { department = "内科", ward = "东区", labels = new[] { "一" } }, key);
        using var same = await office.Send(HttpMethod.Post, "/api/v1/beds", new { department = "内科", ward = "东区", labels = new[] { "一" } }, key);
        using var other = await office.Send(HttpMethod.Post, "/api/v1/beds", new { department = "内科", ward = "西区", labels = new[] { "一" } }, key);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict), (first.StatusCode, same.StatusCode, other.StatusCode));
        Assert.Equal("idempotency-key-reused", await Code(other));
    }

    [Theory]
    [InlineData("bureau", "云岭市")]
    [InlineData("countybureau", "松河县")]
    public async Task A_yearly_report_bears_the_name_of_its_area(string account, string name)
    {
        using var bureau = await platform.SignedIn(account);
        var report = await bureau.GetFromJsonAsync<JsonElement>("/api/v1/indicators/report?year=2026");
        Assert.Equal(name, report.GetProperty("area").GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_summary_of_a_consultation_is_understood_by_a_referral()
    {
        using var township = await platform.SignedIn("township");
        using var county = await platform.SignedIn("county");
        using var made = await township.PostAsJsonAsync("/api/v1/referrals", new
        {
            direction = "up",
            lane = "routine",
            patientId = await Work.Patient(township),
            to = new { institutionId = await Work.Institution(county), department = "内科" },
            reasonCode = "difficult",
            diagnoses = new[] { new { system = "icd10-cn", code = "J18.9", text = "肺炎" } },
            summary = new { complaint = "咳嗽三周", history = "吸烟三十年", findings = "右下肺湿啰音", treatment = "头孢" },
            consent = new { basis = "written", signedBy = "患者本人", at = TimeProvider.System.GetUtcNow() },
            submit = true,
        });
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var summary = (await made.Json()).GetProperty("summary");
        Assert.Equal(("肺炎", "咳嗽三周", "右下肺湿啰音"), (summary.GetProperty("impression").GetString(), summary.GetProperty("presentIllness").GetString(), summary.GetProperty("examinations").GetString()));
    }

    [Fact]
    public async Task The_auditor_reads_all_looks_and_staff_read_none()
    {
        using var township = await platform.SignedIn("township");
        using var auditor = await platform.SignedIn("auditor");
        var patient = await Work.Patient(township);
        await township.GetAsync(new Uri($"/api/v1/patients/{patient}/timeline", UriKind.Relative));
        var looks = await auditor.GetFromJsonAsync<JsonElement>("/api/v1/audit?limit=200");
        Assert.Contains(looks.GetProperty("items").EnumerateArray(), l => l.GetProperty("patientId").GetString() == patient);
        using var closed = await township.GetAsync(new Uri("/api/v1/audit", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
    }

    private static async Task<string?> Code(HttpResponseMessage answer) => (await answer.Json()).GetProperty("code").GetString();
}
