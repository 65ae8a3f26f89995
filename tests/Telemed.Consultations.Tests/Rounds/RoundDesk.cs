using System.Text.Json.Nodes;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>Bodies of rounds over HTTP, and what is done with them again and again.</summary>
internal static class RoundDesk
{
    public static object Asked => new { institutionId = "city", department = "重症医学科" };

    /// <summary>A plan for tomorrow by the clock of a desk that tests may move on.</summary>
    public static object Soon(this Desk desk, object[] places, string? note = null, string? title = null) => new
    {
        invited = new { institutionId = "city", department = "重症医学科", minimumTitle = title },
        start = desk.Time.GetUtcNow().AddDays(1),
        end = desk.Time.GetUtcNow().AddDays(1).AddHours(2),
        note,
        places,
    };

    public static object Patient(string id, int bed, bool consent = true) => new
    {
        patientId = id,
        ward = "内科二病区",
        bed = $"{bed}",
        reason = "每日查房",
        summary = new { complaint = "气促", history = "慢阻肺十年", diagnoses = new[] { new { text = "慢性阻塞性肺病急性加重" } } },
        consent = consent ? new { basis = "written", signedBy = "某人", at = Ten.AddMinutes(-10) } : null,
    };

    public static JsonNode Place(JsonNode round, int at) => round["places"]![at]!;

    public static string Id(JsonNode round) => (string)round["id"]!;

    public static string CaseOf(JsonNode round, int at) => (string)Place(round, at)["caseId"]!;

    public static async Task Sign(this Desk desk, string caseId)
    {
        await desk.Do("lead", $"/consultations/{caseId}/actions/draftOpinion", new { opinion = new { findings = "双肺湿啰音减少" } });
        await desk.Do("lead", $"/consultations/{caseId}/actions/sign", new { password = "secret" });
    }
}
