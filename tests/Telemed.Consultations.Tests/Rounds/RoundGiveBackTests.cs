using System.Net;
using System.Text.Json.Nodes;
using static Telemed.Consultations.Tests.Rounds.RoundDesk;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>Whoever took a round gives it back before it begins: who may, what becomes of the cases, and who hears of it. Over HTTP.</summary>
public sealed class RoundGiveBackTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private readonly Desk desk = shared.Desk;

    /// <summary>State × person. Who may do it in another state gets 409; who may only know of the round 403; everybody else 404.</summary>
    [Theory]
    [InlineData("planned", 403, 409)]   // nobody makes it: there is no specialist yet
    [InlineData("taken", 200, 200)]
    [InlineData("underway", 409, 409)]
    [InlineData("finished", 409, 409)]
    [InlineData("cancelled", 409, 409)]
    public async Task Who_may_give_it_back_in_which_state(string state, int forLead, int forOffice)
    {
        using var folder = new Folder();
        await using var own = await Desk.Open(folder.Path);
        var wrong = new List<string>();
        foreach (var (who, expected) in new[]
        {
            ("lead", forLead), ("office", forOffice), ("author", 403), ("asking-office", 403), ("expert", 403), ("bystander", 403), ("bureau", 403), ("resident", 403),
            ("stranger", 404), ("far-bureau", 404), ("auditor", 404), ("admin", 404),
        })
        {
            var id = await In(own, state, who == "resident" ? "patient" : $"patient-{who}");
            var before = await own.Get("author", $"/rounds/{id}");
            var (status, answer, _) = await own.Send(who, HttpMethod.Post, $"/rounds/{id}/actions/giveBack", new { reason = "专家出差" });
            var after = await own.Get("author", $"/rounds/{id}");
            if ((int)status != expected) wrong.Add($"{who}: expected {expected}, was {(int)status}");
            if (expected == 409 && (string?)answer!["code"] != "illegal-transition") wrong.Add($"{who}: {answer}");
            if (expected == 200 ? after["specialist"] is not null || (string?)after["giveBackReason"] != "专家出差" : after.ToJsonString() != before.ToJsonString()) wrong.Add($"{who}: {after}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Its_cases_wait_for_the_next_specialist_who_takes_all_of_them()
    {
        var made = await desk.Do("author", "/rounds", desk.Soon([Patient("patient-g1a", 1), Patient("patient-g1b", 2), Patient("patient-g1c", 3), Patient("patient-g1d", 4)]));
        var (id, cases) = (Id(made), new[] { 0, 1, 2, 3 }.Select(at => CaseOf(made, at)).ToArray());
        await desk.Do("lead", $"/rounds/{id}/actions/take");
        await desk.Do("lead", $"/consultations/{cases[1]}/actions/draftOpinion", new { opinion = new { findings = "双肺湿啰音" } });
        await desk.Do("lead", $"/consultations/{cases[2]}/actions/requestInfo", new { question = "体温？" });
        await desk.Sign(cases[3]);
        var back = await desk.Do("lead", $"/rounds/{id}/actions/giveBack", new { reason = "临时手术" });
        Assert.Equal(("planned", null, "临时手术"), ((string)back["state"]!, back["specialist"], (string)back["giveBackReason"]!));
        Assert.Equal(["accepted", "accepted", "needsInfo", "released"], States(back));
        await desk.Do("author", $"/consultations/{cases[2]}/actions/provideInfo", new { answer = "38.1" });
        foreach (var one in cases[..3]) Assert.Equal(("accepted", 0), Given(await desk.Get("office", $"/consultations/{one}")));
        Assert.Contains("退回：p1", (await desk.Get("author", $"/consultations/{cases[0]}/history"))["items"]!.AsArray().Select(i => (string)i!["text"]!));
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Send("lead", HttpMethod.Post, $"/consultations/{cases[1]}/actions/draftOpinion", new { opinion = new { findings = "干啰音" } })).Status);

        var taken = await desk.Do("expert", $"/rounds/{id}/actions/take");
        Assert.Equal(("p2", null), ((string)taken["specialist"]!["practitionerId"]!, taken["giveBackReason"]));
        Assert.Equal(["assigned", "assigned", "assigned", "released"], States(taken));
        await desk.Do("expert", $"/consultations/{cases[1]}/actions/draftOpinion", new { opinion = new { findings = "干啰音" } });
    }

    [Fact]
    public async Task Another_specialist_whom_the_office_names_gets_the_cases_that_the_first_did_not_begin()
    {
        var made = await desk.Do("author", "/rounds", desk.Soon([Patient("patient-g6a", 1), Patient("patient-g6b", 2), Patient("patient-g6c", 3)]));
        var (id, cases) = (Id(made), new[] { 0, 1, 2 }.Select(at => CaseOf(made, at)).ToArray());
        await desk.Do("lead", $"/rounds/{id}/actions/take");
        await desk.Do("lead", $"/consultations/{cases[1]}/actions/draftOpinion", new { opinion = new { findings = "双肺湿啰音" } });
        await desk.Sign(cases[2]);
        var taken = await desk.Do("office", $"/rounds/{id}/actions/take", new { practitionerId = "p2" });
        Assert.Equal("p2", (string)taken["specialist"]!["practitionerId"]!);
        Assert.Equal(["assigned", "assigned", "released"], States(taken));
        foreach (var one in cases[..2])
        {
            Assert.Equal(["p2"], (await desk.Get("office", $"/consultations/{one}"))["assigned"]!.AsArray().Select(a => (string)a!["practitionerId"]!));
            Assert.Equal(HttpStatusCode.Forbidden, (await desk.Send("lead", HttpMethod.Post, $"/consultations/{one}/actions/draftOpinion", new { opinion = new { findings = "干啰音" } })).Status);
            await desk.Do("expert", $"/consultations/{one}/actions/draftOpinion", new { opinion = new { findings = "干啰音" } });
        }
        Assert.Equal(["p1"], (await desk.Get("office", $"/consultations/{cases[2]}"))["assigned"]!.AsArray().Select(a => (string)a!["practitionerId"]!));
    }

    [Fact]
    public async Task What_a_crash_leaves_undone_the_same_command_does_again()
    {
        using var folder = new Folder();
        await using var own = await Desk.Open(folder.Path);
        var id = Id(await own.Do("author", "/rounds", own.Soon([Patient("patient-a", 1), Patient("patient-b", 2)])));
        await own.Do("lead", $"/rounds/{id}/actions/take");
        own.Disk.Left = 1;
        await own.Send("lead", HttpMethod.Post, $"/rounds/{id}/actions/giveBack", new { reason = "专家出差" }, key: "back");
        own.Disk.Left = int.MaxValue;
        Assert.Equal(["accepted", "assigned"], States(await own.Get("lead", $"/rounds/{id}")));
        var (status, again, _) = await own.Send("lead", HttpMethod.Post, $"/rounds/{id}/actions/giveBack", new { reason = "专家出差" }, key: "back");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Null(again!["specialist"]);
        Assert.Equal(["accepted", "accepted"], States(again));
        Assert.Equal(HttpStatusCode.OK, (await own.Send("lead", HttpMethod.Post, $"/rounds/{id}/actions/giveBack", new { reason = "专家出差" }, key: "back")).Status);
    }

    [Fact]
    public async Task Of_two_who_act_on_one_version_the_second_changes_nothing()
    {
        var id = await In(desk, "taken", "patient-g2");
        await desk.Do("author", $"/rounds/{id}/actions/add", new { places = new[] { Patient("patient-g2b", 2) } });
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await desk.Send("lead", HttpMethod.Post, $"/rounds/{id}/actions/giveBack", new { reason = "出差" }, ifMatch: "\"2\"")).Status);
        Assert.Equal(["assigned", "submitted"], States(await desk.Get("lead", $"/rounds/{id}")));
        await desk.Do("lead", $"/rounds/{id}/actions/giveBack", new { reason = "出差" });
        Assert.Equal(["accepted", "submitted"], States(await desk.Get("lead", $"/rounds/{id}")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public async Task Without_a_reason_it_stays_taken(string? reason)
    {
        var id = await In(desk, "taken", $"patient-g3{reason?.Length}");
        var (status, problem, _) = await desk.Send("lead", HttpMethod.Post, $"/rounds/{id}/actions/giveBack", new { reason }, language: "en");
        Assert.Equal((HttpStatusCode.BadRequest, "reason-missing", "A reason is needed"), (status, (string)problem!["code"]!, (string)problem["title"]!));
        Assert.Equal(["reason"], problem["errors"]!.AsObject().Select(e => e.Key));
        Assert.Equal(["assigned"], States(await desk.Get("lead", $"/rounds/{id}")));
    }

    /// <summary>The asking side waits again; of the own side somebody is to take it, as when it was planned.</summary>
    [Fact]
    public async Task Both_sides_are_told_and_the_reason_is_read_in_the_round()
    {
        var id = await In(desk, "taken", "patient-g4");
        await desk.Do("lead", $"/rounds/{id}/actions/giveBack", new { reason = "患者某人已出院" });
        foreach (var (topic, meant) in new[] { ("inbox:township", "p-author"), ("inbox:city", "") })
        {
            var notice = Assert.Single(Rung(topic, id));
            Assert.Equal(("round", "planned", meant), ((string)notice["category"]!, (string)notice["state"]!, string.Join(",", notice["forPractitioners"]?.AsArray().Select(p => (string)p!) ?? [])));
            Assert.DoesNotContain("某人", notice.ToJsonString(), StringComparison.Ordinal);
        }
        Assert.Equal("givenBack", desk.ReadModel.Replay($"round:{id}", 0, 100)[^1].Type);
    }

    [Theory]
    [InlineData("lead", true)]
    [InlineData("office", true)]
    [InlineData("bystander", false)]
    public async Task A_list_offers_it_to_whom_the_rules_allow_it_and_says_afterwards_why(string who, bool offered)
    {
        var id = await In(desk, "taken", $"patient-g5-{who}");
        var row = await Row(who, id);
        Assert.Equal(offered, Actions(row).Contains("giveBack"));
        Assert.Equal((await desk.Get(who, $"/rounds/{id}/actions")).AsArray().Select(a => (string)a!["action"]!), Actions(row));
        await desk.Do("office", $"/rounds/{id}/actions/giveBack", new { reason = "专家出差" });
        var after = await Row(who, id);
        Assert.Equal(("专家出差", null), ((string)after["giveBackReason"]!, after["specialist"]));
        Assert.DoesNotContain("giveBack", Actions(after));
        Assert.Contains("take", Actions(after));
    }

    private static async Task<string> In(Desk desk, string state, string patient)
    {
        var id = Id(await desk.Do("author", "/rounds", desk.Soon([Patient(patient, 1)])));
        if (state != "planned") await desk.Do("lead", $"/rounds/{id}/actions/take");
        if (state is "underway" or "finished") await desk.Do("lead", $"/rounds/{id}/actions/start");
        if (state == "finished") await desk.Do("lead", $"/rounds/{id}/actions/finish");
        if (state == "cancelled") await desk.Do("author", $"/rounds/{id}/actions/cancel", new { reason = "网络中断" });
        return id;
    }

    private async Task<JsonNode> Row(string who, string id) => (await desk.Get(who, "/rounds?box=incoming&limit=200"))["items"]!.AsArray().Single(i => Id(i!) == id)!;

    private static string[] Actions(JsonNode row) => [.. row["actions"]!.AsArray().Select(a => (string)a!)];

    private static string[] States(JsonNode round) => [.. round["places"]!.AsArray().Select(p => (string)p!["caseState"]!)];

    private static (string State, int Assigned) Given(JsonNode consultation) => ((string)consultation["state"]!, consultation["assigned"]!.AsArray().Count);

    private List<JsonNode> Rung(string topic, string id) =>
        [.. desk.ReadModel.Replay(topic, 0, 100_000).Where(r => r.Type == "roundGivenBack").Select(r => JsonNode.Parse(r.DataJson)!).Where(d => (string)d["caseId"]! == id)];
}
