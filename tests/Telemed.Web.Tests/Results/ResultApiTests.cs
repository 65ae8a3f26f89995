using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Web.Tests.Results;

/// <summary>What a hospital's system relies on when it reports results, one by one or many at once.</summary>
public sealed class ResultApiTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_result_is_reported_read_and_the_same_again_is_the_same()
    {
        var (county, patient, hospital) = await Begin();
        using var http = county;
        var body = Rows.Body(patient, hospital, "API-1");
        using var made = await county.PostAsJsonAsync("/api/v1/results", body);
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var id = (await made.Json()).GetProperty("id").GetString()!;
        Assert.Equal($"/api/v1/results/{id}", made.Headers.Location!.ToString());
        using var again = await county.PostAsJsonAsync("/api/v1/results", body);
        Assert.Equal((HttpStatusCode.OK, id), (again.StatusCode, (await again.Json()).GetProperty("id").GetString()));
        body["values"] = new[] { new { name = "钾", value = "5.0", unit = "mmol/L" } };
        using var other = await county.PostAsJsonAsync("/api/v1/results", body);
        var problem = await other.Json();
        Assert.Equal((HttpStatusCode.Conflict, "result-exists", id), (other.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("existingId").GetString()));
        Assert.Equal(["API-1"], await county.Numbers(patient));
    }

    [Theory, InlineData("application/json"), InlineData("text/plain; charset=utf-8"), InlineData(null)]
    public async Task A_file_of_another_type_than_the_one_that_is_read_is_told_so(string? type)
    {
        using var county = await platform.SignedIn("countyoffice");
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(Rows.Header));
        if (type is not null) content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var refused = await county.PostAsync(new Uri("/api/v1/results/imports", UriKind.Relative), content);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"), (refused.StatusCode, (await refused.Json()).GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("values", "[{\"name\":\"钾\",\"value\":\"4.1\",\"unit\":\"kg\"}]", "values[0].unit", "unit")]
    [InlineData("performedAt", "\"2199-01-01T08:00:00Z\"", "performedAt", "in-future")]
    [InlineData("mark", "\"全国HR\"", "mark", "computed")]
    [InlineData("itemCode", "\"LAB.NONE\"", "itemCode", "unknown")]
    [InlineData("patientId", "\"nobody\"", "patientId", "unknown")]
    public async Task What_is_wrong_with_a_result_is_told_by_field(string member, string json, string field, string code)
    {
        var (county, patient, hospital) = await Begin();
        using var http = county;
        var body = Rows.Body(patient, hospital, "API-2");
        body[member] = JsonDocument.Parse(json).RootElement;
        using var refused = await county.PostAsJsonAsync("/api/v1/results", body);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var error = Assert.Single((await refused.Json()).GetProperty("errors").EnumerateObject());
        Assert.Equal((field, code), (error.Name, error.Value[0].GetProperty("code").GetString()));
        Assert.Empty(await county.Numbers(patient));
    }

    [Fact]
    public async Task A_result_stays_with_its_patient_and_its_institution()
    {
        var (county, patient, hospital) = await Begin();
        using var http = county;
        using var township = await platform.SignedIn("township");
        var other = await Work.Patient(township);
        using var made = await county.PostAsJsonAsync("/api/v1/results", Rows.Body(patient, hospital, "API-3"));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        using var moved = await county.PostAsJsonAsync($"/api/v1/results/{id}/actions/correct", new { reason = "写错了人", patientId = other });
        Assert.Equal((HttpStatusCode.Conflict, "other-patient"), (moved.StatusCode, (await moved.Json()).GetProperty("code").GetString()));
        using var foreign = await township.PostAsJsonAsync("/api/v1/results", Rows.Body(patient, hospital, "API-4"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var hidden = await township.GetAsync(new Uri($"/api/v1/results/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Empty(await township.Numbers(patient));
    }

    [Fact]
    public async Task A_file_gives_what_is_right_and_names_each_other_row_by_its_line()
    {
        var (county, patient, _) = await Begin();
        using var http = county;
        var file = Rows.Header + Rows.Row(patient, "F-1") + Rows.Row(patient, "F-2", unit: "kg") + Rows.Row(patient, "F-3", at: "2199-01-01 08:00") + Rows.Row("nobody", "F-4")
            + Rows.Row(patient, "F-1", value: "9.9") + Rows.Row(patient, "F-5", mark: "全国HR") + Rows.Row(patient, "F-6", item: "LAB.NONE") + Rows.Row(patient, "F-1") + Rows.Row(patient, "F-7");
        var id = await county.Upload(file);
        var done = await county.Watch(id, Rows.Ended);
        Assert.Equal(("done", 9, 3, 6), (done.GetProperty("state").GetString(), done.GetProperty("rows").GetInt32(), done.GetProperty("taken").GetInt32(), done.GetProperty("refusedCount").GetInt32()));
        Assert.Equal(
            [(3, "values[0].unit", "unit"), (4, "performedAt", "in-future"), (5, "patientId", "unknown"), (6, "localId", "result-exists"), (7, "mark", "computed"), (8, "itemCode", "unknown")],
            await county.Refused(id));
        Assert.Equal(["F-1", "F-7"], (await county.Numbers(patient)).Order());
        Assert.Equal(id, await county.Upload(file));   // the same file is the same import
        using var township = await platform.SignedIn("township");
        using var hidden = await township.GetAsync(new Uri($"/api/v1/results/imports/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task A_file_without_its_columns_is_refused_before_anything_is_taken()
    {
        var (county, patient, _) = await Begin();
        using var http = county;
        using var content = new StringContent($"患者ID,结果\n{patient},4.1\n", System.Text.Encoding.UTF8, "text/csv");
        using var answer = await county.PostAsync(new Uri("/api/v1/results/imports", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["header.itemCode", "header.performedAt", "header.category"], (await answer.Json()).GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task Old_stock_is_marked_as_such()
    {
        var (county, patient, _) = await Begin();
        using var http = county;
        await county.Watch(await county.Upload(Rows.Header + Rows.Row(patient, "OLD-1", at: "2019-03-01 08:00"), legacy: true), Rows.Ended);
        var result = Assert.Single((await county.GetFromJsonAsync<JsonElement>($"/api/v1/results?patientId={patient}")).GetProperty("items").EnumerateArray());
        Assert.True(result.GetProperty("legacy").GetBoolean());
    }

    [Fact]
    public async Task A_bundle_gives_what_is_right_and_names_each_other_entry()
    {
        var (county, patient, _) = await Begin();
        using var http = county;
        using var answer = await county.PostAsJsonAsync("/fhir/R4", Bundle(
            Rows.Observation(patient, "B-1"), Rows.Observation(patient, "B-2", unit: "kg"), Rows.Observation(patient, "B-3", at: Rows.Yesterday.AddYears(50)),
            Rows.Observation("nobody", "B-4"), Rows.Observation(patient, "B-5", item: "LAB.NONE"), new { resource = new { resourceType = "Encounter" } }, Rows.Observation(patient, "B-7")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var entries = (await answer.Json()).GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("response")).ToArray();
        Assert.Equal(["201", "422", "422", "422", "422", "422", "201"], entries.Select(e => e.GetProperty("status").GetString()![..3]));
        Assert.Equal(
            ["[1].resource.values[0].unit", "[2].resource.performedAt", "[3].resource.patientId", "[4].resource.itemCode", "[5].resource"],
            entries[1..6].Select(e => e.GetProperty("outcome").GetProperty("issue")[0].GetProperty("expression")[0].GetString()!["Bundle.entry".Length..]));
        using var twice = await county.PostAsJsonAsync("/fhir/R4", Bundle(Rows.Observation(patient, "B-1", value: 9.9m)));
        var conflict = (await twice.Json()).GetProperty("entry")[0].GetProperty("response");
        Assert.Equal(("409 Conflict", "duplicate"), (conflict.GetProperty("status").GetString(), conflict.GetProperty("outcome").GetProperty("issue")[0].GetProperty("code").GetString()));
        using var stored = await county.PostAsJsonAsync("/api/v1/results", Rows.Body(patient, await Work.Institution(county), "B-8"));   // behind the bundle in the log
        Assert.Equal(["B-1", "B-7", "B-8"], (await county.Numbers(patient)).Order());
    }

    [Fact]
    public async Task A_transaction_with_a_wrong_entry_stores_nothing()
    {
        var (county, patient, _) = await Begin();
        using var http = county;
        using var answer = await county.PostAsJsonAsync("/fhir/R4", new
        {
            resourceType = "Bundle",
            type = "transaction",
            entry = new[] { Rows.Observation(patient, "T-1"), Rows.Observation(patient, "T-2", unit: "kg") },
        });
        Assert.Equal((HttpStatusCode.BadRequest, "OperationOutcome"), (answer.StatusCode, (await answer.Json()).GetProperty("resourceType").GetString()));
        Assert.Empty(await county.Numbers(patient));
    }

    private static object Bundle(params object[] entries) => new { resourceType = "Bundle", type = "batch", entry = entries };

    private async Task<(HttpClient County, string Patient, string Hospital)> Begin()
    {
        using var township = await platform.SignedIn("township");
        var county = await platform.SignedIn("countyoffice");
        return (county, await Work.Patient(township), await Work.Institution(county));
    }
}
