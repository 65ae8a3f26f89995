using System.Net;
using System.Text.Json.Nodes;
using Telemed.Contracts;

namespace Telemed.Recognition.Tests;

/// <summary>Quality control by the upper institution: what is drawn, who sees it, and what bad grades lead to.</summary>
public sealed class SampleTests : OpenDesk
{
    [Fact]
    public async Task Bad_grades_of_an_upper_institution_suspend_the_evidence()
    {
        await Desk.Post("bureau", "/recognition/quality", new
        {
            institutionId = "township",
            itemCode = World.Ct,
            from = "2026-01-01",
            to = "2026-12-31",
            body = "市质控中心",
            scope = new { type = "city", code = "5201", text = "贵阳市" },
            outcome = "passed",
        });
        for (var n = 0; n < 8; n++) await Reporting.Report(Desk, World.Result($"s{n}", "township", daysAgo: 1 + n, patient: $"patient-{n}", study: $"1.2.{n}"), "normal");
        var sample = await Desk.Post("county-doctor", "/recognition/samples", new { institutionId = "township", itemCode = World.Ct, from = "2026-11-01", to = "2026-11-23", count = 6 });
        var id = (string)sample["id"]!;
        string[] drawn = [.. sample["items"]!.AsArray().Select(i => (string)i!["resultId"]!)];
        Assert.Equal((6, "open"), (drawn.Distinct().Count(), (string?)sample["state"]));
        Assert.Equal(6, Desk.Facts.Of<CaseAccessChanged>().Count(f => f.CaseId.StartsWith(id, StringComparison.Ordinal) && f.Open && f.InstitutionIds.SequenceEqual(["county"])));
        Assert.Single((await Desk.Get("county-doctor", "/recognition/samples?box=toGrade"))["items"]!.AsArray());
        Assert.Single((await Desk.Get("doctor", "/recognition/samples?box=mine"))["items"]!.AsArray());
        foreach (var (result, n) in drawn.Take(5).Select((r, n) => (r, n)))
            await Desk.Post("county-doctor", $"/recognition/samples/{id}/grades", new { resultId = result, grade = n < 3 ? "A" : "C", positioning = "B", agreement = n < 3 });
        var evidence = Assert.Single((await Desk.Get("bureau", "/recognition/quality?institutionId=township"))["items"]!.AsArray())!;
        Assert.Equal(("2026-11-23", null), ((string?)evidence["suspended"]!["from"], (string?)evidence["mark"]));
        Assert.Contains("40%", (string?)evidence["suspended"]!["reason"]);
        Assert.Equal(5, Desk.Facts.Of<CaseAccessChanged>().Count(f => f.CaseId.StartsWith(id, StringComparison.Ordinal) && !f.Open));
        await Desk.Refused("county-doctor", $"/recognition/samples/{id}/grades", new { resultId = drawn[0], grade = "D", agreement = false }, 409, "already-graded");
        await Desk.Refused("county-doctor", $"/recognition/samples/{id}/grades", new { resultId = "s99", grade = "D", agreement = false }, 400, "not-in-sample");
        await Desk.Refused("county-doctor", $"/recognition/samples/{id}/grades", new { resultId = drawn[5], grade = "7", agreement = false }, 400, "invalid-input");
        await Desk.Refused("doctor", $"/recognition/samples/{id}/grades", new { resultId = drawn[5], grade = "A", agreement = true }, 403, "forbidden");
        Assert.Equal(HttpStatusCode.NotFound, (await Desk.Send("city-doctor", HttpMethod.Post, $"/recognition/samples/{id}/grades", new { resultId = drawn[5], grade = "A", agreement = true })).Status);
    }

    [Fact]
    public async Task Pages_of_samples_follow_each_other_though_they_were_drawn_at_one_moment_and_some_are_done()
    {
        await Reporting.Report(Desk, World.Result("s1", "township", daysAgo: 1, patient: "patient-1", study: "1.2.1"), "normal");
        var ids = new List<string>();
        for (var n = 0; n < 5; n++)
            ids.Add((string)(await Desk.Post("county-doctor", "/recognition/samples", new { institutionId = "township", itemCode = World.Ct, from = "2026-11-01", to = "2026-11-23", count = 1 }))["id"]!);
        foreach (var (who, box) in (ValueTuple<string, string>[])[("county-doctor", "toGrade"), ("doctor", "mine"), ("bureau", "supervised")])
            Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), await Followed(who, box, 2));
        Assert.Null((await Desk.Get("doctor", "/recognition/samples?box=mine&limit=5"))["next"]);
        var open = ids.Order(StringComparer.Ordinal).ToArray();
        await Desk.Post("county-doctor", $"/recognition/samples/{open[2]}/grades", new { resultId = "s1", grade = "A", positioning = "B", agreement = true });
        Assert.Equal([open[4], open[3], open[1], open[0]], await Followed("county-doctor", "toGrade", 2));
        Assert.Equal(HttpStatusCode.BadRequest, (await Desk.Send("doctor", HttpMethod.Get, "/recognition/samples?box=mine&limit=201")).Status);
    }

    private async Task<IReadOnlyList<string>> Followed(string who, string box, int limit)
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Desk.Get(who, $"/recognition/samples?box={box}&limit={limit}&cursor={cursor}");
            Assert.True(page["items"]!.AsArray().Count <= limit);
            seen.AddRange(page["items"]!.AsArray().Select(s => (string)s!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return seen;
    }

    [Fact]
    public async Task Only_an_upper_institution_draws_and_only_what_is_there()
    {
        var body = new { institutionId = "county", from = "2026-11-01", to = "2026-11-23", count = 5, graderId = (string?)null };
        JsonNode refused = await Desk.Refused("doctor", "/recognition/samples", body, 400, "invalid-input");
        Assert.Equal("institutionId", Assert.Single(refused["errors"]!.AsObject()).Key);
        await Desk.Refused("city-doctor", "/recognition/samples", body, 409, "nothing-to-draw");
        await Desk.Refused("far-bureau", "/recognition/samples", body, 403, "forbidden");
        Assert.Equal("graderId", Assert.Single((await Desk.Refused("bureau", "/recognition/samples", body, 400, "invalid-input"))["errors"]!.AsObject()).Key);
        await Desk.Refused("bureau", "/recognition/samples", body with { graderId = "city" }, 409, "nothing-to-draw");
    }
}
