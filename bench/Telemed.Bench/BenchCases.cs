using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Bench;

/// <summary>Requests as a township doctor would send them, for patients who do not exist.</summary>
internal static class BenchCases
{
    public const string Password = "telemed-demo";

    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static object Opinion { get; } = new
    {
        opinion = new
        {
            findings = "左侧基底节区见片状低密度影，边界欠清，脑室系统未见明显扩张，中线结构居中。",
            diagnoses = new[] { new { system = "icd10-cn", code = "I63.9", text = "脑梗死" } },
            advice = "建议完善头颅磁共振检查，抗血小板治疗，监测血压血糖，两周后复诊。",
        },
    };

    public static object Request(string patientId, string institutionId) => new
    {
        kind = "clinical",
        mode = "asynchronous",
        urgency = "routine",
        patientId,
        invited = new { institutionId, department = "神经内科" },
        reason = "左侧肢体无力两天，请求明确诊断",
        purpose = "明确诊断并指导治疗",
        summary = new
        {
            complaint = "左侧肢体无力两天",
            history = "高血压病史十年，规律服药，血压控制一般。两天前晨起发现左侧肢体无力，无头痛呕吐。",
            findings = "血压 160/95 mmHg，左侧肢体肌力四级，病理征阳性。",
            diagnoses = new[] { new { system = "icd10-cn", code = "I63.9", text = "脑梗死？" } },
            treatment = "阿司匹林 100 mg 每日一次",
        },
        consent = new { basis = "written", signedBy = "患者本人", at = TimeProvider.System.GetUtcNow() },
        submit = true,
    };

    public static object Referral(string patientId, string institutionId) => new
    {
        direction = "up",
        lane = "urgent",
        patientId,
        to = new { institutionId, department = "神经内科" },
        reasonCode = "equipment",
        diagnoses = new[] { new { system = "icd10-cn", code = "I63.9", text = "脑梗死？" } },
        summary = new
        {
            impression = "脑梗死？",
            presentIllness = "两天前晨起发现左侧肢体无力，无头痛呕吐，血压 160/95 mmHg，左侧肢体肌力四级。",
            history = "高血压病史十年，规律服药，血压控制一般。",
            treatment = "阿司匹林 100 mg 每日一次",
        },
        transport = new { mode = "ambulance", escort = "护士一名" },
        consent = new { basis = "written", signedBy = "患者本人", at = TimeProvider.System.GetUtcNow() },
        submit = true,
    };

    public static async Task<HttpClient> SignedIn(Uri url, string account)
    {
        var http = HttpBench.Client(url);
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = Password });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        return http;
    }

    public static async Task<string[]> Patients(HttpClient http, int count)
    {
        var ids = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, ct) =>
        {
            using var answer = await http.PostAsJsonAsync("/api/v1/patients",
                new { name = $"测试{i}", idType = "01", idNumber = IdNumber(i), verification = "cardRead", phone = "13900000000" }, ct);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(ct));
            ids[i] = (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetString()!;
        });
        return ids;
    }

    /// <summary>Right by GB 11643 under a division code that is not assigned: nobody's number.</summary>
    public static string IdNumber(int n)
    {
        var birth = new DateOnly(1950, 1, 1).AddDays(n / 500 % 18_000);
        var body = string.Create(CultureInfo.InvariantCulture, $"520199{birth:yyyyMMdd}{n % 500 + 100:D3}");
        var sum = body.Select((c, i) => (c - '0') * Weights[i]).Sum();
        return body + "10X98765432"[sum % 11];
    }
}
