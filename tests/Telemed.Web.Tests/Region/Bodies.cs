using System.Text.Json;

namespace Telemed.Web.Tests.Region;

/// <summary>What random people write when they take a step.</summary>
internal sealed class Bodies(World world, string institutionId, Random random)
{
    private static readonly string[] Lanes = ["emergency", "urgent", "routine"];
    private static readonly object Plan = new
    {
        medication = "阿司匹林 100mg qd",
        rehabilitation = "肢体训练",
        warningSigns = "再发无力立即就诊",
        followUps = new[] { new { dueOn = "2099-01-01", what = "测血压" } },
    };

    public object Referral(bool submit) => new
    {
        direction = "up",
        lane = Pick(Lanes),
        patientId = Pick(world.Patients),
        to = new { institutionId = Pick(world.Hospitals), department = Pick(World.Departments) },
        reasonCode = "equipment",
        relationReason = "就近无床位",
        diagnoses = new[] { new { system = "icd10-cn", code = "I63.9", text = "脑梗死？" } },
        summary = new { impression = "脑梗死？", presentIllness = "左侧肢体无力两天", history = "高血压病史十年", treatment = "阿司匹林" },
        transport = new { mode = "ambulance", escort = "护士一名" },
        consent = new { basis = "written", signedBy = "患者本人", at = world.Now },
        submit,
    };

    public object Consultation(bool submit) => new
    {
        kind = Pick("clinical", "mdt", "advice"),
        mode = "asynchronous",
        urgency = Pick(Lanes),
        patientId = Pick(world.Patients),
        invited = new { institutionId = Pick(world.Hospitals), department = Pick(World.Departments) },
        reason = "左侧肢体无力两天",
        purpose = "明确诊断并指导治疗",
        summary = new { complaint = "左侧肢体无力两天", history = "高血压病史十年", findings = "左侧肌力四级", diagnoses = new[] { new { system = "icd10-cn", code = "I63.9", text = "脑梗死？" } }, treatment = "阿司匹林" },
        consent = new { basis = "written", signedBy = "患者本人", at = world.Now },
        submit,
    };

    /// <summary>A body for an action; now and then the wrong one.</summary>
    public object For(string action, JsonElement given) => action switch
    {
        "requestInfo" => new { question = "是否服用抗凝药？" },
        "provideInfo" => new { answer = "未服用" },
        "accept" or "reserve" => Place(),
        "decline" => new { reasonCode = Reason(given), comment = "详见电话沟通", alternative = Pick(world.Hospitals) },
        "redirect" => new
        {
            to = new { institutionId = Pick(world.Hospitals), department = Pick(World.Departments) },
            invited = new { institutionId = Pick(world.Hospitals), department = Pick(World.Departments) },
            reasonCode = "noBed",
        },
        "contest" or "cancel" or "amend" => new { reason = "病情需要" },
        "confirmCancel" => new { agree = random.Next(2) == 0 },
        "complete" => new { summary = new { diagnosis = "脑梗死", course = "溶栓后好转", plan = "抗血小板" } },
        "returnDown" => new { plan = Plan, summary = new { diagnosis = "脑梗死", course = "溶栓后好转", plan = "抗血小板" } },
        "followUp" => new { findings = "血压 130/80", at = world.Now },
        "rate" => new { score = random.Next(1, 6) },
        "recordDeath" => new { at = world.Now, place = "途中" },
        "assign" => new { practitionerIds = new[] { Pick(world.Practitioners) }, lead = Pick(world.Practitioners) },
        "draftOpinion" => Work.Opinion,
        "sign" => new { password = "telemed-demo" },
        "adopt" => new { decision = "adopted", note = "按会诊意见执行" },
        "edit" => Referral(false),
        _ => new { },
    };

    private object Place() => random.Next(4) == 0 || !world.Places.TryGetValue(institutionId, out var places) || places.Count == 0 ? new { } : Pick(places);

    private string Reason(JsonElement given) =>
        given.ValueKind == JsonValueKind.Object && given.TryGetProperty("reasons", out var reasons) && reasons.GetArrayLength() > 0
            ? Pick([.. reasons.EnumerateArray().Select(r => r.GetProperty("code").GetString()!)]) : "noBed";

    private T Pick<T>(params IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
