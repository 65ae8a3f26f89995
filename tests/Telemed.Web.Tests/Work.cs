using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Web.Tests;

/// <summary>What a township doctor and the asked hospital do, over HTTP.</summary>
internal static class Work
{
    private static int person;

    /// <summary>Someone who does not exist: right by GB 11643 under a division code that is not assigned.</summary>
    public static async Task<string> Patient(HttpClient http)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var n = Interlocked.Increment(ref person);
        var body = $"520198{new DateOnly(1950, 1, 1).AddDays(n):yyyyMMdd}{n % 900 + 100:D3}";
        var id = body + "10X98765432"[body.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
        using var answer = await http.PostAsJsonAsync("/api/v1/patients", new { name = "接口测试", idType = "01", idNumber = id, verification = "cardRead" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Json()).GetProperty("id").GetString()!;
    }

    public static async Task<string> Institution(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("institutionId").GetString()!;

    public static async Task<string> Practitioner(HttpClient http) =>
        (await http.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("practitionerId").GetString()!;

    /// <summary>The browser of whoever is signed in: one for each account, registered at first use.</summary>
    public static async Task<string> Device(HttpClient http)
    {
        var account = (await http.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("account").GetString();
        using var answer = await http.PostAsJsonAsync("/api/v1/devices/self", new { id = $"browser-in-tests-of-{account}", name = "测试浏览器" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Json()).GetProperty("id").GetString()!;
    }

    public static object Request(string patientId, string institutionId, bool submit = true, string reason = "左侧肢体无力两天") => new
    {
        kind = "clinical",
        mode = "asynchronous",
        urgency = "routine",
        patientId,
        invited = new { institutionId, department = "神经内科" },
        reason,
        purpose = "明确诊断并指导治疗",
        summary = new { complaint = "左侧肢体无力两天", history = "高血压病史十年", findings = "左侧肌力四级", diagnoses = new[] { new { system = "icd10-cn", code = "I63.9", text = "脑梗死？" } }, treatment = "阿司匹林" },
        consent = new { basis = "written", signedBy = "患者本人", at = TimeProvider.System.GetUtcNow() },
        submit,
    };

    public static object Opinion { get; } = new
    {
        opinion = new { findings = "左侧基底节区低密度影。", diagnoses = new[] { new { system = "icd10-cn", code = "I63.9", text = "脑梗死" } }, advice = "抗血小板治疗，两周后复诊。" },
    };

    public static Task<HttpResponseMessage> Send(this HttpClient http, HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return http.SendAsync(request);
    }

    public static async Task<JsonElement> Act(this HttpClient http, string id, string action, object body)
    {
        using var answer = await http.PostAsJsonAsync($"/api/v1/consultations/{id}/actions/{action}", body);
        Assert.True(answer.IsSuccessStatusCode, $"{action}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Json();
    }
}
