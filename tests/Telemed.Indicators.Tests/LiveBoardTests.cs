using System.Text.Json.Nodes;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Indicators.Tests;

/// <summary>The board moves with every step, shows what is late, and says how old it is.</summary>
public sealed class LiveBoardTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = Node.Now.AddMinutes(-20);
    private Node node = null!;

    public async ValueTask InitializeAsync() => node = await Node.Open();

    public async ValueTask DisposeAsync() => await node.DisposeAsync();

    [Fact]
    public async Task A_referral_moves_through_the_stages_and_is_gone_when_it_ends()
    {
        foreach (var (step, state, stage) in new[]
        {
            ("submitted", "submitted", "waiting"), ("accepted", "accepted", "accepted"), ("reserved", "reserved", "accepted"), ("departed", "inTransit", "moving"), ("arrived", "arrived", "moving"),
            ("admitted", "underCare", "underCare"), ("completed", "completed", "underCare"), ("returnedDown", "completed", "returning"), ("returnEnded", "completed", "underCare"),
            ("returnedDown", "completed", "returning"),
        })
        {
            await node.Tell(Story.Step("a", step, At, state: state, lane: Urgency.Emergency));
            var open = (await Board())["open"]!["referrals"]!;
            Assert.Equal($"{{\"{stage}\":1}}", open["byStage"]!.ToJsonString());
            Assert.Equal(1, (int)open["byStageLane"]![stage]!["emergency"]!);
        }
        await node.Tell(Story.Step("a", "closed", At, state: "closed", open: false));
        var board = await Board();
        Assert.Equal(0, (int)board["open"]!["referrals"]!["total"]!);
        Assert.Equal((1, 1, 1, 2), (Hour(board, "submitted"), Hour(board, "accepted"), Hour(board, "arrived"), Hour(board, "returned")));
        Assert.Equal((Node.Now, 0.0), (DateTimeOffset.Parse((string)board["asOf"]!, System.Globalization.CultureInfo.InvariantCulture), (double)board["ageSeconds"]!));
    }

    [Fact]
    public async Task Clocks_show_while_they_are_close_and_when_they_have_run_out()
    {
        await node.Tell(
            Story.Step("soon", "submitted", At), Story.Step("soon", "clockStarted", At, "answer", due: Node.Now.AddMinutes(30)),
            Story.Step("soon", "clockStarted", At, "expiry", due: Node.Now.AddDays(3)));
        await node.Tell(Story.Step("later", "submitted", At), Story.Step("later", "clockStarted", At, "answer", due: Node.Now.AddHours(2)));
        await node.Tell(Story.Step("late", "submitted", At), Story.Step("late", "clockStarted", At, "answer", due: At.AddMinutes(5)));
        await node.Tell(Story.Step("late", "clockBreached", At.AddMinutes(5), "answer", due: At.AddMinutes(5)));
        var board = await Board();
        Assert.Equal([("soon", "answer")], Watched(board, "atRisk"));
        Assert.Equal([("late", "answer")], Watched(board, "breached"));
        Assert.Equal(1, (int)board["breachedTotal"]!);
        await node.Tell(Story.Step("soon", "accepted", At.AddMinutes(6), state: "accepted"), Story.Step("soon", "clockStopped", At.AddMinutes(6), "answer"));
        await node.Tell(Story.Step("late", "withdrawn", At.AddMinutes(6), state: "withdrawn", open: false), Story.Step("late", "clockStopped", At.AddMinutes(6), "answer", met: false, open: false));
        board = await Board();
        Assert.Empty(Watched(board, "atRisk"));
        Assert.Empty(Watched(board, "breached"));
        Assert.Equal(0, (int)board["breachedTotal"]!);
    }

    [Fact]
    public async Task Boards_of_everybody_concerned_ring_and_of_nobody_else()
    {
        await using var rings = node.ReadModel.Listen(default).GetAsyncEnumerator();
        await node.Tell(Story.Step("a", "submitted", At, to: "city"));
        var heard = new HashSet<string>();
        while (heard.Count < 6 && await rings.MoveNextAsync())
            if (rings.Current is { Seq: 0 } bell && bell.Topic != TopicEvent.Resync) heard.Add(bell.Topic);
        Assert.Equal(["board:52", "board:5201", "board:520190", "board:520191", "board:city", "board:townA1"], heard.Order(StringComparer.Ordinal));
        Assert.Equal(0, node.ReadModel.LastSequence("board:5201"));
    }

    [Fact]
    public async Task Others_do_not_see_it()
    {
        await node.Tell(Story.Step("a", "submitted", At, from: "townB", to: "countyB"));
        Assert.Equal(1, (int)(await Board())["open"]!["referrals"]!["total"]!);
        foreach (var who in new[] { "bureauA", "far", "officeA" }) Assert.Equal(0, (int)(await node.Get(who, "/indicators/board"))["open"]!["referrals"]!["total"]!);
    }

    [Fact]
    public async Task Data_quality_opens_to_its_cases()
    {
        await node.Tell(Story.Step("a", "drafted", At, "noDiagnosis", to: null), Story.Step("a", "submitted", At), Story.Step("a", "informationRequested", At));
        await node.Tell(Story.Step("b", "drafted", At, "noDiagnosis", to: null), Story.Step("b", "edited", At, to: null), Story.Step("b", "submitted", At));
        var row = (await Board())["quality"]!.AsArray().Single()!;
        Assert.Equal(("townA1", 1, 1, 0), ((string)row["institutionId"]!, (int)row["incompleteForms"]!, (int)row["missingDiagnoses"]!, (int)row["lateRecords"]!));
        var cases = await node.Get("bureau", "/indicators/quality/cases?institution=townA1&kind=missingDiagnoses");
        Assert.Equal(["a"], cases["items"]!.AsArray().Select(i => (string)i!["id"]!));
    }

    private Task<JsonNode> Board() => node.Get("bureau", "/indicators/board");

    private static int Hour(JsonNode board, string what) => (int)board["lastHour"]![what]!;

    private static List<(string, string)> Watched(JsonNode board, string list) => [.. board[list]!.AsArray().Select(w => ((string)w!["id"]!, (string)w["clock"]!["name"]!))];
}
