using System.Globalization;
using System.Text.Json.Nodes;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Tests.Measuring;

/// <summary>The figures of recognition, over HTTP, on a log of their own.</summary>
public sealed class MeasureTests : OpenDesk
{
    [Fact]
    public async Task Every_step_is_counted_where_it_belongs_and_opens_to_its_checks()
    {
        var (accepted, result, _) = await Desk.Asked();
        await Desk.Post("doctor", $"/recognition/checks/{accepted}/views", new { resultId = result });
        await Decide(accepted, result, "accept");
        var (declined, other, _) = await Desk.Asked();
        await Desk.Post("doctor", $"/recognition/checks/{declined}/decisions", new { code = World.Ct, resultId = other, decision = "decline", reasonCode = "conditionChanged", explained = true });
        var (repeated, _, _) = await Desk.Asked();
        await Desk.Post("doctor", $"/recognition/checks/{repeated}/orders", new { code = World.Ct });

        var view = await Desk.Get("bureau", "/recognition/measures?by=reason");
        Assert.Equal((3, 3, 1, 1, 1, 1), (N(view["total"], "prompted"), N(view["total"], "hadResults"), N(view["total"], "opened"), N(view["total"], "accepted"), N(view["total"], "declined"), N(view["total"], "repeated")));
        Assert.Equal((100d / 3, 160m, 0m), ((double)view["total"]!["recognitionRate"]!, (decimal)view["total"]!["feesSavedDirect"]!, (decimal)view["total"]!["feesSavedPotential"]!));
        var reason = Assert.Single(view["rows"]!.AsArray());
        Assert.Equal(("conditionChanged", 1), ((string?)reason!["key"], N(reason, "declined")));
        foreach (var (measure, check) in new[] { ("accepted", accepted), ("opened", accepted), ("feesSavedDirect", accepted), ("declined", declined), ("repeated", repeated) })
            Assert.Equal(check, (string?)Assert.Single((await Desk.Get("bureau", $"/recognition/measures/cases?measure={measure}"))["items"]!.AsArray())!["checkId"]);
    }

    [Fact]
    public async Task What_is_taken_back_is_counted_out_where_it_was_counted_in()
    {
        var (id, result, _) = await Desk.Asked();
        await Decide(id, result, "accept");
        Desk.Time.Advance(TimeSpan.FromHours(2));
        await Desk.Post("doctor", $"/recognition/checks/{id}/decisions/1/revoke", new { reason = "选错" });
        var total = (await Desk.Get("bureau", "/recognition/measures"))["total"];
        Assert.Equal((0, 1, 0m, 0d), (N(total, "accepted"), N(total, "revoked"), (decimal)total!["feesSavedDirect"]!, (double)total["recognitionRate"]!));
        Assert.Empty((await Desk.Get("bureau", "/recognition/measures/cases?measure=accepted"))["items"]!.AsArray());
        Assert.Single((await Desk.Get("bureau", "/recognition/measures/cases?measure=revoked"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Each_sees_the_figures_of_the_own_area_or_institution()
    {
        await Desk.Asked();
        Assert.Equal(1, N((await Desk.Get("bureau", "/recognition/measures"))["total"], "prompted"));
        Assert.Equal(1, N((await Desk.Get("insurer", "/recognition/measures"))["total"], "prompted"));
        Assert.Equal(1, N((await Desk.Get("office", "/recognition/measures"))["total"], "prompted"));
        Assert.Equal(0, N((await Desk.Get("city-office", "/recognition/measures"))["total"], "prompted"));
        Assert.Equal(0, N((await Desk.Get("far-bureau", "/recognition/measures"))["total"], "prompted"));
        foreach (var who in new[] { "doctor", "resident", "auditor" })
            Assert.Equal(403, (int)(await Desk.Send(who, HttpMethod.Get, "/recognition/measures")).Status);
        Assert.Equal(400, (int)(await Desk.Send("bureau", HttpMethod.Get, "/recognition/measures?from=2026&by=colour")).Status);
    }

    [Fact]
    public async Task Figures_equal_a_naive_count_of_the_log_and_survive_a_rebuild()
    {
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            if (random.Next(6) == 0) Desk.Time.Advance(TimeSpan.FromHours(random.Next(1, 40)));
            var (id, result, _) = await Desk.Asked(daysAgo: random.Next(1, 60), institution: random.Next(3) == 0 ? "far" : "county", more: random.Next(2) == 0 ? [World.Blood] : []);
            for (var step = 0; step < random.Next(5); step++)
                await (random.Next(6) switch
                {
                    0 => Desk.Send("doctor", HttpMethod.Post, $"/recognition/checks/{id}/views", new { resultId = result }),
                    1 => Desk.Send("doctor", HttpMethod.Post, $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "accept" }),
                    2 => Desk.Send("doctor", HttpMethod.Post, $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "emergency", explained = true }),
                    3 => Desk.Send("doctor", HttpMethod.Post, $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "defer" }),
                    4 => Desk.Send("doctor", HttpMethod.Post, $"/recognition/checks/{id}/decisions/{random.Next(1, 3)}/revoke", new { }),
                    _ => Desk.Send("doctor", HttpMethod.Post, $"/recognition/checks/{id}/orders", new { code = World.Ct }),
                });
        }
        var counted = await Count();
        var naive = await NaiveCount();
        Assert.True(naive["accepted"] > 3 && naive["revoked"] > 0 && naive["repeated"] > 0, string.Join(' ', naive));
        Assert.Equal(naive, counted);
        await Desk.ReadModel.Rebuild(TestContext.Current.CancellationToken);
        Assert.Equal(counted, await Count());
        foreach (var by in new[] { "institution", "item", "relation", "specialty", "month" })
        {
            var rows = (await Desk.Get("bureau", $"/recognition/measures?by={by}"))["rows"]!.AsArray();
            Assert.Equal(naive["accepted"], rows.Sum(r => N(r, "accepted")));
            Assert.All(rows, r => Assert.NotEqual("", (string?)r!["name"]));
        }
        var total = (await Desk.Get("bureau", "/recognition/measures"))["total"];
        foreach (var measure in new[] { "prompted", "hadResults" }) Assert.Equal(N(total, measure), await Shown(measure));
    }

