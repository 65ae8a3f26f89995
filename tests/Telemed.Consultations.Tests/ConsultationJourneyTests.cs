using System.Net;
using System.Text.Json.Nodes;

namespace Telemed.Consultations.Tests;

/// <summary>Cases over HTTP, from the request to the end.</summary>
public sealed class ConsultationJourneyTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private readonly Desk desk = shared.Desk;

    [Fact]
    public async Task A_township_asks_and_a_specialist_answers()
    {
        var (status, made, etag) = await desk.Send("author", HttpMethod.Post, "/consultations", Desk.Body(patient: "patient"));
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("\"1\"", etag);
        var id = (string)made!["id"]!;
        Assert.Equal("submitted", (string)made["state"]!);
        Assert.Equal("某人", (string)made["consent"]!["signedBy"]!);
        Assert.NotEmpty(made["clocks"]!.AsArray());

        await desk.Do("office", $"/consultations/{id}/actions/accept", new { });
        await desk.Do("office", $"/consultations/{id}/actions/assign", new { practitionerIds = new[] { "p1" }, lead = "p1" });
        await desk.Do("lead", $"/consultations/{id}/actions/draftOpinion", new { opinion = new { findings = "低密度影", diagnoses = new[] { new { text = "脑梗死" } }, advice = "溶栓评估" } });
        Assert.NotNull((await desk.Get("lead", $"/consultations/{id}"))["draft"]);
        foreach (var other in new[] { "author", "office", "bystander", "resident" })
            Assert.Null((await desk.Get(other, $"/consultations/{id}"))["draft"]);

        Assert.Equal(HttpStatusCode.Unauthorized, (await desk.Send("lead", HttpMethod.Post, $"/consultations/{id}/actions/sign", new { password = "wrong" })).Status);
        await desk.Do("lead", $"/consultations/{id}/actions/sign", new { password = "secret" });
        var read = await desk.Get("author", $"/consultations/{id}");
        Assert.Equal("released", (string)read["state"]!);
        Assert.Equal("脑梗死", (string)read["opinions"]![0]!["diagnoses"]![0]!["text"]!);
        Assert.True((bool)read["opinions"]![0]!["signatures"]![0]!["valid"]!);
        Assert.Equal("invitingDecides", (string)read["opinions"]![0]!["responsibility"]!);

        await desk.Do("author", $"/consultations/{id}/actions/adopt", new { decision = "adopted" });
        await desk.Do("author", $"/consultations/{id}/actions/followUp", new { findings = "好转" });
        await desk.Do("author", $"/consultations/{id}/actions/rate", new { score = 5 });
        await desk.Do("author", $"/consultations/{id}/actions/close");
        Assert.Equal("closed", (string)(await desk.Get("author", $"/consultations/{id}"))["state"]!);
        Assert.Contains(desk.Neighbours.Reads, r => r.Caller.AccountId == "author" && r.CaseId == id);
    }

    [Fact]
    public async Task A_session_is_held_and_both_must_sign_a_multidisciplinary_opinion()
    {
        var id = await desk.File("mdt", mode: "synchronous");
        await desk.Do("office", $"/consultations/{id}/actions/accept");
        await desk.Do("office", $"/consultations/{id}/actions/assign", new { practitionerIds = new[] { "p1", "p2" }, lead = "p1" });
        await desk.Do("office", $"/consultations/{id}/actions/schedule", new { start = World.Ten.AddHours(1), end = World.Ten.AddHours(2), room = "一号" });
        await desk.Do("lead", $"/consultations/{id}/actions/startSession");
        await desk.Do("lead", $"/consultations/{id}/actions/finishSession");
        await desk.Do("expert", $"/consultations/{id}/actions/draftOpinion", new { opinion = new { findings = "共识" } });
        Assert.Equal("opinionDraft", (string)(await desk.Do("lead", $"/consultations/{id}/actions/sign", new { password = "secret" }))["state"]!);
        Assert.Empty((await desk.Get("author", $"/consultations/{id}"))["opinions"]!.AsArray());
        Assert.Equal("released", (string)(await desk.Do("expert", $"/consultations/{id}/actions/sign", new { password = "secret" }))["state"]!);
    }

    [Fact]
    public async Task An_amendment_is_a_new_version_and_the_old_one_stays()
    {
        var id = await Released();
        await desk.Do("lead", $"/consultations/{id}/actions/amend", new { reason = "侧别有误", opinion = new { findings = "左侧" } });
        Assert.Equal("原文", (string)(await desk.Get("author", $"/consultations/{id}"))["opinions"]![0]!["findings"]!);
        await desk.Do("lead", $"/consultations/{id}/actions/sign", new { password = "secret" });
        var opinions = (await desk.Get("author", $"/consultations/{id}"))["opinions"]!.AsArray();
        Assert.Equal(["原文", "左侧"], opinions.Select(o => (string)o!["findings"]!));
        Assert.Equal(1, (int)opinions[1]!["amends"]!);
        Assert.All(opinions, o => Assert.True((bool)o!["signatures"]![0]!["valid"]!));
    }

    [Fact]
    public async Task Who_has_no_tie_to_a_case_cannot_know_of_it()
    {
        var id = await desk.File();
        foreach (var who in new[] { "stranger", "far-bureau", "auditor", "admin" })
            foreach (var path in new[] { "", "/actions", "/history" })
                Assert.Equal(HttpStatusCode.NotFound, (await desk.Send(who, HttpMethod.Get, $"/consultations/{id}{path}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("stranger", HttpMethod.Post, $"/consultations/{id}/actions/accept")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("author", HttpMethod.Get, "/consultations/nothing")).Status);
    }

    [Fact]
    public async Task Supervision_sees_the_case_and_not_the_patient()
    {
        var id = await desk.File();
        var seen = await desk.Get("bureau", $"/consultations/{id}");
        Assert.Equal("submitted", (string)seen["state"]!);
        foreach (var hidden in new[] { "patient", "patientId", "reason", "summary", "studies", "consent", "opinions" }) Assert.Null(seen[hidden]);
        Assert.DoesNotContain("头晕", (await desk.Get("bureau", $"/consultations/{id}/history")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_illegal_step_names_the_legal_ones_and_a_wrong_role_is_forbidden()
    {
        var id = await desk.File();
        var (status, problem, _) = await desk.Send("author", HttpMethod.Post, $"/consultations/{id}/actions/close", language: "en");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("illegal-transition", (string)problem!["code"]!);
        Assert.Equal("Not possible in the present state", (string)problem["title"]!);
        Assert.Contains("accept", problem["legalActions"]!.AsArray().Select(a => (string)a!));
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Send("author", HttpMethod.Post, $"/consultations/{id}/actions/accept")).Status);
    }

    [Fact]
    public async Task The_offered_actions_are_those_of_the_table()
    {
        var id = await desk.File();
        var office = (await desk.Get("office", $"/consultations/{id}/actions")).AsArray();
        Assert.Equal(["requestInfo", "accept", "decline"], office.Select(a => (string)a!["action"]!));
        Assert.Contains(office.Single(a => (string)a!["action"]! == "decline")!["reasons"]!.AsArray(), r => (string)r!["code"]! == "other" && (bool)r["commentRequired"]!);
        Assert.Equal(["withdraw"], (await desk.Get("author", $"/consultations/{id}/actions")).AsArray().Select(a => (string)a!["action"]!));
    }

    [Fact]
    public async Task A_stale_version_and_a_reused_key_are_refused_and_a_retry_gets_the_same_answer()
    {
        var body = Desk.Body();
        var (_, first, _) = await desk.Send("author", HttpMethod.Post, "/consultations", body, key: "k1");
        var (status, again, _) = await desk.Send("author", HttpMethod.Post, "/consultations", body, key: "k1");
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal((string)first!["id"]!, (string)again!["id"]!);
        var id = (string)first["id"]!;
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await desk.Send("office", HttpMethod.Post, $"/consultations/{id}/actions/accept", ifMatch: "\"7\"")).Status);
        Assert.Equal(HttpStatusCode.OK, (await desk.Send("office", HttpMethod.Post, $"/consultations/{id}/actions/accept", ifMatch: "\"1\"", key: "k2")).Status);
        var (repeated, view, etag) = await desk.Send("office", HttpMethod.Post, $"/consultations/{id}/actions/accept", key: "k2");
        Assert.Equal((HttpStatusCode.OK, "accepted", "\"2\""), (repeated, (string)view!["state"]!, etag));
    }

    [Fact]
    public async Task A_second_live_case_of_the_kind_is_told_of_the_first_until_it_is_answered()
    {
        var id = await desk.File(patient: "patient-twice");
        var (status, problem, _) = await desk.Send("author", HttpMethod.Post, "/consultations", Desk.Body(patient: "patient-twice"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal(("live-case-exists", id), ((string)problem!["code"]!, (string)problem["existingId"]!));
        await desk.File("advice", patient: "patient-twice");
        await desk.Do("author", $"/consultations/{id}/actions/withdraw");
        await desk.File(patient: "patient-twice");
    }

    [Fact]
    public async Task Bad_input_is_told_field_by_field()
    {
        var (status, problem, _) = await desk.Send("author", HttpMethod.Post, "/consultations", new { kind = "dance", mode = "synchronous", studies = new[] { "" } });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["kind", "patientId", "studies", "urgency"], problem!["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        var (incomplete, missing, _) = await desk.Send("author", HttpMethod.Post, "/consultations",
            new { kind = "imaging", mode = "asynchronous", urgency = "routine", patientId = "patient", reason = "咳嗽", submit = true });
        Assert.Equal((HttpStatusCode.BadRequest, "invited-missing"), (incomplete, (string)missing!["code"]!));
        Assert.Equal(["invited.department", "invited.institutionId", "purpose", "studies"], missing["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_draft_is_edited_submitted_declined_and_redirected()
    {
        var id = await desk.File(patient: "patient-draft", submit: false);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("office", HttpMethod.Get, $"/consultations/{id}")).Status);
        await desk.Do("author", $"/consultations/{id}/actions/edit", Desk.Body("ecg", patient: "patient-draft"));
        await desk.Do("author", $"/consultations/{id}/actions/submit");
        await desk.Do("office", $"/consultations/{id}/actions/requestInfo", new { question = "何时采集？" });
        await desk.Do("author", $"/consultations/{id}/actions/provideInfo", new { answer = "今晨", studies = new[] { "1.2.9" } });
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Send("office", HttpMethod.Post, $"/consultations/{id}/actions/decline", new { reasonCode = "other" })).Status);
        await desk.Do("office", $"/consultations/{id}/actions/decline", new { reasonCode = "noCapacity" });
        var moved = await desk.Do("author", $"/consultations/{id}/actions/redirect", new { invited = new { institutionId = "province", department = "心电科" } });
        Assert.Equal(("submitted", "province"), ((string)moved["state"]!, (string)moved["invited"]!["institutionId"]!));
        Assert.Equal("noCapacity", (string)moved["previous"]![0]!["reasonCode"]!);
        Assert.Equal(["1.2.3", "1.2.9"], moved["studies"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("office", HttpMethod.Get, $"/consultations/{id}")).Status);
    }

    [Fact]
    public async Task The_history_is_told_in_plain_words()
    {
        var id = await Released();
        var zh = Texts(await desk.Get("author", $"/consultations/{id}/history"));
        Assert.Equal(["建立申请草稿", "提交会诊申请", "受邀机构接受申请", "认领：p1", "发布第 1 版意见"], zh);
        var (_, en, _) = await desk.Send("author", HttpMethod.Get, $"/consultations/{id}/history", language: "en");
        Assert.Contains("Released version 1 of the opinion", Texts(en!));
        static string[] Texts(JsonNode page) => [.. page["items"]!.AsArray().Select(i => (string)i!["text"]!)];
    }

    [Fact]
    public async Task What_is_signed_cannot_be_changed_without_notice()
    {
        var id = await Released();
        var stored = await desk.Owner.Load(Consultation.Aggregate, id, default);
        var opinion = stored.State.Opinions[0];
        var signature = opinion.Signatures[0];
        Assert.True(desk.Neighbours.Verify(Canonical(stored.State.Request.PatientId, opinion.Content), signature.Jws));
        Assert.False(desk.Neighbours.Verify(Canonical(stored.State.Request.PatientId, opinion.Content with { Findings = "改" }), signature.Jws));
        Assert.False(desk.Neighbours.Verify(Canonical("another", opinion.Content), signature.Jws));
        ReadOnlyMemory<byte> Canonical(string patient, OpinionContent content) => Signing.Canonical(id, 1, patient, content, null, "p1", signature.At);
    }

    private async Task<string> Released()
    {
        var id = await desk.File();
        await desk.Do("lead", $"/consultations/{id}/actions/claim");
        await desk.Do("lead", $"/consultations/{id}/actions/draftOpinion", new { opinion = new { findings = "原文" } });
        await desk.Do("lead", $"/consultations/{id}/actions/sign", new { password = "secret" });
        return id;
    }
}
