using System.Net;
using System.Text.Json.Nodes;
using Telemed.Consultations.Rounds;
using static Telemed.Consultations.Tests.Rounds.RoundDesk;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>What a round tells of itself afterwards, and to whom.</summary>
public sealed class RoundHistoryTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private readonly Desk desk = shared.Desk;

    [Fact]
    public async Task Every_step_is_told_with_who_did_it_and_when()
    {
        var day = $"{desk.Time.GetUtcNow().AddDays(1).AddHours(8):yyyy-MM-dd}";
        var made = await Made("h1");
        var id = Id(made);
        var told = await desk.Get("author", $"/rounds/{id}/history");
        Assert.Equal(
            [
                $"planned: 计划查房，{day} 10:00–12:00，3 位患者", "placesAdded: 添加患者：内科二病区 4 床", "postponed: 改期至 " + $"{day} 11:00–12:00", "taken: 查房专家：p1",
                "placeLeftOut: 移出本次查房：内科二病区 4 床（已出院）", "reordered: 调整查房顺序", "begun: 开始查房", "movedTo: 查看患者：内科二病区 2 床", "movedTo: 查看患者：内科二病区 1 床",
                "finished: 结束查房，未查：内科二病区 3 床（外出检查）",
            ],
            Lines(told));
        var first = told["items"]![0]!;
        Assert.Equal((1, "名 author", "甲镇卫生院"), ((int)first["version"]!, (string)first["actorName"]!, (string)first["institutionName"]!));
        Assert.Equal("乙市医院", (string)told["items"]!.AsArray().Single(i => (string)i!["type"]! == "taken")!["institutionName"]!);
        Assert.Equal(desk.Time.GetUtcNow(), told["items"]!.AsArray()[^1]!["at"]!.GetValue<DateTimeOffset>());
        Assert.Equal(Round.Aggregate.Format.Types.Keys.Select(t => t["round.".Length..]).Except(["cancelled", "givenBack"]).Order(), told["items"]!.AsArray().Select(i => (string)i!["type"]!).Distinct().Order());
        var (_, english, etag) = await desk.Send("author", HttpMethod.Get, $"/rounds/{id}/history", language: "en");
        Assert.Equal($"\"{(int)(await desk.Get("author", $"/rounds/{id}"))["version"]!}\"", etag);
        Assert.Equal("finished: Ended the round, not seen: bed 3, 内科二病区 (外出检查)", Lines(english!)[^1]);
        Assert.Equal("placeLeftOut: Left out bed 4, 内科二病区 (已出院)", Lines(english!)[4]);
    }

    [Fact]
    public async Task Beds_and_reasons_are_told_to_whoever_reads_the_cases_and_nothing_of_a_case_that_one_may_not_know_of()
    {
        var made = await Made("h2", "patient");
        var id = Id(made);
        var whole = Lines(await desk.Get("author", $"/rounds/{id}/history"));
        foreach (var who in new[] { "asking-office", "office", "lead", "expert", "bystander" })
            Assert.Equal(whole, Lines(await desk.Get(who, $"/rounds/{id}/history")));
        var bureau = Lines(await desk.Get("bureau", $"/rounds/{id}/history"));
        Assert.Equal(whole.Length, bureau.Length);
        Assert.DoesNotContain(bureau, line => line.Contains('床', StringComparison.Ordinal) || line.Contains("已出院", StringComparison.Ordinal) || line.Contains("外出", StringComparison.Ordinal));
        Assert.Contains("movedTo: 查看患者：1 位患者", bureau);
        var resident = Lines(await desk.Get("resident", $"/rounds/{id}/history"));
        Assert.Equal(["查看患者：内科二病区 1 床"], resident.Where(line => line.StartsWith("movedTo", StringComparison.Ordinal)).Select(line => line["movedTo: ".Length..]));
        Assert.DoesNotContain(resident, line => line.Contains("2 床", StringComparison.Ordinal) || line.Contains("3 床", StringComparison.Ordinal) || line.Contains("4 床", StringComparison.Ordinal));
        Assert.EndsWith("1 位患者", resident[0], StringComparison.Ordinal);
        foreach (var who in new[] { "stranger", "far-bureau", "auditor", "admin" })
            Assert.Equal(HttpStatusCode.NotFound, (await desk.Send(who, HttpMethod.Get, $"/rounds/{id}/history")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("author", HttpMethod.Get, "/rounds/nothing/history")).Status);
    }

    [Fact]
    public async Task Why_it_was_called_off_is_told_to_both_sides_only()
    {
        var id = Id(await desk.Do("author", "/rounds", desk.Soon([Patient("patient-h3a", 1)])));
        await desk.Do("author", $"/rounds/{id}/actions/cancel", new { reason = "专家出差" });
        foreach (var who in new[] { "author", "office" }) Assert.Equal("cancelled: 取消查房：专家出差", Lines(await desk.Get(who, $"/rounds/{id}/history"))[^1]);
        Assert.Equal("cancelled: 取消查房", Lines(await desk.Get("bureau", $"/rounds/{id}/history"))[^1]);
    }

    [Fact]
    public async Task Who_gave_it_back_is_told_to_all_who_know_of_it_and_why_to_both_sides_only()
    {
        var id = Id(await desk.Do("author", "/rounds", desk.Soon([Patient("patient-h4a", 1)])));
        await desk.Do("lead", $"/rounds/{id}/actions/take");
        await desk.Do("office", $"/rounds/{id}/actions/giveBack", new { reason = "专家出差" });
        foreach (var who in new[] { "author", "lead" }) Assert.Equal("givenBack: 退回查房：p1（专家出差）", Lines(await desk.Get(who, $"/rounds/{id}/history"))[^1]);
        Assert.Equal("givenBack: 退回查房：p1", Lines(await desk.Get("bureau", $"/rounds/{id}/history"))[^1]);
        Assert.Null((await desk.Get("bureau", $"/rounds/{id}"))["giveBackReason"]);
        var (_, english, _) = await desk.Send("author", HttpMethod.Get, $"/rounds/{id}/history", language: "en");
        Assert.Equal("givenBack: Given back by p1 (专家出差)", Lines(english!)[^1]);
    }

    /// <summary>A round through every step but a cancellation and a return.</summary>
    private async Task<JsonNode> Made(string name, string? first = null)
    {
        var made = await desk.Do("author", "/rounds", desk.Soon([Patient(first ?? $"patient-{name}a", 1), Patient($"patient-{name}b", 2), Patient($"patient-{name}c", 3)]));
        var (id, cases) = (Id(made), new[] { 0, 1, 2 }.Select(at => CaseOf(made, at)).ToArray());
        var added = await desk.Do("author", $"/rounds/{id}/actions/add", new { places = new[] { Patient($"patient-{name}d", 4) } });
        var start = made["start"]!.GetValue<DateTimeOffset>().AddHours(1);
        await desk.Do("asking-office", $"/rounds/{id}/actions/reschedule", new { start, end = start.AddHours(1) });
        await desk.Do("lead", $"/rounds/{id}/actions/take");
        await desk.Do("author", $"/rounds/{id}/actions/leaveOut", new { caseId = CaseOf(added, 3), reason = "已出院" });
        await desk.Do("author", $"/rounds/{id}/actions/reorder", new { order = new[] { cases[1], cases[0], cases[2] } });
        await desk.Do("lead", $"/rounds/{id}/actions/start");
        await desk.Do("lead", $"/rounds/{id}/actions/next");
        return await desk.Do("author", $"/rounds/{id}/actions/finish", new { unseen = new[] { new { caseId = cases[2], reason = "外出检查" } } });
    }

    private static string[] Lines(JsonNode history) => [.. history["items"]!.AsArray().Select(i => $"{(string)i!["type"]!}: {(string)i["text"]!}")];
}
