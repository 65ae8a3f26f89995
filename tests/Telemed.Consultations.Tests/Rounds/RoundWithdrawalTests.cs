using System.Net;
using System.Text.Json.Nodes;
using static Telemed.Consultations.Tests.Rounds.RoundDesk;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>A planned round is called off: by whom, in which state, with what reason, and who hears of it. Every cell over HTTP.</summary>
public sealed class RoundWithdrawalTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private readonly Desk desk = shared.Desk;

    /// <summary>State × person. Who may do it in another state gets 409; who may only know of the round 403; everybody else 404.</summary>
    [Theory]
    [InlineData("planned", 200)]
    [InlineData("taken", 200)]
    [InlineData("underway", 409)]
    [InlineData("finished", 409)]
    [InlineData("cancelled", 409)]
    public async Task Who_may_call_it_off_in_which_state(string state, int forParties)
    {
        using var folder = new Folder();
        await using var own = await Desk.Open(folder.Path);
        var wrong = new List<string>();
        foreach (var (who, expected) in new[]
        {
            ("author", forParties), ("asking-office", forParties), ("office", forParties), ("lead", 403), ("expert", 403), ("bystander", 403), ("bureau", 403), ("resident", 403),
            ("stranger", 404), ("far-bureau", 404), ("auditor", 404), ("admin", 404),
        })
        {
            var id = await In(own, state, who == "resident" ? "patient" : $"patient-{who}");
            var (status, answer, _) = await own.Send(who, HttpMethod.Post, $"/rounds/{id}/actions/cancel", new { reason = "专家出差" });
            var after = await own.Get("author", $"/rounds/{id}");
            var (stands, why) = ((string)after["state"]!, (string?)after["cancelReason"]);
            if ((int)status != expected) wrong.Add($"{who}: expected {expected}, was {(int)status}");
            if (expected == 409 && (string?)answer!["code"] != "illegal-transition") wrong.Add($"{who}: {answer}");
            if ((stands, why) != (expected == 200 ? ("cancelled", "专家出差") : state switch { "taken" => ("planned", null), "cancelled" => (state, "网络中断"), _ => (state, null) }))
                wrong.Add($"{who}: it is {stands}, {why}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("author", "outgoing", true)]
    [InlineData("asking-office", "outgoing", true)]
    [InlineData("office", "incoming", true)]
    [InlineData("lead", "incoming", false)]
    [InlineData("bystander", "incoming", false)]
    public async Task A_list_offers_it_to_whom_the_rules_allow_it_and_says_afterwards_why(string who, string box, bool offered)
    {
        var id = await In("planned", $"list-{who}");
        var row = await Row(who, $"/rounds?box={box}&limit=200", id);
        Assert.Equal(offered, Actions(row).Contains("cancel"));
        Assert.Equal((await desk.Get(who, $"/rounds/{id}/actions")).AsArray().Select(a => (string)a!["action"]!), Actions(row));
        await desk.Do("author", $"/rounds/{id}/actions/cancel", new { reason = "网络中断" });
        var over = await Row(who, $"/rounds?box={box}&stage=ended&limit=200", id);
        Assert.Equal("网络中断", (string)over["cancelReason"]!);
        Assert.Empty(Actions(over));
    }

    [Theory]
    [InlineData("author", "inbox:city", "inbox:township", "planned", "")]
    [InlineData("author", "inbox:city", "inbox:township", "taken", "p1")]
    [InlineData("asking-office", "inbox:city", "inbox:township", "taken", "p1")]
    [InlineData("office", "inbox:township", "inbox:city", "planned", "p-author")]
    [InlineData("office", "inbox:township", "inbox:city", "taken", "p-author")]
    public async Task The_other_side_is_told_and_the_own_side_is_not(string who, string told, string own, string state, string meant)
    {
        var id = await In(state, $"tell-{who}-{state}");
        await desk.Do(who, $"/rounds/{id}/actions/cancel", new { reason = "患者某人已出院" });
        var notice = Assert.Single(Rung(told, id));
        Assert.Equal((id, "round", "cancelled"), ((string)notice["caseId"]!, (string)notice["category"]!, (string)notice["state"]!));
        Assert.Equal(meant, string.Join(",", notice["forPractitioners"]?.AsArray().Select(p => (string)p!) ?? []));
        Assert.DoesNotContain("某人", notice.ToJsonString(), StringComparison.Ordinal);   // a reason is free text: it is read in the round
        Assert.Empty(Rung(own, id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Without_a_reason_it_stays_planned(string? reason)
    {
        var id = await In("planned", $"reason-{reason?.Length}");
        var (status, problem, _) = await desk.Send("author", HttpMethod.Post, $"/rounds/{id}/actions/cancel", new { reason }, language: "en");
        Assert.Equal((HttpStatusCode.BadRequest, "reason-missing", "A reason is needed"), (status, (string)problem!["code"]!, (string)problem["title"]!));
        Assert.Equal(["reason"], problem["errors"]!.AsObject().Select(e => e.Key));
        Assert.Equal("planned", (string)(await desk.Get("author", $"/rounds/{id}"))["state"]!);
    }

    [Fact]
    public async Task Of_two_who_act_on_one_version_the_second_is_told_and_a_repeat_is_one_cancellation()
    {
        var id = await In("planned", "twice");
        var (first, _, etag) = await desk.Send("author", HttpMethod.Post, $"/rounds/{id}/actions/cancel", new { reason = "专家出差" }, ifMatch: "\"1\"", key: "off");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (first, etag));
        Assert.Equal(HttpStatusCode.OK, (await desk.Send("author", HttpMethod.Post, $"/rounds/{id}/actions/cancel", new { reason = "专家出差" }, ifMatch: "\"1\"", key: "off")).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await desk.Send("office", HttpMethod.Post, $"/rounds/{id}/actions/cancel", new { reason = "另有安排" }, ifMatch: "\"1\"")).Status);
        Assert.Single(Rung("inbox:city", id));
    }

    [Fact]
    public async Task Its_cases_go_on_and_may_be_planned_again()
    {
        var made = await desk.Do("author", "/rounds", desk.Soon([Patient("patient-again", 1)]));
        await desk.Do("author", $"/rounds/{Id(made)}/actions/cancel", new { reason = "专家出差" });
        Assert.Equal("submitted", (string)(await desk.Get("author", $"/consultations/{CaseOf(made, 0)}"))["state"]!);
        Assert.Equal(CaseOf(made, 0), CaseOf(await desk.Do("author", "/rounds", desk.Soon([Patient("patient-again", 1)])), 0));
    }

    private Task<string> In(string state, string name) => In(desk, state, $"patient-{name}");

    private static async Task<string> In(Desk desk, string state, string patient)
    {
        var id = Id(await desk.Do("author", "/rounds", desk.Soon([Patient(patient, 1)])));
        if (state is "taken" or "underway" or "finished") await desk.Do("lead", $"/rounds/{id}/actions/take");
        if (state is "underway" or "finished") await desk.Do("lead", $"/rounds/{id}/actions/start");
        if (state == "finished") await desk.Do("lead", $"/rounds/{id}/actions/finish");
        if (state == "cancelled") await desk.Do("author", $"/rounds/{id}/actions/cancel", new { reason = "网络中断" });
        return id;
    }

    private async Task<JsonNode> Row(string who, string path, string id) => (await desk.Get(who, path))["items"]!.AsArray().Single(i => Id(i!) == id)!;

    private static string[] Actions(JsonNode row) => [.. row["actions"]!.AsArray().Select(a => (string)a!)];

    private List<JsonNode> Rung(string topic, string id) =>
        [.. desk.ReadModel.Replay(topic, 0, 100_000).Where(r => r.Type == "roundCancelled").Select(r => JsonNode.Parse(r.DataJson)!).Where(d => (string)d["caseId"]! == id)];
}
