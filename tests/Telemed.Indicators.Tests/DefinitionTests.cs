using System.Text.Json.Nodes;
using Telemed.Contracts;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Tests;

/// <summary>Definitions are data: complete where they come with the program, and refused with a clear word where they are wrong.</summary>
public sealed class DefinitionTests
{
    private const string Good = """
        { "code": "x", "version": 1, "validFrom": "2026-01", "name": { "zh": "甲", "en": "A" }, "formula": { "zh": "乙", "en": "B" }, "numerator": { "zh": "丙", "en": "C" },
          "denominator": { "zh": "丁", "en": "D" }, "unit": "%", "better": "up", "source": { "document": { "zh": "戊", "en": "E" } }, "figure": "share",
          "count": { "cases": "referral", "party": "to", "each": ["accepted"], "then": ["arrived"] } }
        """;

    [Fact]
    public void The_definitions_of_the_program_cover_what_is_asked_for()
    {
        var set = IndicatorSet.Embedded();
        Assert.Equal(set.Codes.Count, set.Codes.Distinct().Count());
        foreach (var code in new[]
        {
            "up-referrals", "down-referrals", "up-rate", "down-rate", "in-county-rate", "referral-response-median", "referral-response-p90", "arrival-rate", "refusal-rate", "no-slot-rate",
            "loop-closed-rate", "down-reception-rate", "follow-up-on-time", "consultation-total-median", "consultation-total-p90", "services-to-lower", "coverage", "clocks-kept", "satisfaction",
        }) Assert.Contains(code, set.Codes);
        Assert.Equal(set.Versions("referral-response-median")![0].Of.Id, set.Versions("referral-response-p90")![0].Of.Id);   // counted once
    }

    [Theory]
    [InlineData("unit", "\"km\"", "a share is not given in 'km'")]
    [InlineData("figure", "\"guess\"", "'figure' cannot be 'guess'")]
    [InlineData("better", "\"higher\"", "'better' is up or down, not 'higher'")]
    [InlineData("name", "{ \"zh\": \"甲\" }", "'name' is not said in both languages")]
    [InlineData("source", null, "'source' is missing")]
    [InlineData("count", null, "'count' is missing")]
    [InlineData("validFrom", "\"someday\"", "a member is missing or malformed")]
    [InlineData("percentile", "50", "only a percentile has 'percentile'")]
    [InlineData("colour", "1", "no member is called 'colour'")]
    [InlineData("count/each", "[]", "'count' has no 'each'")]
    [InlineData("count/then", null, "a share needs")]
    [InlineData("count/never", "[\"reserved\"]", "only one of")]
    [InlineData("count/party", "\"both\"", "'party' cannot be 'both'")]
    [InlineData("count/carries", "\"minutes\"", "a percentile, and nothing else, carries minutes")]
    [InlineData("count/weight", "2", "no member of 'count' is called 'weight'")]
    public void A_wrong_definition_is_named_with_its_fault(string member, string? value, string fault)
    {
        var json = JsonNode.Parse(Good)!.AsObject();
        var path = member.Split('/');
        var parent = path.Length == 1 ? json : json[path[0]]!.AsObject();
        if (value is null) parent.Remove(path[^1]);
        else parent[path[^1]] = JsonNode.Parse(value);
        var refused = Assert.Throws<IndicatorException>(() => IndicatorSet.Load($"[{json.ToJsonString()}]"));
        Assert.StartsWith("Indicator 'x': ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_follow_each_other_by_month()
    {
        var later = Good.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal).Replace("2026-01", "2026-07", StringComparison.Ordinal)
            .Replace("\"arrived\"", "\"arrived\", \"admitted\"", StringComparison.Ordinal);
        var set = IndicatorSet.Load($"[{later}, {Good}]");
        Assert.Equal((1, 2), (set.Of("x", 202606).Version, set.Of("x", 202607).Version));
        Assert.Equal([(0, 202606), (202607, 999912)], set.Versions("x")!.Select(v => (v.Of.From, v.Of.To)));
        Assert.NotEqual(IndicatorSet.Load($"[{Good}]").Fingerprint, set.Fingerprint);
        Assert.Throws<IndicatorException>(() => IndicatorSet.Load($"[{Good}, {Good}]"));
        Assert.Throws<IndicatorException>(() => IndicatorSet.Load("{"));
    }

    [Fact]
    public async Task A_figure_without_cases_has_no_value_rather_than_a_wrong_one()
    {
        await using var node = await Node.Open();
        foreach (var code in node.Get<IndicatorSet>().Codes)
        {
            var total = (await node.Get("bureau", $"/indicators/{code}?from=2026-01&to=2026-06"))["total"]!;
            Assert.Equal(0, (int)total["numerator"]!);
            var definition = node.Get<IndicatorSet>().Of(code, 202606);
            if (definition.Figure is not (Figure.Count or Figure.Coverage)) Assert.Null(total["value"]);
        }
    }

    [Fact]
    public async Task A_unit_belongs_to_the_month_in_which_it_opened()
    {
        await using var node = await Node.Open();
        var may = new DateTimeOffset(2026, 5, 31, 15, 59, 0, TimeSpan.Zero);   // 23:59 of the last of May in China
        await node.Tell(Story.Step("a", "submitted", may.AddHours(-1)), Story.Step("a", "accepted", may));
        await node.Tell(Story.Step("a", "arrived", may.AddDays(2)));
        await node.Tell(Story.Step("b", "submitted", may), Story.Step("b", "accepted", may.AddMinutes(1)));
        await node.Tell(Story.Step("b", "cancelled", may.AddDays(1)));
        var rows = (await node.Get("bureau", "/indicators/arrival-rate?from=2026-05&to=2026-06&by=month"))["rows"]!.AsArray();
        Assert.Equal([("2026-05", 100.0), ("2026-06", 0.0)], rows.Select(r => ((string)r!["key"]!, (double)r["value"]!)));
    }
}
