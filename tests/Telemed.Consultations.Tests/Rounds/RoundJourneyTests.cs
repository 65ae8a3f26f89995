using System.Net;
using System.Text.Json.Nodes;
using Telemed.Contracts;
using static Telemed.Consultations.Tests.Rounds.RoundDesk;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>Rounds over HTTP: planned, taken, made, and what goes wrong on the way.</summary>
public sealed class RoundJourneyTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    private readonly Desk desk = shared.Desk;

    [Fact]
    public async Task A_specialist_goes_from_bed_to_bed_and_signs_a_note_for_each()
    {
        var (status, made, etag) = await desk.Send("author", HttpMethod.Post, "/rounds", desk.Soon([Patient("patient-1a", 1), Patient("patient-1b", 2), Patient("patient-1c", 3)]));
        Assert.True(status == HttpStatusCode.Created, $"{made}");
        Assert.Equal("\"1\"", etag);
        var id = (string)made!["id"]!;
        Assert.Equal(("planned", "1", "某人t-1a", "每日查房"), ((string)made["state"]!, (string)Place(made, 0)["bed"]!, (string)Place(made, 0)["patient"]!["name"]!, (string)Place(made, 0)["reason"]!));
        Assert.Equal(["waiting:submitted", "waiting:submitted", "waiting:submitted"], States(made));

        var taken = await desk.Do("lead", $"/rounds/{id}/actions/take");
        Assert.Equal("p1", (string)taken["specialist"]!["practitionerId"]!);
        Assert.Equal(["waiting:assigned", "waiting:assigned", "waiting:assigned"], States(taken));

        var begun = await desk.Do("lead", $"/rounds/{id}/actions/start");
        Assert.Equal((string)Place(begun, 0)["caseId"]!, (string)begun["present"]!);
        await desk.Sign((string)begun["present"]!);
        var moved = await desk.Do("lead", $"/rounds/{id}/actions/next");
        Assert.Equal(["seen:released", "beingSeen:assigned", "waiting:assigned"], States(moved));
        Assert.NotNull(Place(moved, 0)["noteAt"]);

        var (refused, problem, _) = await desk.Send("lead", HttpMethod.Post, $"/rounds/{id}/actions/finish", new { });
        Assert.Equal((HttpStatusCode.BadRequest, "unseen-unexplained"), (refused, (string)problem!["code"]!));
        Assert.NotNull(problem["errors"]!["unseen"]);
        var ended = await desk.Do("lead", $"/rounds/{id}/actions/finish", new { unseen = new[] { new { caseId = (string)Place(moved, 2)["caseId"]!, reason = "外出检查" } } });
        Assert.Equal(["seen:released", "noteDue:assigned", "waiting:assigned"], States(ended));
        Assert.Equal("外出检查", (string)Place(ended, 2)["unseen"]!);

        await desk.Sign((string)Place(ended, 1)["caseId"]!);   // the note of a visited patient may come later
        Assert.Equal("seen:released", States(await desk.Get("author", $"/rounds/{id}"))[1]);
        await desk.Do("author", $"/consultations/{(string)Place(ended, 1)["caseId"]!}/actions/adopt", new { decision = "adopted" });
    }

    [Fact]
    public async Task The_same_key_plans_one_round()
    {
        var body = desk.Soon([Patient("patient-2a", 1), Patient("patient-2b", 2)]);
        var (_, first, _) = await desk.Send("author", HttpMethod.Post, "/rounds", body, key: "round-2");
        await desk.Do("lead", $"/rounds/{(string)first!["id"]!}/actions/take");
        desk.Time.Advance(TimeSpan.FromDays(2));   // by now it could not be planned
        var (status, again, etag) = await desk.Send("author", HttpMethod.Post, "/rounds", body, key: "round-2");
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (status, etag));
        Assert.Equal((string)first["id"]!, (string)again!["id"]!);
        Assert.Equal(first["places"]!.AsArray().Select(p => (string)p!["caseId"]!), again["places"]!.AsArray().Select(p => (string)p!["caseId"]!));
    }

    [Fact]
    public async Task A_crash_between_two_cases_leaves_nothing_that_a_repeat_does_not_find()
    {
        using var folder = new Folder();
        var body = Plan("patient-a", "patient-b", "patient-c");
        await using (var broken = await Desk.Open(folder.Path))
        {
            broken.Disk.Left = 2;
            Assert.Equal(HttpStatusCode.InternalServerError, (await broken.Send("author", HttpMethod.Post, "/rounds", body, key: "k")).Status);
        }
        await using var again = await Desk.Open(folder.Path);
        Assert.Empty((await again.Get("author", "/rounds?stage=all"))["items"]!.AsArray());
        Assert.Equal(2, (await again.Get("author", "/consultations?box=outgoing"))["items"]!.AsArray().Count);
        var (status, made, _) = await again.Send("author", HttpMethod.Post, "/rounds", body, key: "k");
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(3, made!["places"]!.AsArray().Count);
        Assert.Equal(3, (await again.Get("author", "/consultations?box=outgoing"))["items"]!.AsArray().Count);
        Assert.Equal((string)made["id"]!, (string)(await again.Get("office", "/rounds?box=incoming"))["items"]!.AsArray().Single()!["id"]!);
    }

    [Fact]
    public async Task Another_plan_takes_over_the_cases_that_a_crash_left_behind()
    {
        using var folder = new Folder();
        await using var one = await Desk.Open(folder.Path);
        one.Disk.Left = 1;
        await one.Send("author", HttpMethod.Post, "/rounds", Plan("patient-a", "patient-b"), key: "k1");
        one.Disk.Left = int.MaxValue;
        var left = (string)(await one.Get("author", "/consultations?box=outgoing"))["items"]!.AsArray().Single()!["id"]!;
        var made = await one.Do("author", "/rounds", Plan("patient-a"));
        Assert.Equal(left, (string)Place(made, 0)["caseId"]!);
        var (status, problem, _) = await one.Send("author", HttpMethod.Post, "/rounds", new { invited = Asked, start = Start, end = Start.AddHours(1), places = new[] { new { caseId = left, bed = "9" } } });
        Assert.Equal((HttpStatusCode.Conflict, "already-in-a-round", (string)made["id"]!), (status, (string)problem!["code"]!, (string)problem["existingId"]!));
        var later = await one.Do("author", $"/rounds/{(string)made["id"]!}/actions/cancel", new { reason = "专家出差" });
        Assert.Equal("cancelled", (string)later["state"]!);
        await one.Do("author", "/rounds", new { invited = Asked, start = Start, end = Start.AddHours(1), places = new[] { new { caseId = left, bed = "9" } } });
    }

    [Fact]
    public async Task One_patient_without_consent_stops_the_plan_before_any_case_is_opened()
    {
        var before = (await desk.Get("author", "/consultations/counts?box=outgoing")).ToJsonString();
        var (status, problem, _) = await desk.Send("author", HttpMethod.Post, "/rounds", new
        {
            invited = Asked,
            start = desk.Time.GetUtcNow().AddDays(1),
            end = desk.Time.GetUtcNow().AddDays(1).AddHours(1),
            places = new[] { Patient("patient-4a", 1), Patient("patient-4b", 2, consent: false) },
        }, language: "en");
        Assert.False((int)status is 200 or 201, $"{problem}");
        Assert.Equal("consent-missing", (string)problem!["code"]!);
        Assert.All(problem["errors"]!.AsObject(), e => Assert.StartsWith("places[1].", e.Key, StringComparison.Ordinal));
        Assert.Equal(Counted(before), Counted((await desk.Get("author", "/consultations/counts?box=outgoing")).ToJsonString()));
        static string Counted(string counts) => JsonNode.Parse(counts)!["byState"]!.ToJsonString();
    }

    [Fact]
    public async Task Bad_input_is_told_with_the_number_of_the_patient()
    {
        var (status, problem, _) = await desk.Send("author", HttpMethod.Post, "/rounds", new { invited = Asked, start = Ten, end = Ten, places = new object[] { new { patientId = "patient" }, new { patientId = "patient", bed = "2" } } });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["places[0].bed", "places[1].patientId"], problem!["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        foreach (var body in new object[] { new { }, new { invited = Asked, start = Ten, end = Ten, places = new object?[] { null } } })
            Assert.Equal(HttpStatusCode.BadRequest, (await desk.Send("author", HttpMethod.Post, "/rounds", body)).Status);
        var other = await desk.File();
        var (unfit, said, _) = await desk.Send("author", HttpMethod.Post, "/rounds", desk.Soon([new { caseId = other, bed = "1" }]));
        Assert.Equal((HttpStatusCode.BadRequest, "case-unfit", "places[0].caseId"), (unfit, (string)said!["code"]!, said["errors"]!.AsObject().Single().Key));
        var (own, wrong, _) = await desk.Send("author", HttpMethod.Post, "/rounds", new { invited = new { institutionId = "township", department = "内科" }, start = desk.Time.GetUtcNow().AddHours(1), end = desk.Time.GetUtcNow().AddHours(2), places = new[] { Patient("patient-5", 1) } });
        Assert.Equal((HttpStatusCode.Conflict, "own-institution"), (own, (string)wrong!["code"]!));
    }

    [Fact]
    public async Task Whoever_may_see_a_case_may_see_its_place_and_nothing_else()
    {
        var made = await desk.Do("author", "/rounds", desk.Soon([Patient("patient", 1), Patient("patient-6b", 2)], note: "床旁推车"));
        var id = (string)made["id"]!;
        var own = await desk.Get("resident", $"/rounds/{id}");
        Assert.Equal([(string)Place(made, 0)["caseId"]!], own["places"]!.AsArray().Select(p => (string)p!["caseId"]!));
        var bureau = await desk.Get("bureau", $"/rounds/{id}");
        Assert.Equal(2, bureau["places"]!.AsArray().Count);
        Assert.All(bureau["places"]!.AsArray(), p => Assert.True(p!["patient"] is null && p["bed"] is null && p["reason"] is null));
        Assert.Null(bureau["note"]);
        foreach (var who in new[] { "stranger", "far-bureau", "auditor", "admin" })
            foreach (var path in new[] { "", "/actions" })
                Assert.Equal(HttpStatusCode.NotFound, (await desk.Send(who, HttpMethod.Get, $"/rounds/{id}{path}")).Status);
        Assert.Empty((await desk.Get("resident", $"/rounds/{id}/actions")).AsArray());
        foreach (var who in new[] { "resident", "bureau", "auditor" }) Assert.Equal(HttpStatusCode.Forbidden, (await desk.Send(who, HttpMethod.Get, "/rounds")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("author", HttpMethod.Get, "/rounds/nothing")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("stranger", HttpMethod.Post, $"/rounds/{id}/actions/cancel", new { reason = "x" })).Status);
    }

    [Fact]
    public async Task A_stale_version_adds_nobody_and_opens_nothing()
    {
        var id = (string)(await desk.Do("author", "/rounds", desk.Soon([Patient("patient-7a", 1)])))["id"]!;
        await desk.Do("office", $"/rounds/{id}/actions/take", new { practitionerId = "p1" });
        var more = new { places = new[] { Patient("patient-7b", 2) } };
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await desk.Send("author", HttpMethod.Post, $"/rounds/{id}/actions/add", more, ifMatch: "\"1\"")).Status);
        Assert.Empty((await desk.Get("author", "/consultations?box=outgoing&q=7b"))["items"]!.AsArray());
        var (status, added, _) = await desk.Send("author", HttpMethod.Post, $"/rounds/{id}/actions/add", more, ifMatch: "\"2\"", key: "add");
        Assert.True(status == HttpStatusCode.OK, $"{added}");
        Assert.Equal(["waiting:assigned", "waiting:submitted"], States(added!));
        Assert.Equal(2, (await desk.Send("author", HttpMethod.Post, $"/rounds/{id}/actions/add", more, key: "add")).Body!["places"]!.AsArray().Count);

        await desk.Do("author", $"/rounds/{id}/actions/start");
        await desk.Do("lead", $"/rounds/{id}/actions/next");   // the specialist at the bed takes who was added later
        Assert.Equal(["noteDue:assigned", "beingSeen:assigned"], States(await desk.Get("lead", $"/rounds/{id}")));
        var (conflict, problem, _) = await desk.Send("author", HttpMethod.Post, $"/rounds/{id}/actions/cancel", new { reason = "x" });
        Assert.Equal((HttpStatusCode.Conflict, "illegal-transition"), (conflict, (string)problem!["code"]!));
        Assert.Contains("finish", problem["legalActions"]!.AsArray().Select(a => (string)a!));
    }

    [Fact]
    public async Task A_specialist_who_may_not_have_one_of_the_cases_takes_none()
    {
        var id = (string)(await desk.Do("author", "/rounds", desk.Soon([Patient("patient-8a", 1), Patient("patient-8b", 2)], title: "chief")))["id"]!;
        var (status, problem, _) = await desk.Send("lead", HttpMethod.Post, $"/rounds/{id}/actions/take");
        Assert.Equal((HttpStatusCode.Conflict, "title-too-low"), (status, (string)problem!["code"]!));
        Assert.Equal(["waiting:submitted", "waiting:submitted"], States(await desk.Get("office", $"/rounds/{id}")));
    }

    [Fact]
    public async Task Both_sides_hear_each_step_and_each_signed_note()
    {
        var made = await desk.Do("author", "/rounds", desk.Soon([Patient("patient-9a", 1), Patient("patient-9b", 2)]));
        var id = (string)made["id"]!;
        await desk.Do("lead", $"/rounds/{id}/actions/take");
        await desk.Do("author", $"/rounds/{id}/actions/start");
        await desk.Do("author", $"/rounds/{id}/actions/reorder", new { order = made["places"]!.AsArray().Select(p => (string)p!["caseId"]!).Reverse() });
        await desk.Sign((string)Place(made, 0)["caseId"]!);
        var rung = desk.ReadModel.Replay($"round:{id}", 0, 100);
        Assert.Equal(["planned", "place", "place", "place", "place", "taken", "begun", "movedTo", "reordered", "place"], rung.Select(r => r.Type));
        Assert.DoesNotContain("某人", string.Concat(rung.Select(r => r.DataJson)), StringComparison.Ordinal);
        var inbox = desk.ReadModel.Replay("inbox:city", 0, 10_000).Where(r => r.DataJson.Contains(id, StringComparison.Ordinal)).ToArray();
        Assert.Equal(["roundPlanned", "roundBegun"], inbox.Select(r => r.Type));
        Assert.Contains("\"category\":\"round\"", inbox[0].DataJson, StringComparison.Ordinal);
        Assert.Equal(["roundTaken"], desk.ReadModel.Replay("inbox:township", 0, 10_000).Where(r => r.DataJson.Contains(id, StringComparison.Ordinal)).Select(r => r.Type));
    }

    [Fact]
    public async Task A_side_lists_its_own_rounds_page_by_page_the_next_one_first()
    {
        using var folder = new Folder();
        await using var own = await Desk.Open(folder.Path);
        var ids = new List<string>();
        foreach (var days in new[] { 3, 1, 2 })
            ids.Add((string)(await own.Do("author", "/rounds", new { invited = Asked, start = Ten.AddDays(days), end = Ten.AddDays(days).AddHours(1), places = new[] { Patient($"patient-l{days}", 1), Patient($"patient-m{days}", 2) } }))["id"]!);
        await own.Do("author", $"/rounds/{ids[0]}/actions/cancel", new { reason = "专家出差" });
        var first = await own.Get("office", "/rounds?box=incoming&stage=all&limit=2");
        Assert.Equal([ids[1], ids[2]], first["items"]!.AsArray().Select(i => (string)i!["id"]!));
        Assert.Equal((2, 0), ((int)first["items"]![0]!["patients"]!, (int)first["items"]![0]!["signed"]!));
        Assert.Equal([ids[0]], (await own.Get("office", $"/rounds?box=incoming&stage=all&limit=2&cursor={(string)first["next"]!}"))["items"]!.AsArray().Select(i => (string)i!["id"]!));
        Assert.Equal([ids[0]], (await own.Get("author", "/rounds?stage=ended"))["items"]!.AsArray().Select(i => (string)i!["id"]!));
        Assert.Empty((await own.Get("author", "/rounds?box=incoming"))["items"]!.AsArray());
        foreach (var query in new[] { "box=attic", "box=mine", "stage=later", "limit=0", "cursor=zzz" })
            Assert.Equal(HttpStatusCode.BadRequest, (await own.Send("author", HttpMethod.Get, $"/rounds?{query}")).Status);
        var before = (await own.Get("office", "/rounds?box=incoming&stage=all")).ToJsonString();
        await own.ReadModel.Rebuild(default);
        Assert.Equal(before, (await own.Get("office", "/rounds?box=incoming&stage=all")).ToJsonString());
    }

    private static DateTimeOffset Start => Ten.AddDays(1);

    private static object Plan(params string[] patients) => new { invited = Asked, start = Start, end = Start.AddHours(2), places = patients.Select((p, i) => Patient(p, i + 1)) };

    private static string[] States(JsonNode round) => [.. round["places"]!.AsArray().Select(p => $"{(string)p!["state"]!}:{(string)p["caseState"]!}")];
}