    [Fact]
    public async Task A_table_for_a_spreadsheet_has_every_figure()
    {
        await Desk.Asked();
        var answer = await Desk.Raw("bureau", "/recognition/measures?by=item", "text/csv");
        Assert.StartsWith("\uFEFF名称,提示,调阅,认可", answer, StringComparison.Ordinal);
        Assert.Equal(3, answer.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_resident_sees_what_was_recognised_and_what_it_saved()
    {
        var result = Desk.Had(World.Result("own-ct", "county", daysAgo: 5, patient: "patient-own")).Id;
        var check = await Desk.Post("doctor", "/recognition/checks", new { patientId = "patient-own", items = new[] { new { code = World.Ct } } });
        await Decide((string)check["id"]!, result, "accept");
        var mine = await Desk.Get("resident", "/recognition/mine");
        var item = Assert.Single(mine["items"]!.AsArray())!;
        Assert.Equal((160m, 160m, "名 county", "名 township", "accepted"),
            ((decimal)mine["savedTotal"]!, (decimal)item["saved"]!, (string?)item["from"], (string?)item["to"], (string?)item["decision"]));
        Assert.Equal(403, (int)(await Desk.Send("doctor", HttpMethod.Get, "/recognition/mine")).Status);
    }

    /// <summary>How many cases stand behind a figure, page by page.</summary>
    private async Task<int> Shown(string measure)
    {
        var shown = 0;
        string? cursor = null;
        do
        {
            var page = await Desk.Get("bureau", $"/recognition/measures/cases?measure={measure}&limit=7{(cursor is null ? "" : $"&cursor={cursor}")}");
            (shown, cursor) = (shown + page["items"]!.AsArray().Count, (string?)page["next"]);
        }
        while (cursor is not null);
        return shown;
    }

    private Task<JsonNode> Decide(string id, string result, string decision) =>
        Desk.Post("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision });

    private async Task<SortedDictionary<string, int>> Count()
    {
        var total = (await Desk.Get("bureau", "/recognition/measures"))["total"];
        return new(new[] { "prompted", "opened", "accepted", "declined", "deferred", "revoked", "repeated" }.ToDictionary(name => name, name => N(total, name)));
    }

    /// <summary>Reads every check from its facts alone.</summary>
    private async Task<SortedDictionary<string, int>> NaiveCount()
    {
        var naive = new SortedDictionary<string, int>(new[] { "prompted", "opened", "accepted", "declined", "deferred", "revoked", "repeated" }.ToDictionary(name => name, _ => 0));
        var looked = new HashSet<(string, string)>();
        var standing = new Dictionary<(string, int), string>();
        await foreach (var page in Desk.Log.Follow(null, TestContext.Current.CancellationToken))
        {
            foreach (var append in page.Appends.Where(a => a.Stream.Category == RecognitionCheck.Category))
                foreach (var stored in append.Events)
                {
                    var (id, fact) = (append.Stream.Id, JsonNode.Parse(stored.Json.Span)!);
                    var name = stored.Type.Split('.')[1];
                    if (name == "checked") naive["prompted"] += fact[13]!.AsArray().Count(i => i![9]!.AsArray().Count > 0);
                    else if (name == "opened" && looked.Add((id, (string)fact["code"]!))) naive["opened"]++;
                    else if (name is "accepted" or "declined" or "deferred") standing[(id, (int)fact["no"]!)] = name;
                    else if (name == "revoked" && standing.Remove((id, (int)fact["no"]!))) naive["revoked"]++;
                    else if (name == "ordered" && (bool?)fact["repeated"] == true) naive["repeated"]++;
                }
            if (page.AtEnd) break;
        }
        foreach (var decision in standing.Values) naive[decision]++;
        return naive;
    }

    private static int N(JsonNode? figures, string name) => (int)figures![name]!;
}
