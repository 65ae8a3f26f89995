using System.Net;
using System.Text.Json.Nodes;
using Telemed.Contracts;

namespace Telemed.Recognition.Tests;

/// <summary>The check as a case, over HTTP.</summary>
public sealed class CheckTests(OpenDesk shared) : IClassFixture<OpenDesk>
{
    private Desk Desk => shared.Desk;

    [Fact]
    public async Task A_county_ct_of_last_week_stands_in_place_of_the_order()
    {
        var (id, result, _) = await Desk.Asked();
        var check = await Desk.Get("doctor", $"/recognition/checks/{id}");
        var item = check["items"]![0]!;
        Assert.Equal(("open", "recognisable", "alliance", "alliance"), ((string?)check["state"], (string?)item["verdict"], (string?)item["relation"], (string?)item["rule"]!["code"]));
        Assert.Equal(160m, (decimal?)item["fee"]);
        Assert.Equal((result, "county"), ((string?)item["candidates"]![0]!["resultId"], (string?)item["candidates"]![0]!["institutionId"]));
        var accepted = await Desk.Post("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "accept" });
        Assert.Equal(("decided", true), ((string?)accepted["state"], (bool)accepted["items"]![0]!["orderWithdrawn"]!));
        var step = Assert.Single(Steps(id, "accepted"));
        Assert.Equal((true, 160m, "county", "alliance", 1), (step.OrderCancelled, step.Fee, step.SourceId, step.Relation, step.DecisionNo));
        await Desk.Refused("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct }, 409, "accepted-instead");
    }

    [Fact]
    public async Task Looking_opens_the_study_to_the_ordering_institution_while_the_check_lives()
    {
        var (id, result, patient) = await Desk.Asked();
        Assert.DoesNotContain(Desk.Facts.Of<CaseAccessChanged>(), f => f.CaseId == id);
        await Desk.Post("doctor", $"/recognition/checks/{id}/views", new { resultId = result });
        await Desk.Post("doctor", $"/recognition/checks/{id}/views", new { resultId = result });
        var door = Assert.Single(Desk.Facts.Of<CaseAccessChanged>(), f => f.CaseId == id);
        Assert.Equal([["township"], ["1.2.3"], [result], ["county"]], new[] { door.InstitutionIds, door.StudyInstanceUids, door.ResultIds!, door.OwnerIds! });
        Assert.True(door.Open);
        Assert.Contains(Desk.Neighbours.Reads, r => r.PatientId == patient && r.What == "result" && r.CaseId == id);
        Assert.Single(Steps(id, "opened"));
        await Desk.Post("doctor", $"/recognition/checks/{id}/close");
        Assert.False(Desk.Facts.Of<CaseAccessChanged>().Last(f => f.CaseId == id).Open);
        await Desk.Refused("doctor", $"/recognition/checks/{id}/views", new { resultId = result }, 409, "illegal-transition");
    }

    [Fact]
    public async Task A_check_closes_by_itself()
    {
        using var folder = new Folder();
        await using var desk = await Desk.Open(folder.Path);
        var (id, result, _) = await desk.Asked();
        await desk.Post("doctor", $"/recognition/checks/{id}/views", new { resultId = result });
        desk.Time.Advance(TimeSpan.FromHours(71));
        Assert.Equal("open", (string?)(await desk.Get("doctor", $"/recognition/checks/{id}"))["state"]);
        desk.Time.Advance(TimeSpan.FromHours(1));
        var closed = desk.ReadModel.WaitFor(new("recognition", id), 3, new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        while (!closed.IsCompleted)   // the service may just have looked at the clock and lie down for a minute
        {
            desk.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAny(closed, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }
        await closed;
        Assert.Equal("closed", (string?)(await desk.Get("doctor", $"/recognition/checks/{id}"))["state"]);
        Assert.False(desk.Facts.Of<CaseAccessChanged>()[^1].Open);
    }

    [Fact]
    public async Task A_decline_needs_a_statutory_reason_and_the_explanation()
    {
        var (id, result, _) = await Desk.Asked();
        var path = $"/recognition/checks/{id}/decisions";
        await Desk.Refused("doctor", path, new { code = World.Ct, resultId = result, decision = "decline" }, 400, "reason-code-missing");
        await Desk.Refused("doctor", path, new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "why-not", explained = true }, 400, "reason-code-unknown");
        await Desk.Refused("doctor", path, new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "other", explained = true }, 400, "comment-missing");
        await Desk.Refused("doctor", path, new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "conditionChanged" }, 400, "explanation-missing");
        await Desk.Post("doctor", path, new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "conditionChanged", explained = true, comment = "头痛加重" });
        var ordered = await Desk.Post("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct, orderId = "O-2" });
        Assert.False((bool)ordered["items"]![0]!["ordered"]!["repeated"]!);
        Assert.Empty(Steps(id, "repeated"));
        Assert.Equal(("conditionChanged", 1), (Assert.Single(Steps(id, "ordered")).ReasonCode, Steps(id, "ordered")[0].DecisionNo));
        var sheet = await Desk.Get("doctor", $"/recognition/checks/{id}/explanation?code={World.Ct}");
        Assert.Equal(("conditionChanged", "国卫医发〔2022〕6号", "头痛加重", "名 county"),
            ((string?)sheet["reason"]!["code"], (string?)sheet["reason"]!["source"], (string?)sheet["comment"], (string?)sheet["prior"]!["institutionName"]));
    }

    [Fact]
    public async Task An_order_without_a_decision_goes_through_and_is_told()
    {
        var (id, _, _) = await Desk.Asked();
        var ordered = await Desk.Post("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct });
        Assert.True((bool)ordered["items"]![0]!["ordered"]!["repeated"]!);
        Assert.Equal(["prompted", "ordered", "repeated"], Desk.Facts.Steps.Where(s => s.CheckId == id).Select(s => s.Step));
        Assert.Contains(Desk.ReadModel.Replay("inbox:township", 0, 1000), r => r.Type == "recognitionRepeated" && r.DataJson.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_revoked_acceptance_lets_the_order_through()
    {
        var (id, result, _) = await Desk.Asked();
        await Desk.Post("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "accept" });
        await Desk.Refused("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "emergency", explained = true }, 409, "already-decided");
        await Desk.Refused("doctor", $"/recognition/checks/{id}/decisions/2/revoke", null, 400, "decision-unknown");
        var revoked = await Desk.Post("doctor", $"/recognition/checks/{id}/decisions/1/revoke", new { reason = "选错" });
        Assert.Equal(("open", false), ((string?)revoked["state"], (bool)revoked["items"]![0]!["orderWithdrawn"]!));
        Assert.True(Assert.Single(Steps(id, "revoked")).OrderCancelled);
        await Desk.Post("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct });
        await Desk.Refused("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "accept" }, 409, "already-ordered");
    }

    [Fact]
    public async Task Deferring_and_quoting_are_facts_of_their_own()
    {
        var (id, result, _) = await Desk.Asked();
        var deferred = await Desk.Post("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "defer" });
        Assert.Equal("decided", (string?)deferred["state"]);
        await Desk.Post("doctor", $"/recognition/checks/{id}/quotes", new { resultId = result, where = "首次病程记录" });
        var accepted = await Desk.Post("colleague", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "accept" });
        Assert.Equal(2, (int)accepted["items"]![0]!["decision"]!["no"]!);
        Assert.Equal(["prompted", "deferred", "quoted", "accepted"], Desk.Facts.Steps.Where(s => s.CheckId == id).Select(s => s.Step));
        var history = (await Desk.Get("doctor", $"/recognition/checks/{id}/history"))["items"]!.AsArray();
        Assert.Equal(["checked", "deferred", "quoted", "accepted", "orderWithdrawn"], history.Select(h => (string?)h!["type"]));
        Assert.Contains("头", (string?)history[1]!["text"]);
    }

    [Fact]
    public async Task In_an_emergency_the_result_is_a_reference_and_taking_it_withdraws_nothing()
    {
        var (id, result, _) = await Desk.Asked(context: new { emergency = true });
        var accepted = await Desk.Post("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "accept" });
        Assert.Equal(("referenceOnly", "emergency", false), ((string?)accepted["items"]![0]!["verdict"], (string?)accepted["items"]![0]!["rule"]!["code"], (bool)accepted["items"]![0]!["orderWithdrawn"]!));
        Assert.False(Assert.Single(Steps(id, "accepted")).OrderCancelled);
        await Desk.Post("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct });
        Assert.Empty(Steps(id, "repeated"));
    }

    [Fact]
    public async Task What_the_rules_forbid_cannot_be_accepted()
    {
        var (id, result, _) = await Desk.Asked(daysAgo: 45);
        await Desk.Refused("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "accept" }, 409, "not-recognisable");
        await Desk.Refused("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = "r-of-another", decision = "accept" }, 400, "result-unknown");
        await Desk.Refused("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Blood, resultId = result, decision = "accept" }, 400, "item-unknown");
        await Desk.Refused("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "maybe" }, 400, "invalid-input");
    }

    [Fact]
    public async Task Nothing_found_is_decided_at_once()
    {
        var check = await Desk.Post("doctor", "/recognition/checks", new { patientId = $"patient-{Guid.NewGuid():N}", items = new[] { new { code = World.Ct } } });
        Assert.Equal(("decided", "notRecognisable", "noPriorResult"), ((string?)check["state"], (string?)check["items"]![0]!["verdict"], (string?)check["items"]![0]!["rule"]!["code"]));
        Assert.Single(Steps((string)check["id"]!, "nothingFound"));
    }

    [Fact]
    public async Task Bad_input_is_named_field_by_field()
    {
        var (status, problem, _) = await Desk.Send("doctor", HttpMethod.Post, "/recognition/checks", new
        {
            items = new[] { new { code = "CT.HEAD.PLAIN" }, new { code = "CT.HEAD.PLAIN" } },
            context = new { interventions = new[] { new { kind = "prayer", at = World.Ten.AddDays(1) } } },
        });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["context.interventions[0].at", "context.interventions[0].kind", "items[1].code", "patientId"], problem!["errors"]!.AsObject().Select(e => e.Key).Order());
        var unknown = await Desk.Refused("doctor", "/recognition/checks", new { patientId = "patient-x", items = new[] { new { code = "CT.MOON" } } }, 400, "invalid-input");
        Assert.Equal("items[0].code", Assert.Single(unknown["errors"]!.AsObject()).Key);
        await Desk.Refused("doctor", "/recognition/checks", new { patientId = "nobody", items = new[] { new { code = World.Ct } } }, 400, "patient-unknown");
        await Desk.Refused("office", "/recognition/checks", new { patientId = "patient-x", items = new[] { new { code = World.Ct } } }, 403, "forbidden");
    }

    [Fact]
    public async Task Others_do_not_know_of_a_check_and_supervisors_see_no_patient()
    {
        var (id, result, patient) = await Desk.Asked();
        foreach (var stranger in new[] { "county-doctor", "city-doctor", "far-bureau", "auditor", "resident" })
            Assert.Equal(HttpStatusCode.NotFound, (await Desk.Send(stranger, HttpMethod.Get, $"/recognition/checks/{id}")).Status);
        await Desk.Post("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "other", comment = "只有本院知道", explained = true });
        foreach (var supervisor in new[] { "bureau", "insurer" })
        {
            var seen = await Desk.Get(supervisor, $"/recognition/checks/{id}");
            Assert.Equal("other", (string?)seen["items"]![0]!["decision"]!["reasonCode"]);
            var text = seen.ToJsonString() + await Desk.Get(supervisor, $"/recognition/checks/{id}/history");
            Assert.DoesNotContain(patient, text, StringComparison.Ordinal);
            Assert.DoesNotContain("只有本院知道", text, StringComparison.Ordinal);
            Assert.DoesNotContain("1.2.3", text, StringComparison.Ordinal);
            await Desk.Refused(supervisor, $"/recognition/checks/{id}/close", null, 403, "forbidden");
            Assert.Equal(HttpStatusCode.Forbidden, (await Desk.Send(supervisor, HttpMethod.Get, $"/recognition/checks/{id}/explanation?code={World.Ct}")).Status);
        }
    }

    [Fact]
    public async Task A_retry_makes_one_check_and_a_stale_reader_is_told()
    {
        var body = new { patientId = "patient-retry", items = new[] { new { code = World.Ct } } };
        var first = await Desk.Send("doctor", HttpMethod.Post, "/recognition/checks", body, key: "k1");
        var again = await Desk.Send("doctor", HttpMethod.Post, "/recognition/checks", body, key: "k1");
        Assert.Equal((string?)first.Body!["id"], (string?)again.Body!["id"]);
        var other = await Desk.Send("doctor", HttpMethod.Post, "/recognition/checks", new { patientId = "patient-else", items = body.items }, key: "k1");
        Assert.Equal((HttpStatusCode.Conflict, "idempotency-key-reused"), (other.Status, (string?)other.Body!["code"]));
        var (id, result, _) = await Desk.Asked();
        await Desk.Post("doctor", $"/recognition/checks/{id}/views", new { resultId = result });
        var stale = await Desk.Send("doctor", HttpMethod.Post, $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "accept" }, ifMatch: "\"1\"");
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale-version"), (stale.Status, (string?)stale.Body!["code"]));
    }

    [Fact]
    public async Task Lists_show_each_caller_what_is_theirs()
    {
        using var folder = new Folder();
        await using var desk = await Desk.Open(folder.Path);
        var (id, result, patient) = await desk.Asked();
        await desk.Post("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "accept" });
        await desk.Asked();
        Assert.Equal(2, (await Items(desk, "doctor", "box=mine")).Count);
        Assert.Empty(await Items(desk, "colleague", "box=mine"));
        Assert.Equal(2, (await Items(desk, "colleague", "box=institution")).Count);
        Assert.Equal(id, (string?)Assert.Single(await Items(desk, "office", "box=institution&state=decided"))!["id"]);
        var supervised = await Items(desk, "bureau", "box=supervised");
        Assert.Equal(2, supervised.Count);
        Assert.All(supervised, row => Assert.Null(row!["patient"]));
        Assert.Equal(id, (string?)Assert.Single(await Items(desk, "colleague", $"patientId={patient}"))!["id"]);
        Assert.Empty(await Items(desk, "city-doctor", $"patientId={patient}"));
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Send("doctor", HttpMethod.Get, "/recognition/checks?box=supervised")).Status);
        var page = await desk.Get("doctor", "/recognition/checks?box=mine&limit=1");
        Assert.Single((await desk.Get("doctor", $"/recognition/checks?box=mine&limit=1&cursor={(string?)page["next"]}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Paediatrics_gets_half_the_time_and_a_quiet_panel()
    {
        var patient = $"patient-{Guid.NewGuid():N}";
        Desk.Had(World.Result($"r{Guid.NewGuid():N}", daysAgo: 20, patient: patient));
        var body = new { patientId = patient, items = new[] { new { code = World.Ct } } };
        var child = await Desk.Post("paediatrician", "/recognition/checks", body);
        var adult = await Desk.Post("doctor", "/recognition/checks", body);
        Assert.Equal((true, "windowPassed"), ((bool)child["quiet"]!, (string?)child["items"]![0]!["rule"]!["code"]));
        Assert.Equal((false, "alliance"), ((bool)adult["quiet"]!, (string?)adult["items"]![0]!["rule"]!["code"]));
    }

    private static async Task<JsonArray> Items(Desk desk, string who, string query) => (await desk.Get(who, $"/recognition/checks?{query}"))["items"]!.AsArray();

    private RecognitionStep[] Steps(string id, string step) => [.. Desk.Facts.Steps.Where(s => s.CheckId == id && s.Step == step)];
}
