using System.Net;

namespace Telemed.Referrals.Tests;

/// <summary>What HTTP answers to whom.</summary>
public sealed class DoorsTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private readonly Desk desk = shared.Desk;

    [Fact]
    public async Task A_stale_page_is_412_and_changes_nothing()
    {
        var id = await desk.File();
        await desk.Act("office", id, "accept");
        var (status, problem, _) = await desk.Send("office", HttpMethod.Post, $"/referrals/{id}/actions/arrive", new { }, ifMatch: "\"1\"");
        Assert.Equal((HttpStatusCode.PreconditionFailed, 2), (status, (int)problem!["version"]!));
        Assert.Equal("accepted", await desk.State("office", id));
    }

    [Fact]
    public async Task The_wrong_hand_is_403_a_stranger_404_and_the_wrong_moment_409_with_the_legal_actions()
    {
        var id = await desk.File();
        await desk.Refused("author", id, "accept", null, 403, "forbidden");
        await desk.Refused("stranger", id, "accept", null, 404, "not-found");
        var illegal = await desk.Refused("office", id, "admit", null, 409, "illegal-transition");
        Assert.Contains("accept", illegal["legalActions"]!.AsArray().Select(a => (string)a!));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("author", HttpMethod.Get, "/referrals/nothing")).Status);
    }

    [Fact]
    public async Task The_same_key_and_body_gives_the_same_answer_and_makes_one_case()
    {
        var body = Desk.Body();
        var first = await desk.Send("author", HttpMethod.Post, "/referrals", body, key: "k1");
        var again = await desk.Send("author", HttpMethod.Post, "/referrals", body, key: "k1");
        Assert.Equal((HttpStatusCode.Created, (string)first.Body!["id"]!), (again.Status, (string)again.Body!["id"]!));
    }

    [Fact]
    public async Task Missing_fields_are_named_all_at_once_and_bad_ones_too()
    {
        var body = Desk.Body();
        body.Remove("to");
        body["summary"] = null;
        var (status, problem, _) = await desk.Send("author", HttpMethod.Post, "/referrals", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Superset(new HashSet<string> { "to.institutionId", "to.department", "summary.impression" }, problem!["errors"]!.AsObject().Select(e => e.Key).ToHashSet());
        body["lane"] = "fast";
        (status, problem, _) = await desk.Send("author", HttpMethod.Post, "/referrals", body);
        Assert.Equal((HttpStatusCode.BadRequest, "unknown"), (status, (string)problem!["errors"]!["lane"]![0]!["code"]!));
        body["lane"] = "routine";
    }

    [Fact]
    public async Task A_draft_is_the_asking_sides_alone_and_is_sent_when_complete()
    {
        var body = Desk.Body(submit: false);
        body.Remove("to");
        var id = await desk.File(body);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("office", HttpMethod.Get, $"/referrals/{id}")).Status);
        await desk.Refused("author", id, "submit", null, 400, "receiver-missing");
        await desk.Refused("colleague", id, "edit", Desk.Body(), 403, "forbidden");
        body["to"] = new System.Text.Json.Nodes.JsonObject { ["institutionId"] = "county", ["department"] = "内科" };
        await desk.Act("author", id, "edit", body);
        Assert.Equal("submitted", (string)(await desk.Act("author", id, "submit"))["state"]!);
    }

    [Fact]
    public async Task An_authority_knows_of_the_case_and_reads_nothing_of_the_patient()
    {
        var id = await desk.File();
        var seen = await desk.Get("bureau", $"/referrals/{id}");
        Assert.Equal("submitted", (string)seen["state"]!);
        Assert.All(new[] { "patientId", "patient", "summary", "diagnoses", "consent", "studies" }, member => Assert.Null(seen[member]));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("far-bureau", HttpMethod.Get, $"/referrals/{id}")).Status);
        var row = (await desk.Get("bureau", "/referrals?box=supervised&limit=200"))["items"]!.AsArray().Single(i => (string)i!["id"]! == id);
        Assert.Null(row!["patient"]);
        await desk.Refused("bureau", id, "accept", null, 403, "forbidden");
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Send("bureau", HttpMethod.Get, "/referrals?box=incoming")).Status);
    }

    [Fact]
    public async Task A_resident_reads_the_own_case_and_the_look_is_on_record()
    {
        var id = await desk.File(Desk.Body(patient: "patient-own"));
        Assert.Equal("patient-own", (string)(await desk.Get("resident", $"/referrals/{id}"))["patientId"]!);
        Assert.Contains(desk.Neighbours.Reads, r => r is { PatientId: "patient-own", Purpose: "ownRecord" } && r.CaseId == id);
        Assert.Contains(id, (await desk.Get("resident", "/referrals"))["items"]!.AsArray().Select(i => (string)i!["id"]!));
        Assert.Empty((await desk.Send("resident", HttpMethod.Get, $"/referrals/{id}/actions")).Body!.AsArray());
        await desk.Act("author", id, "withdraw");
    }

    [Fact]
    public async Task What_may_be_done_comes_with_needs_and_reasons()
    {
        var id = await desk.File();
        var actions = (await desk.Get("office", $"/referrals/{id}/actions")).AsArray();
        Assert.Equal(["requestInfo", "accept", "decline", "recordDeath"], actions.Select(a => (string)a!["action"]!));
        var decline = actions.Single(a => (string)a!["action"]! == "decline")!;
        Assert.Contains("treatableBelow", decline["reasons"]!.AsArray().Select(r => (string)r!["code"]!));
        Assert.DoesNotContain("notStable", decline["reasons"]!.AsArray().Select(r => (string)r!["code"]!));
    }

    [Fact]
    public async Task Lists_follow_every_step_through_their_stages()
    {
        var id = await desk.File(Desk.Body("emergency"));
        await In("outgoing", "author", "waiting");
        await In("incoming", "office", "waiting");
        await desk.Act("office", id, "accept");
        await In("outgoing", "author", "accepted");
        await desk.Act("author", id, "depart");
        await In("incoming", "office", "moving");
        await desk.Act("office", id, "arrive");
        await desk.Act("doctor", id, "admit");
        await In("incoming", "office", "underCare");
        await desk.Act("doctor", id, "complete", new { summary = new { diagnosis = "a", course = "b", plan = "c" } });
        await In("incoming", "office", "underCare");
        var down = (string)(await desk.Act("doctor", id, "returnDown", new { plan = new { medication = "a" } }))["returnedBy"]!["id"]!;
        await In("incoming", "office", "returning");
        await desk.Act("author", down, "receive");
        await desk.Act("author", down, "followUp", new { findings = "好" });
        await desk.Act("author", id, "close");
        await In("outgoing", "author", "ended");
        await desk.Act("author", down, "close");
        var counts = await desk.Get("author", "/referrals/counts?box=outgoing");
        Assert.True((int)counts["byState"]!["closed"]! >= 1 && (int)counts["byStage"]!["ended"]! >= 1);

        async Task In(string box, string who, string stage)
        {
            var row = (await desk.Get(who, $"/referrals?box={box}&stage={stage}&lane=emergency&direction=up&limit=200"))["items"]!.AsArray().Single(i => (string)i!["id"]! == id);
            Assert.Equal(stage, (string)row!["stage"]!);
        }
    }

    [Fact]
    public async Task The_vocabulary_of_the_region_comes_by_direction()
    {
        var down = await desk.Get("author", "/referrals/vocabulary?direction=down");
        Assert.Contains("stable", down["reasons"]!.AsArray().Select(r => (string)r!["code"]!));
        Assert.DoesNotContain("critical", down["reasons"]!.AsArray().Select(r => (string)r!["code"]!));
        Assert.Contains(((await desk.Get("author", "/referrals/vocabulary?direction=up"))["criteria"]!).AsArray(), c => (bool)c!["markers"]! && ((string)c["source"]!).Length > 0);
    }
}
