using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Telemed.Web.Tests.Results;

/// <summary>Results as a hospital sends them, one by one, in a file, in a bundle.</summary>
internal static class Rows
{
    public const string Header = "患者ID,报告编号,项目编码,检验时间,类别,指标名称,结果,单位,互认标识\n";

    public static DateTimeOffset Yesterday { get; } = new(TimeProvider.System.GetUtcNow().Date.AddHours(-20), TimeSpan.Zero);

    public static string Row(string patient, string number, string item = "LAB.K", string? at = null, string unit = "mmol/L", string value = "4.1", string mark = "") =>
        $"{patient},{number},{item},{at ?? Yesterday.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)},检验,钾,{value},{unit},{mark}\n";

    public static Dictionary<string, object?> Body(string patient, string institution, string number) => new()
    {
        ["patientId"] = patient,
        ["institutionId"] = institution,
        ["localId"] = number,
        ["itemCode"] = "LAB.K",
        ["itemSystem"] = "standard",
        ["category"] = "lab",
        ["performedAt"] = Yesterday,
        ["values"] = new[] { new { name = "钾", value = "4.1", unit = "mmol/L" } },
    };

    public static object Observation(string patient, string number, string item = "LAB.K", DateTimeOffset? at = null, string unit = "mmol/L", decimal value = 4.1m) => new
    {
        resource = new
        {
            resourceType = "Observation",
            status = "final",
            identifier = new[] { new { value = number } },
            code = new { coding = new[] { new { system = "urn:telemed:item", code = item } } },
            subject = new { reference = $"Patient/{patient}" },
            effectiveDateTime = (at ?? Yesterday).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            valueQuantity = new { value, unit },
        },
    };

    /// <summary>Hands the file over; the id of its import.</summary>
    public static async Task<string> Upload(this HttpClient http, string file, bool legacy = false)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await http.PostAsync(new Uri($"/api/v1/results/imports?legacy={legacy}", UriKind.Relative), content);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var id = (await answer.Json()).GetProperty("id").GetString()!;
        Assert.Equal($"/api/v1/results/imports/{id}", answer.Headers.Location!.ToString());
        return id;
    }

    /// <summary>Watches an import until something can be said of it.</summary>
    public static async Task<JsonElement> Watch(this HttpClient http, string id, Func<JsonElement, bool> until)
    {
        for (var i = 0; i < 6000; i++)
        {
            var now = await http.GetFromJsonAsync<JsonElement>($"/api/v1/results/imports/{id}");
            if (until(now)) return now;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
        throw new TimeoutException("The import did not get there within a minute.");
    }

    public static bool Ended(JsonElement import) => import.GetProperty("state").GetString() != "running";

    public static async Task<(int Line, string Field, string Code)[]> Refused(this HttpClient http, string id)
    {
        var rows = new List<(int, string, string)>();
        string? cursor = null;
        do
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/v1/results/imports/{id}/refused?limit=7&cursor={cursor}");
            rows.AddRange(page.GetProperty("items").EnumerateArray().Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("field").GetString()!, r.GetProperty("code").GetString()!)));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return [.. rows];
    }

    /// <summary>Numbers of all results of a patient, each as often as it is listed.</summary>
    public static async Task<List<string?>> Numbers(this HttpClient http, string patient)
    {
        var numbers = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/v1/results?patientId={patient}&limit=500{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("localId").GetString()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return numbers;
    }
}
