using System.Net;
using System.Text.Json.Nodes;

namespace Telemed.Consultations.Tests;

/// <summary>Lists, counters, board and rings: what the read model makes of the facts.</summary>
public sealed class WorklistTests : IAsyncLifetime
{
    private readonly Folder folder = new();
    private Desk desk = null!;

    public async ValueTask InitializeAsync() => desk = await Desk.Open(folder.Path);

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Pages_go_through_a_list_once_emergencies_first()
    {
        var ids = new List<string>();
        foreach (var urgency in new[] { "routine", "emergency", "urgent", "routine", "emergency", "urgent", "routine" })
        {
            desk.Time.Advance(TimeSpan.FromSeconds(1));
            ids.Add(await desk.File(urgency: urgency));
        }
        var seen = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = await desk.Get("office", $"/consultations?box=incoming&stage=open&limit=3&cursor={cursor}");
            seen.AddRange(page["items"]!.AsArray().Select(i => i!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        Assert.Equal(["emergency", "emergency", "urgent", "urgent", "routine", "routine", "routine"], seen.Select(r => (string)r["urgency"]!));
        Assert.Equal(new[] { 1, 4, 2, 5, 0, 3, 6 }.Select(i => ids[i]), seen.Select(r => (string)r["id"]!));
        Assert.All(seen, r => Assert.NotNull(r["clock"]!["dueAt"]));
        Assert.All(seen, r => Assert.StartsWith("某人", (string)r["patient"]!["name"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_case_moves_between_the_lists_of_both_sides()
    {
        var id = await desk.File("ecg");
        await desk.File("clinical", urgency: "urgent");
        Assert.Equal([id], await List("office", "box=incoming&kind=ecg"));
        Assert.Empty(await List("lead", "box=mine"));
        await desk.Do("lead", $"/consultations/{id}/actions/claim");
        Assert.Equal([id], await List("lead", "box=mine"));
        Assert.Equal([id], await List("office", "box=incoming&state=assigned"));
        Assert.Equal([id], await List("author", "box=outgoing&stage=inProgress&kind=ecg&urgency=routine"));
        Assert.Empty(await List("author", "box=outgoing&stage=inProgress&urgency=urgent"));
        Assert.Equal(2, (await List("bureau", "box=supervised")).Length);
        Assert.Empty(await List("far-bureau", "box=supervised"));
        await desk.Do("author", $"/consultations/{id}/actions/withdraw");
        Assert.Equal([id], await List("office", "box=incoming&stage=ended"));
        Assert.Equal([id], await List("lead", "box=mine&stage=ended"));
    }

    [Fact]
    public async Task A_resident_sees_the_own_cases_and_no_others()
    {
        var id = await desk.File(patient: "patient");
        await desk.File();
        Assert.Equal([id], await List("resident", "box=mine"));
    }

    [Fact]
    public async Task Supervision_lists_cases_without_people()
    {
        await desk.File();
        var row = (await desk.Get("bureau", "/consultations"))["items"]![0]!;
        Assert.Null(row["patient"]);
        Assert.Null(row["reason"]);
    }

    [Fact]
    public async Task A_search_finds_names_that_the_read_model_does_not_hold()
    {
        var id = await desk.File(patient: "patient-wang");
        await desk.File();
        Assert.Equal([id], await List("author", "box=outgoing&q=wang"));
        var number = (string)(await desk.Get("author", $"/consultations/{id}"))["number"]!;
        Assert.Equal([id], await List("office", $"box=incoming&q={number[^6..]}"));
    }

    [Theory]
    [InlineData("author", "box=supervised", HttpStatusCode.Forbidden)]
    [InlineData("auditor", "box=incoming", HttpStatusCode.Forbidden)]
    [InlineData("resident", "box=incoming", HttpStatusCode.Forbidden)]
    [InlineData("author", "box=attic", HttpStatusCode.BadRequest)]
    [InlineData("author", "stage=later", HttpStatusCode.BadRequest)]
    [InlineData("author", "limit=1000", HttpStatusCode.BadRequest)]
    [InlineData("author", "cursor=zzz", HttpStatusCode.BadRequest)]
    public async Task A_box_that_is_not_yours_or_does_not_exist_is_refused(string who, string query, HttpStatusCode status) =>
        Assert.Equal(status, (await desk.Send(who, HttpMethod.Get, $"/consultations?{query}")).Status);

    [Fact]
    public async Task Counters_follow_every_step()
    {
        var id = await desk.File();
        await desk.File();
        await desk.Do("office", $"/consultations/{id}/actions/accept");
        var counts = await desk.Get("office", "/consultations/counts?box=incoming");
        Assert.Equal((1, 1), ((int)counts["byState"]!["submitted"]!, (int)counts["byState"]!["accepted"]!));
        Assert.Equal((2, 2), ((int)counts["byStage"]!["waiting"]!, (int)counts["byStage"]!["open"]!));
        Assert.Null((await desk.Get("lead", "/consultations/counts?box=mine"))["byState"]!["accepted"]);
    }

    [Fact]
    public async Task The_board_shows_volumes_and_the_clocks_at_risk()
    {
        var late = await desk.File("imaging", urgency: "emergency");
        var id = await desk.File("ecg");
        await desk.Do("lead", $"/consultations/{id}/actions/claim");
        await desk.Do("lead", $"/consultations/{id}/actions/draftOpinion", new { opinion = new { findings = "窦性心律" } });
        await desk.Do("lead", $"/consultations/{id}/actions/sign", new { password = "secret" });
        foreach (var who in new[] { "bureau", "admin" })
        {
            var board = await desk.Get(who, "/board");
            Assert.Equal(1, (int)board["openByState"]!["submitted"]!);
            Assert.Equal(1, (int)board["openByUrgency"]!["emergency"]!);
            Assert.Equal(late, (string)board["atRisk"]![0]!["id"]!);
            Assert.Equal((2, 1), ((int)board["lastHour"]!["submitted"]!, (int)board["lastHour"]!["released"]!));
            Assert.Equal((2, 1), ((int)board["byDay"]![0]!["submitted"]!, (int)board["byDay"]![0]!["released"]!));
            var city = board["byInstitution"]!.AsArray().Single(i => (string)i!["institutionId"]! == "city")!;
            Assert.Equal((0, 2, 2), ((int)city["outgoing"]!, (int)city["incoming"]!, (int)city["open"]!));
        }
        Assert.Empty((await desk.Get("far-bureau", "/board"))["byInstitution"]!.AsArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Send("author", HttpMethod.Get, "/board")).Status);
    }

    [Fact]
    public async Task Each_side_hears_of_what_concerns_it()
    {
        var id = await desk.File();
        await desk.Do("lead", $"/consultations/{id}/actions/claim");
        var invited = desk.ReadModel.Replay("inbox:city", 0, 100);
        Assert.Equal(["submitted", "assigned"], invited.Select(r => r.Type));
        Assert.Equal([1, 2], invited.Select(r => r.Seq));
        Assert.Contains("\"forPractitioners\":[\"p1\"]", invited[1].DataJson, StringComparison.Ordinal);
        Assert.DoesNotContain("头晕", invited[0].DataJson, StringComparison.Ordinal);
        Assert.Equal(["changed", "accepted", "assigned"], desk.ReadModel.Replay("inbox:township", 0, 100).Select(r => r.Type));
        Assert.Equal(["drafted", "submitted", "accepted", "claimed"], desk.ReadModel.Replay($"case:{id}", 0, 100).Select(r => r.Type));
    }

    [Fact]
    public async Task A_rebuilt_read_model_tells_the_same()
    {
        var id = await desk.File();
        await desk.File("ecg", urgency: "emergency");
        await desk.Do("office", $"/consultations/{id}/actions/decline", new { reasonCode = "noCapacity" });
        await desk.Do("author", $"/consultations/{id}/actions/redirect", new { invited = new { institutionId = "province", department = "心电科" } });
        var before = await Everything();
        await desk.ReadModel.Rebuild(default);
        Assert.Equal(before, await Everything());
        async Task<string> Everything() => string.Join('\n', await Task.WhenAll(new[]
        {
            ("office", "/consultations?box=incoming"), ("author", "/consultations?box=outgoing"), ("bureau", "/consultations"), ("office", "/consultations/counts?box=incoming"), ("admin", "/board"),
        }.Select(async q => (await desk.Get(q.Item1, q.Item2)).ToJsonString())));
    }

    private async Task<string[]> List(string who, string query) =>
        [.. (await desk.Get(who, $"/consultations?{query}"))["items"]!.AsArray().Select(i => (string)i!["id"]!)];
}
