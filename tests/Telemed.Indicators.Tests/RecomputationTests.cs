using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Indicators.Defining;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Indicators.Tests;

/// <summary>Figures kept event by event are those that anybody gets who counts the log again, and each opens to as many cases as it says.</summary>
public sealed class RecomputationTests
{
    private const int From = 202602, To = 202606;
    private static readonly (string Who, string? Area, string? Institution)[] Viewers = [("bureau", "5201", null), ("bureauA", "520191", null), ("officeA", null, "countyA")];
    private static readonly string[] Comparisons = ["institution", "level", "county", "alliance", "specialty", "lane", "month"];

    [Fact]
    public void Figures_equal_a_naive_count_of_the_log() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(15), Prop.ForAll(Histories.Some.ToArbitrary(), history => Equal(history).GetAwaiter().GetResult()));

    private static async Task<bool> Equal(List<List<CaseStep>> history)
    {
        await using var node = await Node.Open();
        foreach (var steps in history) await node.Tell([.. steps]);
        var log = await Logged(node);
        var (who, area, institution) = Viewers[history.Count % Viewers.Length];
        var naive = new Naive(log, node.Region, area, institution);
        foreach (var code in node.Get<IndicatorSet>().Codes)
        {
            var definition = node.Get<IndicatorSet>().Of(code, To);
            if (definition.Figure == Figure.Coverage) continue;
            await Compare(node, who, naive, definition, Comparisons[(history.Count + code.Length) % Comparisons.Length]);
        }
        return true;
    }

    private static async Task Compare(Node node, string who, Naive naive, IndicatorDefinition definition, string by)
    {
        var units = naive.Units(definition.Of.Rule, From, To);
        var per = definition.Per is { } below ? naive.Units(below.Rule, From, To) : null;
        var answer = await node.Get(who, $"/indicators/{definition.Code}?from=2026-02&to=2026-06&by={by}");
        Same(definition, answer["total"]!, units, per);
        var rows = answer["rows"]!.AsArray().ToDictionary(r => (string)r!["key"]!, r => r!);
        var expected = units.GroupBy(u => naive.Key(by, definition.Of.Rule, u.Opened)).ToDictionary(g => g.Key, g => g.ToList());
        var expectedPer = per?.GroupBy(u => naive.Key(by, definition.Per!.Rule, u.Opened)).ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(expected.Keys.Union(expectedPer?.Keys.AsEnumerable() ?? []).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, row) in rows) Same(definition, row, expected.GetValueOrDefault(key) ?? [], per is null ? null : expectedPer!.GetValueOrDefault(key) ?? []);
        var some = rows.Keys.Order(StringComparer.Ordinal).FirstOrDefault();
        await Opens(node, who, definition, answer["total"]!, $"by={by}");
        if (some is not null) await Opens(node, who, definition, rows[some], $"by={by}&key={Uri.EscapeDataString(some)}");
    }

    private static void Same(IndicatorDefinition definition, JsonNode shown, List<Naive.Counted> units, List<Naive.Counted>? per)
    {
        Assert.Equal((definition.Code, units.Count(u => u.Hit)), (definition.Code, (int)shown["numerator"]!));
        if (definition.Figure is Figure.Share or Figure.Percentile) Assert.Equal(units.Count, (int)shown["denominator"]!);
        if (per is not null) Assert.Equal((definition.Code, per.Count(u => u.Hit)), (definition.Code, (int)shown["denominator"]!));
        var value = Naive.Value(definition, units, per?.Count(u => u.Hit));
        Assert.True(value is null == shown["value"] is null && (value is null || Math.Abs(value.Value - (double)shown["value"]!) < 1e-9), $"{definition.Code}: {value} and {shown["value"]}");
    }

    private static async Task Opens(Node node, string who, IndicatorDefinition definition, JsonNode shown, string query)
    {
        foreach (var part in new[] { "numerator", "denominator" })
        {
            if (shown[part] is null) continue;
            var (found, cursor) = (new List<string>(), (string?)null);
            do
            {
                var page = await node.Get(who, $"/indicators/{definition.Code}/cases?from=2026-02&to=2026-06&{query}&part={part}&limit=7&cursor={cursor}");
                found.AddRange(page["items"]!.AsArray().Select(i => $"{i!["id"]} {i["at"]}"));
                cursor = (string?)page["next"];
            }
            while (cursor is not null);
            Assert.Equal((definition.Code, part, (int)shown[part]!), (definition.Code, part, found.Count));
        }
    }

    [Fact]
    public async Task Figures_after_a_full_disk_are_those_of_a_rebuilt_read_model()
    {
        await using var node = await Node.Open();
        await node.Tell(Story.Step("1", "submitted", Story.June));
        node.Disk.Full = true;
        var told = node.Tell(Story.Step("2", "submitted", Story.June, from: "townA2"), Story.Step("2", "declined", Story.June, "noBed", "declined", from: "townA2"));
        for (var i = 0; i < 1000 && node.ReadModel.Health.State != ReadModelState.Waiting; i++) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Assert.False(told.IsCompleted);
        node.Disk.Full = false;
        await told.WaitAsync(TimeSpan.FromSeconds(20));
        var live = Node.Dump(node.ReadModel);
        await node.ReadModel.Rebuild(default);
        Assert.Equal(Node.Dump(node.ReadModel), live);
    }

    [Fact]
    public async Task Reasons_add_up_to_the_refusals()
    {
        await using var node = await Node.Open();
        foreach (var steps in Histories.Some.Sample(40).First(h => h.Count > 60)) await node.Tell([.. steps]);
        var answer = await node.Get("bureau", "/indicators/refusal-rate?from=2026-01&to=2026-06&by=reason");
        Assert.Equal((int)answer["total"]!["numerator"]!, answer["rows"]!.AsArray().Sum(r => (int)r!["numerator"]!));
        foreach (var row in answer["rows"]!.AsArray())
        {
            Assert.Equal((int)answer["total"]!["denominator"]!, (int)row!["denominator"]!);
            if ((int)row["numerator"]! == 0) continue;
            var cases = await node.Get("bureau", $"/indicators/refusal-rate/cases?from=2026-01&to=2026-06&by=reason&key={row["key"]}&limit=200");
            Assert.Equal((int)row["numerator"]!, cases["items"]!.AsArray().Count);
            var narrowed = await node.Get("bureau", $"/indicators/refusal-rate?from=2026-01&to=2026-06&reason={row["key"]}");
            Assert.Equal((int)row["numerator"]!, (int)narrowed["total"]!["numerator"]!);
        }
    }

    [Fact]
    public async Task Coverage_counts_institutions_once_and_opens_to_them()
    {
        await using var node = await Node.Open();
        foreach (var steps in Histories.Some.Sample(40).First(h => h.Count > 60)) await node.Tell([.. steps]);
        var asked = (await Logged(node)).Where(s => s is { Step: "submitted", Category: not "visit" }).Select(s => s.Case.FromId).Where(id => id != "asleep").Distinct().Order(StringComparer.Ordinal).ToList();
        var answer = await node.Get("bureau", "/indicators/coverage?from=2026-01&to=2026-12&by=level");
        Assert.Equal((asked.Count, 7), ((int)answer["total"]!["numerator"]!, (int)answer["total"]!["denominator"]!));
        Assert.Equal(7, answer["rows"]!.AsArray().Sum(r => (int)r!["denominator"]!));
        var items = (await node.Get("bureau", "/indicators/coverage/cases?from=2026-01&to=2026-12&part=numerator"))["items"]!.AsArray();
        Assert.Equal(asked, items.Select(i => (string)i!["id"]!));
    }

    [Fact]
    public async Task A_rebuild_and_another_read_model_give_the_same_tables()
    {
        await using var node = await Node.Open();
        foreach (var steps in Histories.Some.Sample(40).First(h => h.Count > 60)) await node.Tell([.. steps]);
        var live = Node.Dump(node.ReadModel);
        var figures = await node.Get("bureau", "/indicators/clocks-kept?from=2026-01&to=2026-12&by=institution");
        await node.ReadModel.Rebuild(default);
        Assert.Equal(live, Node.Dump(node.ReadModel));
        var again = await node.Get("bureau", "/indicators/clocks-kept?from=2026-01&to=2026-12&by=institution");
        Assert.Equal(figures["rows"]!.ToJsonString(), again["rows"]!.ToJsonString());
    }

    [Fact]
    public async Task A_restart_in_the_middle_goes_on_with_the_tracks_it_finds()
    {
        var history = Histories.Some.Sample(40).First(h => h.Count > 60);
        await using var whole = await Node.Open();
        foreach (var steps in history) await whole.Tell([.. steps]);
        var folder = Directory.CreateTempSubdirectory("telemed-indicators-").FullName;
        await using (var first = await Node.Open(folder))
            foreach (var steps in history.Take(history.Count / 2))
                await first.Tell([.. steps]);
        await using (var second = await Node.Open(folder))
        {
            foreach (var steps in history.Skip(history.Count / 2)) await second.Tell([.. steps]);
            Assert.Equal(Node.Dump(whole.ReadModel), Node.Dump(second.ReadModel));
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<CaseStep>> Logged(Node node)
    {
        var log = new List<CaseStep>();
        await foreach (var page in node.Log.Follow(null, default))
        {
            log.AddRange(page.Appends.SelectMany(StepSource.Read));
            if (page.AtEnd) break;
        }
        return log;
    }
}
