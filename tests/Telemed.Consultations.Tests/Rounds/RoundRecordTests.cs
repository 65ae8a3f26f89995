using System.Net;
using System.Text.Json.Nodes;
using Telemed.Consultations.Sessions;
using Telemed.Contracts;
using static Telemed.Consultations.Tests.Rounds.RoundDesk;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>The record of a round: a sheet for each patient who was seen, with the note and with who was there.</summary>
public sealed class RoundRecordTests : IAsyncLifetime
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
    public async Task A_sheet_holds_bed_note_times_and_who_was_in_the_call_then()
    {
        var (id, cases) = await Made();
        var record = await desk.Get("author", $"/rounds/{id}/record");
        Assert.Equal(("R", id), (id[..1], (string)record["round"]!["id"]!));
        Assert.Equal([cases[0], cases[1]], Sheets(record));   // the third was not seen
        var first = record["sheets"]![0]!;
        Assert.Equal(("1", "内科二病区", "双肺湿啰音减少"), ((string)first["place"]!["bed"]!, (string)first["place"]!["ward"]!, (string)first["case"]!["opinions"]![0]!["findings"]!));
        Assert.True((bool)first["case"]!["opinions"]![0]!["signatures"]![0]!["valid"]!);
        var begun = record["round"]!["begunAt"]!.GetValue<DateTimeOffset>();
        Assert.Equal((begun, begun.AddMinutes(10)), (Time(first["visits"]![0]!, "from"), Time(first["visits"]![0]!, "to")));
        Assert.Equal(["王医生", "林医生"], People(first));
        Assert.Equal(["林医生"], People(record["sheets"]![1]!));   // the call began at the first bed and went on
        Assert.Empty(record["sheets"]![1]!["case"]!["opinions"]!.AsArray());
    }

    [Fact]
    public async Task Who_reads_a_case_gets_its_sheet_and_each_sheet_is_in_the_access_log()
    {
        var (id, cases) = await Made("patient");
        foreach (var (who, expected) in new (string, string[])[]
        {
            ("author", cases[..2]), ("asking-office", cases[..2]), ("office", cases[..2]), ("lead", cases[..2]), ("bystander", cases[..2]), ("resident", cases[..1]), ("bureau", []),
        })
        {
            desk.Neighbours.Reads.Clear();
            Assert.Equal((who, string.Join(",", expected)), (who, string.Join(",", Sheets(await desk.Get(who, $"/rounds/{id}/record")))));
            Assert.Equal(expected, desk.Neighbours.Reads.Where(r => r.What == "consultation").Select(r => r.CaseId));
            Assert.All(desk.Neighbours.Reads, r => Assert.Equal(who == "resident" ? "ownRecord" : "treatment", r.Purpose));
        }
        foreach (var who in new[] { "stranger", "far-bureau", "auditor", "admin" })
            Assert.Equal(HttpStatusCode.NotFound, (await desk.Send(who, HttpMethod.Get, $"/rounds/{id}/record")).Status);
    }

    [Fact]
    public async Task One_sheet_is_given_out_alone()
    {
        var (id, cases) = await Made();
        desk.Neighbours.Reads.Clear();
        Assert.Equal([cases[1]], Sheets(await desk.Get("author", $"/rounds/{id}/record?caseId={cases[1]}")));
        Assert.Equal([cases[1]], desk.Neighbours.Reads.Select(r => r.CaseId));
        Assert.Empty(Sheets(await desk.Get("author", $"/rounds/{id}/record?caseId={cases[2]}")));
        Assert.Empty(Sheets(await desk.Get("author", $"/rounds/{id}/record?caseId=nothing")));
    }

    /// <summary>Two of three patients seen, ten minutes each, the first with a note; the asking side leaves the call before the second bed.</summary>
    private async Task<(string Id, string[] Cases)> Made(string first = "patient-r1")
    {
        var made = await desk.Do("author", "/rounds", desk.Soon([Patient(first, 1), Patient("patient-r2", 2), Patient("patient-r3", 3)]));
        var (id, cases) = (Id(made), new[] { 0, 1, 2 }.Select(at => CaseOf(made, at)).ToArray());
        await desk.Do("lead", $"/rounds/{id}/actions/take");
        await Call(World.Author, cases[0], "王医生");
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await Call(World.Lead, cases[0], "林医生");
        await desk.Do("lead", $"/rounds/{id}/actions/start");
        await desk.Sign(cases[0]);
        desk.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Null((await desk.Ask(new LeaveSession(Now(World.Author), cases[0], "author-1"))).Problem);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.Do("lead", $"/rounds/{id}/actions/next");
        desk.Time.Advance(TimeSpan.FromMinutes(10));
        await desk.Do("lead", $"/rounds/{id}/actions/finish", new { unseen = new[] { new { caseId = cases[2], reason = "外出检查" } } });
        return (id, cases);
    }

    private async Task Call(Caller who, string caseId, string name) =>
        Assert.Null((await desk.Ask(new JoinSession(Now(who), caseId, $"{who.AccountId}-1", "d1", name))).Problem);

    private Command Now(Caller who) => new(who, Guid.NewGuid().ToString("N"), null, null, desk.Time.GetUtcNow());

    private static string[] Sheets(JsonNode record) => [.. record["sheets"]!.AsArray().Select(s => (string)s!["case"]!["id"]!)];

    private static string[] People(JsonNode sheet) => [.. sheet["present"]!.AsArray().Select(p => (string)p!["name"]!)];

    private static DateTimeOffset Time(JsonNode visit, string end) => visit[end]!.GetValue<DateTimeOffset>();
}
