using System.Net;
using System.Text.Json.Nodes;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Tests;

/// <summary>A look-up that found nothing is kept and told to the patient, and is in nobody's way (ADR-0046).</summary>
public sealed class NothingFoundTests : OpenDesk
{
    [Fact]
    public async Task It_is_in_no_list_runs_no_clock_and_is_told_to_the_patient()
    {
        var (id, patient) = await Asked();
        foreach (var (who, query) in new[] { ("doctor", "box=mine"), ("office", "box=institution"), ("bureau", "box=supervised"), ("insurer", "box=supervised"), ("doctor", $"patientId={patient}") })
            Assert.Empty((await Desk.Get(who, $"/recognition/checks?{query}"))["items"]!.AsArray());
        foreach (var table in new[] { "recognition_checks", "recognition_asked", "recognition_judged", "recognition_moments", "recognition_counts", "case_places", "case_counts", "case_clocks", "topics" })
            Assert.Equal((table, 0), (table, Rows(table).Count));
        Assert.Equal(
            new PatientReadInCase(patient, "recognition", "treatment", id, "doctor", "township", Desk.Time.GetUtcNow()), Assert.Single(Desk.Facts.Of<PatientReadInCase>()));
        Assert.Equal("decided", (string?)(await Desk.Get("doctor", $"/recognition/checks/{id}"))["state"]);
        Assert.Empty(RecognitionCheck.Clocks((await Desk.Owner.Load(RecognitionCheck.Aggregate, id, default)).State));   // a grain asks the state, not the tables
        Assert.Single((await Desk.Get("doctor", $"/recognition/checks/{id}/history"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_asks_and_finds_something_is_told_to_the_patient_too()
    {
        var (id, _, patient) = await Desk.Asked();
        Assert.Equal((patient, id), (Assert.Single(Desk.Facts.Of<PatientReadInCase>()).PatientId, Desk.Facts.Of<PatientReadInCase>()[0].CaseId));
    }

    [Fact]
    public async Task One_item_with_an_earlier_result_makes_it_a_case_like_any_other()
    {
        var (id, _, _) = await Desk.Asked(more: World.Blood);
        Assert.Equal(id, (string?)Assert.Single((await Desk.Get("doctor", "/recognition/checks?box=mine"))["items"]!.AsArray())!["id"]);
        Assert.Single(Rows("case_clocks"));
    }

    [Fact]
    public async Task It_is_over_at_its_time_without_a_fact()
    {
        var (id, _) = await Asked();
        Desk.Time.Advance(TimeSpan.FromHours(72) - TimeSpan.FromTicks(1));
        Assert.Equal("decided", (string?)(await Desk.Get("doctor", $"/recognition/checks/{id}"))["state"]);
        Assert.Equal(["order", "close"], Actions(await Desk.Get("doctor", $"/recognition/checks/{id}/actions")));
        Desk.Time.Advance(TimeSpan.FromTicks(1));
        var over = await Desk.Get("doctor", $"/recognition/checks/{id}");
        Assert.Equal(("closed", (string?)over["endsAt"]), ((string?)over["state"], (string?)over["closedAt"]));
        Assert.Empty(Actions(await Desk.Get("doctor", $"/recognition/checks/{id}/actions")));
        foreach (var step in new[] { "orders", "close" })
            Assert.Empty((await Desk.Refused("doctor", $"/recognition/checks/{id}/{step}", new { code = World.Ct }, 409, "illegal-transition"))["legalActions"]!.AsArray());
        Assert.Equal(1, (await Desk.Owner.Load(RecognitionCheck.Aggregate, id, default)).Version);
    }

    [Fact]
    public async Task It_can_be_ordered_on_and_closed_as_before()
    {
        var (id, _) = await Asked();
        var ordered = await Desk.Post("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct, orderId = "O-9" });
        Assert.Equal(("O-9", false), ((string?)ordered["items"]![0]!["ordered"]!["orderId"], (bool)ordered["items"]![0]!["ordered"]!["repeated"]!));
        await Desk.Refused("doctor", $"/recognition/checks/{id}/views", new { resultId = "r1" }, 409, "illegal-transition");
        Assert.Equal("closed", (string?)(await Desk.Post("office", $"/recognition/checks/{id}/close"))["state"]);
        Assert.Equal(["ordered", "closed"], Desk.ReadModel.Replay($"case:{id}", 0, 10).Select(r => r.Type));
        Assert.Empty(Rows("recognition_checks"));
    }

    /// <summary>A result that the platform heard of only after the order: whoever had asked is not to blame.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task Who_asked_and_ordered_has_not_repeated_what_was_told_later(bool ordered)
    {
        var (id, patient) = await Asked();
        if (ordered) await Desk.Post("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct });
        await Reporting.Report(Desk, World.Result("told-late", "county", daysAgo: 5, patient: patient), "normal");
        await Reporting.Report(Desk, World.Result("made", "township", daysAgo: -0.01, patient: patient), "changed");
        await Desk.LookForRepeats();
        Assert.Equal(ordered ? 0 : 1, Desk.Facts.Steps.Count(s => s.Step == "repeated"));
    }

    [Theory]
    [InlineData("doctor", true, true), InlineData("colleague", true, true), InlineData("office", true, true), InlineData("resident", true, true)]
    [InlineData("bureau", true, false), InlineData("insurer", true, false)]
    [InlineData("county-doctor", false, false), InlineData("city-doctor", false, false), InlineData("city-office", false, false)]
    [InlineData("far-doctor", false, false), InlineData("far-bureau", false, false), InlineData("auditor", false, false)]
    public async Task It_is_known_to_whom_a_check_is_known(string who, bool known, bool patientShown)
    {
        var (id, patient) = await Asked("patient-own");
        var (status, body, _) = await Desk.Send(who, HttpMethod.Get, $"/recognition/checks/{id}");
        Assert.Equal(known ? HttpStatusCode.OK : HttpStatusCode.NotFound, status);
        Assert.Equal(patientShown, body!.ToJsonString().Contains(patient, StringComparison.Ordinal));
        Assert.Equal(known ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await Desk.Send(who, HttpMethod.Get, $"/recognition/checks/{id}/history")).Status);
    }

    [Fact]
    public async Task A_retry_finds_it_and_another_wish_under_its_key_is_refused()
    {
        var body = new { patientId = "patient-again", items = new[] { new { code = World.Ct } } };
        var first = await Desk.Send("doctor", HttpMethod.Post, "/recognition/checks", body, key: "k");
        Desk.Had(World.Result("meanwhile", patient: "patient-again"));
        var again = await Desk.Send("doctor", HttpMethod.Post, "/recognition/checks", body, key: "k");
        Assert.Equal(((string?)first.Body!["id"], "noPriorResult"), ((string?)again.Body!["id"], (string?)again.Body["items"]![0]!["rule"]!["code"]));
        Assert.Equal(HttpStatusCode.Conflict, (await Desk.Send("doctor", HttpMethod.Post, "/recognition/checks", new { patientId = "patient-else", items = body.items }, key: "k")).Status);
        Assert.Single(Desk.Facts.Of<PatientReadInCase>());
    }

    [Fact]
    public async Task Tables_made_anew_say_the_same_row_for_row_and_figures_stay()
    {
        var random = new Random(46);
        for (var i = 0; i < 40; i++)
        {
            var (found, result, _) = await Desk.Asked(more: World.Blood);
            var (id, _) = await Asked();
            if (random.Next(2) == 0) await Desk.Post("doctor", $"/recognition/checks/{id}/orders", new { code = World.Ct });
            if (random.Next(3) == 0) await Desk.Post("doctor", $"/recognition/checks/{id}/close");
            if (random.Next(2) == 0) await Desk.Post("doctor", $"/recognition/checks/{found}/decisions", new { code = World.Ct, resultId = result, decision = "accept" });
        }
        await Desk.Applied();
        var (before, figures) = (Dump(), (await Desk.Get("bureau", "/recognition/measures"))["total"]!.ToJsonString());
        Assert.Contains("\"prompted\":40", figures, StringComparison.Ordinal);
        await Desk.ReadModel.Rebuild(TestContext.Current.CancellationToken);
        foreach (var (table, rows) in Dump()) Assert.Equal((table, before[table]), (table, rows));
        Assert.Equal(figures, (await Desk.Get("bureau", "/recognition/measures"))["total"]!.ToJsonString());
        Assert.Null((await Desk.Log.Verify(default)).FirstBroken);
    }

    /// <summary>Ten million of them a day: a member more is felt.</summary>
    [Fact]
    public async Task It_takes_little_of_the_log()
    {
        var check = await Desk.Post("doctor", "/recognition/checks", new
        {
            patientId = $"patient-{Guid.NewGuid():N}"[..24],
            items = new[] { World.Ct, World.Blood, "US.ABDOMEN" }.Select(code => new { code, orderId = "O-20261123-0001" }),
            diagnoses = new[] { new { code = "I10", text = "高血压" } },
        });
        await foreach (var append in Desk.Log.ReadStream(new("recognition", (string)check["id"]!), 0, default))
            Assert.InRange(AppendBody.Write(new(append.Stream, 0, append.Context, append.Events, [], []), 1).Length, 400, MostBytes);
    }

    private const int MostBytes = 640;

    private async Task<(string Id, string Patient)> Asked(string? patient = null)
    {
        patient ??= $"patient-{Guid.NewGuid():N}";
        return ((string)(await Desk.Post("doctor", "/recognition/checks", new { patientId = patient, items = new[] { new { code = World.Ct } } }))["id"]!, patient);
    }

    private static IEnumerable<string?> Actions(JsonNode actions) => actions.AsArray().Select(a => (string?)a!["action"]);

    private Dictionary<string, string> Dump() => Rows("sqlite_master WHERE type='table' AND name<>'checkpoint'", "name").ToDictionary(name => name, name => string.Join('\n', Rows(name).Order(StringComparer.Ordinal)));

    private List<string> Rows(string table, string columns = "*")
    {
        using var db = Desk.ReadModel.OpenReader();
        using var command = db.CreateCommand();
#pragma warning disable CA2100 // names of tables of this test
        command.CommandText = $"SELECT {columns} FROM {table}";
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i) is byte[] blob ? Convert.ToHexString(blob) : $"{rows.GetValue(i)}")));
        return found;
    }
}
