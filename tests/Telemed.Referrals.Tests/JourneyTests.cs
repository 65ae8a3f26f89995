using System.Net;
using System.Text.Json.Nodes;
using Telemed.Contracts;

namespace Telemed.Referrals.Tests;

/// <summary>Whole ways of patients, over HTTP.</summary>
public sealed class JourneyTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private static readonly object Plan = new
    {
        medication = "阿司匹林 100mg qd",
        rehabilitation = "肢体训练",
        warningSigns = "再发无力立即就诊",
        followUps = new[] { new { dueOn = "2026-11-30", what = "测血压" }, new { dueOn = "2026-12-14", what = "复查血脂" } },
    };

    private readonly Desk desk = shared.Desk;

    [Fact]
    public async Task An_emergency_goes_up_is_turned_elsewhere_treated_returned_and_its_loop_closed()
    {
        var id = await desk.File(Desk.Body("emergency"));
        await desk.Act("author", id, "depart", new { transport = new { mode = "ambulance", escort = "护士一名" } });
        Assert.Equal("declined", (string)(await desk.Act("office", id, "decline", new { reasonCode = "noBed", alternative = "city" }))["state"]!);
        Assert.Equal("名city", (string)(await desk.Get("author", $"/referrals/{id}"))["declined"]!["alternativeName"]!);
        var turned = await desk.Act("author", id, "redirect", new { to = new { institutionId = "city", department = "神经内科" } });
        Assert.Equal(("inTransit", "city"), ((string)turned["state"]!, (string)turned["to"]!["institutionId"]!));
        Assert.Equal("noBed", (string)turned["previous"]![0]!["reasonCode"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("office", HttpMethod.Get, $"/referrals/{id}")).Status);
        await desk.Act("city-office", id, "accept");
        await desk.Act("city-office", id, "arrive");
        await desk.Act("city-doctor", id, "admit", new { ward = "卒中单元", admissionNumber = "A-7" });
        await desk.Act("city-doctor", id, "complete", new { summary = new { diagnosis = "脑梗死", course = "溶栓后好转", plan = "抗血小板" } });
        var returned = await desk.Act("city-doctor", id, "returnDown", new { plan = Plan });
        var down = (string)returned["returnedBy"]!["id"]!;
        Assert.Equal(("completed", "submitted"), ((string)returned["state"]!, (string)returned["returnedBy"]!["state"]!));
        var back = await desk.Get("author", $"/referrals/{down}");
        Assert.Equal(("down", "township", id), ((string)back["direction"]!, (string)back["to"]!["institutionId"]!, (string)back["returnOf"]!["id"]!));
        Assert.Equal("某人家属", (string)back["consent"]!["signedBy"]!);
        await desk.Refused("author", id, "close", null, 409, "loop-open");
        await desk.Act("author", down, "receive");
        await desk.Refused("author", id, "close", null, 409, "loop-open");
        Assert.Contains(down, (await desk.Get("author", "/referrals?box=followUp"))["items"]!.AsArray().Select(i => (string)i!["id"]!));
        await desk.Act("author", down, "followUp", new { findings = "血压 130/80，肌力好转" });
        await desk.Act("author", id, "rate", new { score = 5 });
        Assert.Equal("closed", (string)(await desk.Act("author", id, "close"))["state"]!);
        Assert.Equal("closed", (string)(await desk.Act("author", down, "close"))["state"]!);
        var history = (await desk.Get("author", $"/referrals/{id}/history"))["items"]!.AsArray().Select(i => (string)i!["type"]!);
        Assert.Superset(new HashSet<string> { "submitted", "departed", "declined", "redirected", "accepted", "arrived", "admitted", "completed", "returnedDown", "returnReceived", "returnFollowedUp", "closed" }, history.ToHashSet());
    }

    [Fact]
    public async Task A_down_referral_that_names_the_case_it_answers_is_its_return()
    {
        var id = await UnderCare(null, "I10");
        var patient = (string)(await desk.Get("doctor", $"/referrals/{id}"))["patientId"]!;
        JsonObject Return(string patientId, string direction = "down", bool submit = true) => new()
        {
            ["direction"] = direction,
            ["lane"] = "routine",
            ["patientId"] = patientId,
            ["returnOf"] = id,
            ["submit"] = submit,
            ["diagnoses"] = new JsonArray(new JsonObject { ["text"] = "高血压" }),
            ["summary"] = new JsonObject { ["treatment"] = "调药后平稳" },
            ["plan"] = new JsonObject { ["medication"] = "氨氯地平" },
        };
        foreach (var (body, field) in new[]
        {
            (Return("somebody-else"), "patientId"), (Return(patient, "up"), "direction"), (Return(patient, submit: false), "submit"),
            (new JsonObject(Return(patient).Where(m => m.Key != "plan").Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))), "plan"),
            (new JsonObject(Return(patient).Select(m => KeyValuePair.Create(m.Key, m.Key == "returnOf" ? "nothing" : m.Value?.DeepClone()))), "returnOf"),
        })
        {
            var (status, problem, _) = await desk.Send("doctor", HttpMethod.Post, "/referrals", body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.NotNull(problem!["errors"]![field]);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Send("author", HttpMethod.Post, "/referrals", Return(patient))).Status);   // who sent the patient up does not send them back

        var (made, down, _) = await desk.Send("doctor", HttpMethod.Post, "/referrals", Return(patient), key: "back");

        Assert.Equal(HttpStatusCode.Created, made);
        Assert.Equal(("down", "submitted", id), ((string)down!["direction"]!, (string)down["state"]!, (string)down["returnOf"]!["id"]!));
        Assert.Equal((string)down["id"]!, (string)(await desk.Get("author", $"/referrals/{id}"))["returnedBy"]!["id"]!);
        var (_, again, _) = await desk.Send("doctor", HttpMethod.Post, "/referrals", Return(patient), key: "back");
        Assert.Equal((string)down["id"]!, (string)again!["id"]!);
        Assert.Equal(HttpStatusCode.Conflict, (await desk.Send("doctor", HttpMethod.Post, "/referrals", Return(patient))).Status);
    }

    [Fact]
    public async Task The_contracted_family_doctor_receives_by_default()
    {
        var patient = $"patient-{Guid.NewGuid():N}";
        desk.Neighbours.FamilyDoctors[patient] = "p-family";
        var id = await UnderCare(patient);
        var returned = await desk.Act("doctor", id, "returnDown", new { plan = Plan, summary = new { diagnosis = "高血压", course = "调药", plan = "随访" } });
        var down = await desk.Get("family", $"/referrals/{(string)returned["returnedBy"]!["id"]!}");
        Assert.Equal(("neighbour", "全科", "p-family"), ((string)down["to"]!["institutionId"]!, (string)down["to"]!["department"]!, (string)down["receiver"]!["practitionerId"]!));
        Assert.Contains((string)down["id"]!, (await desk.Get("family", "/referrals?box=mine"))["items"]!.AsArray().Select(i => (string)i!["id"]!));
    }

    [Fact]
    public async Task A_plan_without_days_gets_the_follow_up_of_the_disease()
    {
        var id = await UnderCare(null, "I10");
        var returned = await desk.Act("doctor", id, "returnDown", new { plan = new { medication = "氨氯地平" }, summary = new { diagnosis = "高血压", course = "调药", plan = "随访" } });
        var task = Assert.Single(returned["plan"]!["followUps"]!.AsArray());
        Assert.Equal("2026-12-07", (string)task!["dueOn"]!);
    }

    [Fact]
    public async Task A_return_that_ends_early_may_be_made_again()
    {
        var id = await UnderCare();
        var summary = new { diagnosis = "脑梗死", course = "好转", plan = "随访" };
        var first = (string)(await desk.Act("doctor", id, "returnDown", new { plan = Plan, summary }))["returnedBy"]!["id"]!;
        await desk.Refused("doctor", id, "returnDown", new { plan = Plan, summary }, 409, "illegal-transition");
        await desk.Act("doctor", first, "withdraw");
        var second = (string)(await desk.Act("doctor", id, "returnDown", new { plan = Plan, summary }))["returnedBy"]!["id"]!;
        Assert.NotEqual(first, second);
        await desk.Act("author", second, "receive");
        await desk.Act("author", second, "followUp", new { waive = new { reason = "患者迁往外地" } });
        Assert.Equal("closed", (string)(await desk.Act("author", id, "close"))["state"]!);
    }

    [Fact]
    public async Task A_cancellation_after_acceptance_needs_the_other_side()
    {
        var id = await desk.File();
        await desk.Act("office", id, "accept", new { bedId = "bed-2" });
        await desk.Refused("author", id, "withdraw", null, 409, "illegal-transition");
        await desk.Act("author", id, "cancel", new { reason = "患者拒绝转诊" });
        await desk.Refused("author", id, "confirmCancel", new { agree = true }, 403, "forbidden");
        Assert.Equal("reserved", (string)(await desk.Act("office", id, "confirmCancel", new { agree = false }))["state"]!);
        await desk.Act("office", id, "cancel", new { reason = "停电" });
        Assert.Equal("cancelled", (string)(await desk.Act("author", id, "confirmCancel", new { agree = true }))["state"]!);
        var other = await desk.File();
        await desk.Act("office", other, "accept", new { bedId = "bed-2" });
        await desk.Act("author", other, "cancel", new { reason = "x" });
        await desk.Act("office", other, "confirmCancel", new { agree = true });
    }

    [Fact]
    public async Task The_same_bed_is_had_once_and_the_other_is_told_what_is_free()
    {
        string[] ids = [await desk.File(), await desk.File(), await desk.File(), await desk.File()];
        var answers = await Task.WhenAll(ids.Select(id => desk.Send("office", HttpMethod.Post, $"/referrals/{id}/actions/accept", new { bedId = "bed-5" })));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        var taken = answers.Where(a => a.Status != HttpStatusCode.OK).ToArray();
        Assert.All(taken, a =>
        {
            Assert.Equal((HttpStatusCode.Conflict, "capacity-taken"), (a.Status, (string)a.Body!["code"]!));
            Assert.DoesNotContain("bed-5", a.Body["nextFree"]!.AsArray().Select(p => (string)p!["id"]!));
        });
        var states = await Task.WhenAll(ids.Select(id => desk.State("author", id)));   // nothing half done
        Assert.Equal(["reserved", "submitted", "submitted", "submitted"], states.Order());
        Assert.Single(desk.Facts.Of<CapacityHeld>(), h => h is { CapacityId: "bed-5", Held: true });
    }

    [Fact]
    public async Task A_slot_kept_for_primary_care_is_refused_by_its_own_name()
    {
        var id = await desk.File();
        await desk.Refused("office", id, "accept", new { slotId = "slot-9" }, 409, "capacity-reserved");
        await desk.Refused("office", id, "accept", new { slotId = "bed-1" }, 400, "capacity-unknown");
        await desk.Refused("office", id, "accept", new { bedId = "nothing" }, 400, "capacity-unknown");
    }

    [Fact]
    public async Task A_live_case_of_the_department_names_itself_and_a_declined_one_blocks_nothing()
    {
        var patient = $"patient-{Guid.NewGuid():N}";
        var first = await desk.File(Desk.Body(patient: patient));
        var (status, problem, _) = await desk.Send("author", HttpMethod.Post, "/referrals", Desk.Body(patient: patient));
        Assert.Equal((HttpStatusCode.Conflict, "live-case-exists", first), (status, (string)problem!["code"]!, (string)problem["existingId"]!));
        var live = await desk.Get("colleague", $"/referrals/live?patientId={patient}&direction=up&department=内科");
        Assert.Equal(first, (string)live["items"]!.AsArray().Single()!["id"]!);
        var hidden = await desk.Get("stranger", $"/referrals/live?patientId={patient}");
        Assert.Equal((0, 1), (hidden["items"]!.AsArray().Count, (int)hidden["elsewhere"]!));
        await desk.Act("office", first, "decline", new { reasonCode = "noBed" });
        var second = await desk.File(Desk.Body(patient: patient));
        await desk.Refused("author", first, "contest", new { reason = "病情加重" }, 409, "live-case-exists");
        await desk.Act("author", second, "withdraw");
        await desk.Act("author", first, "contest", new { reason = "病情加重" });
        await desk.Act("office", first, "decline", new { reasonCode = "noBed" });
        await desk.Refused("author", first, "contest", new { reason = "再次" }, 409, "illegal-transition");
    }

    [Fact]
    public async Task Who_is_admitted_elsewhere_leaves_an_explained_end_behind()
    {
        var patient = $"patient-{Guid.NewGuid():N}";
        var orphan = await desk.File(Desk.Body(patient: patient, department: "外科"));
        var id = await UnderCare(patient);
        await Until(async () => await desk.State("author", orphan) == "closed");
        var view = await desk.Get("author", $"/referrals/{orphan}");
        Assert.Equal(("admittedElsewhere", id), ((string)view["closedBy"]!["reason"]!, (string)view["closedBy"]!["caseId"]!));
        Assert.Contains("名county", (string)view["closedBy"]!["text"]!, StringComparison.Ordinal);
        Assert.Contains(desk.Facts.Steps, s => s.CaseId == orphan && s is { Step: "closedItself", Detail: "admittedElsewhere" });
    }

    [Fact]
    public async Task A_death_ends_what_else_is_open_for_the_patient()
    {
        var patient = $"patient-{Guid.NewGuid():N}";
        var other = await desk.File(Desk.Body(patient: patient, department: "外科"));
        var id = await desk.File(Desk.Body(patient: patient));
        await desk.Act("author", id, "recordDeath", new { at = World.Ten, cause = "心源性猝死" });
        await Until(async () => await desk.State("author", other) == "closed");
    }

    [Fact]
    public async Task A_consultation_leads_to_a_referral_only_when_its_requester_said_so()
    {
        var body = Desk.Body();
        body["consultationId"] = "consultation-1";
        var patient = (string)body["patientId"]!;
        Assert.Equal("consultation-not-converted", await Code(body));
        desk.Neighbours.Converted["consultation-1"] = new(patient, "city", null);
        Assert.Equal("consultation-not-converted", await Code(body));
        desk.Neighbours.Converted["consultation-1"] = new("patient-other", "township", null);
        Assert.Equal("consultation-not-converted", await Code(body));
        desk.Neighbours.Converted["consultation-1"] = new(patient, "township", null);
        await desk.File(body);
        body["patientId"] = patient;
        body["to"]!["department"] = "外科";
        var (status, problem, _) = await desk.Send("author", HttpMethod.Post, "/referrals", body);
        Assert.Equal((HttpStatusCode.Conflict, "consultation-already-referred"), (status, (string)problem!["code"]!));
    }

    [Fact]
    public async Task Nearer_receivers_come_first_and_are_offered()
    {
        var body = Desk.Body(to: "province", department: "神经内科");
        var (status, problem, _) = await desk.Send("author", HttpMethod.Post, "/referrals", body);
        Assert.Equal((HttpStatusCode.Conflict, "nearer-receiver-first"), (status, (string)problem!["code"]!));
        Assert.Equal(["county", "city"], problem["alternatives"]!.AsArray().Select(a => (string)a!["institutionId"]!));
        body["relationReason"] = "县市两级均无取栓条件";
        await desk.File(body);
        var list = (await desk.Get("author", "/referrals/receivers?direction=up"))["items"]!.AsArray();
        Assert.Equal(["county", "city", "other-county", "province", "far"], list.Select(i => (string)i!["id"]!));
        Assert.Equal(["alliance", "agreement", "sameCity", "sameCity", "crossCity"], list.Select(i => (string)i!["relation"]!));
        Assert.Equal([false, false, true, true, true], list.Select(i => (bool)i!["needsReason"]!));
    }

    private async Task<string?> Code(JsonObject body) => (string?)(await desk.Send("author", HttpMethod.Post, "/referrals", body)).Body!["code"];

    private async Task<string> UnderCare(string? patient = null, string diagnosis = "I63.9")
    {
        var body = Desk.Body(patient: patient);
        body["diagnoses"]![0]!["code"] = diagnosis;
        var id = await desk.File(body);
        await desk.Act("office", id, "accept");
        await desk.Act("author", id, "depart");
        await desk.Act("office", id, "arrive");
        await desk.Act("doctor", id, "admit", new { ward = "一病区" });
        return id;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 200 && !await condition(); i++) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        Assert.True(await condition());
    }
}
