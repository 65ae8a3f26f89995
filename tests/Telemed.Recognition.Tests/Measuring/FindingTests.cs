using System.Text.Json.Nodes;

namespace Telemed.Recognition.Tests.Measuring;

/// <summary>What the insurer sees of tests repeated without a decision, over HTTP.</summary>
public sealed class FindingTests : OpenDesk
{
    [Fact]
    public async Task A_repeat_without_a_decision_is_flagged_and_one_with_a_reason_is_not()
    {
        var (reasoned, result, _) = await Desk.Asked();
        await Desk.Post("doctor", $"/recognition/checks/{reasoned}/decisions", new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "conditionChanged", explained = true });
        await Desk.Post("doctor", $"/recognition/checks/{reasoned}/orders", new { code = World.Ct });
        Assert.Empty(await Findings("insurer"));
        var (repeated, _, patient) = await Desk.Asked();
        await Desk.Post("doctor", $"/recognition/checks/{repeated}/orders", new { code = World.Ct });
        var found = Assert.Single(await Findings("insurer"))!;
        Assert.Equal((repeated, "township", "名 county", "open", 160m), ((string?)found["checkId"], (string?)found["institutionId"], (string?)found["priorInstitutionName"], (string?)found["state"], (decimal)found["fee"]!));
        Assert.DoesNotContain(patient, found.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_institution_answers_once_and_only_the_institution()
    {
        var (id, _, _) = await Desk.Asked();
        await Desk.Post("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct });
        var finding = (string?)Assert.Single(await Findings("office"))!["id"];
        await Desk.Refused("insurer", $"/findings/{finding}/answer", new { text = "不合理" }, 403, "forbidden");
        Assert.Equal(404, (int)(await Desk.Send("far-doctor", HttpMethod.Post, $"/findings/{finding}/answer", new { text = "无关" })).Status);
        await Desk.Refused("office", $"/findings/{finding}/answer", new { text = " " }, 400, "invalid-input");
        await Desk.Post("office", $"/findings/{finding}/answer", new { text = "外院影像无法调阅。" });
        await Desk.Refused("doctor", $"/findings/{finding}/answer", new { text = "另一种说法" }, 409, "already-answered");
        var seen = Assert.Single(await Findings("insurer"))!;
        Assert.Equal(("answered", "外院影像无法调阅。", "名 office"), ((string?)seen["state"], (string?)seen["answer"]!["text"], (string?)seen["answer"]!["by"]));
    }

    [Fact]
    public async Task A_reason_given_afterwards_explains_the_finding()
    {
        var (id, result, _) = await Desk.Asked();
        await Desk.Post("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct });
        await Desk.Post("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "emergency", explained = true });
        var found = Assert.Single(await Findings("bureau"))!;
        Assert.Equal(("explained", "emergency"), ((string?)found["state"], (string?)found["reasonCode"]));
    }

    [Fact]
    public async Task Findings_are_seen_by_those_who_supervise_and_by_the_institution_itself()
    {
        var (id, _, _) = await Desk.Asked();
        await Desk.Post("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct });
        foreach (var (who, seen) in new[] { ("insurer", 1), ("bureau", 1), ("office", 1), ("doctor", 1), ("far-bureau", 0), ("city-office", 0) })
            Assert.Equal((who, seen), (who, (await Findings(who)).Count));
        foreach (var who in new[] { "resident", "auditor" })
            Assert.Equal(403, (int)(await Desk.Send(who, HttpMethod.Get, "/findings")).Status);
        Assert.Empty(await Findings("insurer", "?to=2026-11-22"));
        Assert.Single(await Findings("insurer", "?from=2026-11-23&to=2026-11-23&kind=recognition.repeated"));
    }

    private async Task<JsonArray> Findings(string who, string query = "") => (await Desk.Get(who, $"/findings{query}"))["items"]!.AsArray();
}
