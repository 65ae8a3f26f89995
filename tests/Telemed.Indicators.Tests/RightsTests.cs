using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Telemed.Contracts;

namespace Telemed.Indicators.Tests;

/// <summary>Who reads which figures, what a spreadsheet gets, and what targets do.</summary>
public sealed class RightsTests : IAsyncLifetime
{
    private const string Period = "from=2026-06&to=2026-06";
    private Node node = null!;

    public async ValueTask InitializeAsync()
    {
        node = await Node.Open();
        await node.Tell(Story.Step("a1", "submitted", Story.June, "critical"), Story.Step("a1", "declined", Story.June, "noBed"));
        await node.Tell(Story.Step("a2", "submitted", Story.June, "equipment", from: "townA2", to: "city"), Story.Step("a2", "accepted", Story.June, from: "townA2", to: "city"));
        await node.Tell(Story.Step("b1", "submitted", Story.June, "critical", from: "townB", to: "city"));
    }

    public async ValueTask DisposeAsync() => await node.DisposeAsync();

    [Theory]
    [InlineData("physician")]
    [InlineData("resident")]
    [InlineData("insurer")]
    [InlineData("admin")]
    [InlineData("auditor")]
    public async Task Whose_business_it_is_not_gets_nothing(string who)
    {
        foreach (var path in new[]
        {
            "/indicators", "/indicators/up-referrals", "/indicators/up-referrals/cases", "/indicators/board", "/indicators/flows", "/indicators/flows/cases", "/indicators/report",
            "/indicators/targets", "/indicators/quality/cases?kind=lateRecords",
        }) Assert.Equal(HttpStatusCode.Forbidden, (await node.Send(who, HttpMethod.Get, path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await node.Send(who, HttpMethod.Put, "/indicators/targets", Target("520191"))).Status);
    }

    [Fact]
    public async Task Each_sees_the_own_area_or_institution()
    {
        Assert.Equal(["townA1", "townA2", "townB"], await Keys("bureau", "up-referrals"));
        Assert.Equal(["townA1", "townA2"], await Keys("bureauA", "up-referrals"));
        Assert.Empty(await Keys("far", "up-referrals"));
        Assert.Empty(await Keys("officeA", "up-referrals"));
        Assert.Equal(["countyA"], await Keys("officeA", "refusal-rate"));
        Assert.Equal(["a1"], await Cases("officeA", "refusal-rate/cases?part=numerator"));
        Assert.Equal(["a1", "a2"], await Cases("bureauA", "up-referrals/cases?part=numerator"));
        Assert.Equal(["b1"], await Cases("bureau", "up-referrals/cases?institution=townB"));
        Assert.Empty(await Cases("bureauA", "up-referrals/cases?institution=townB"));
        Assert.Equal(HttpStatusCode.NotFound, (await node.Send("bureau", HttpMethod.Get, "/indicators/none")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Send("bureau", HttpMethod.Get, "/indicators/up-rate?by=colour&from=2026-13")).Status);
    }

    [Fact]
    public async Task Flows_tell_where_and_why_and_open_to_their_cases()
    {
        var flows = (await node.Get("bureauA", $"/indicators/flows?{Period}&direction=up"))["items"]!.AsArray();
        Assert.Equal([("townA1", "countyA"), ("townA2", "city")], flows.Select(f => ((string)f!["from"]!, (string)f["to"]!)));
        Assert.Equal(("equipment", "缺少相应的技术或设备", 1), (
            (string)flows[1]!["reasons"]![0]!["code"]!, (string)flows[1]!["reasons"]![0]!["text"]!, (int)flows[1]!["reasons"]![0]!["n"]!));
        Assert.Equal(("city", "township"), ((string)flows[1]!["toTier"]!, (string)flows[1]!["fromTier"]!));
        Assert.Equal(["a2"], await Cases("bureauA", $"flows/cases?direction=up&fromId=townA2&toId=city&reason=equipment"));
        Assert.Empty(await Cases("bureauA", $"flows/cases?direction=up&fromId=townB&toId=city"));
    }

    [Fact]
    public async Task A_spreadsheet_gets_what_the_page_shows()
    {
        var csv = await node.Csv("bureau", $"/indicators/refusal-rate?{Period}&by=institution");
        Assert.Equal([0xEF, 0xBB, 0xBF], csv[..3]);
        Assert.Equal(Golden("refusal-rate.csv"), Encoding.UTF8.GetString(csv[3..]));
        var all = Encoding.UTF8.GetString((await node.Csv("bureau", $"/indicators?{Period}", "en"))[3..]).Split("\r\n");
        Assert.Equal("No.,Name,Definition,Value,Unit,Source", all[0]);
        Assert.Equal(43, all.Length);
        Assert.Contains("1,Up-referrals,Up-referrals submitted in the period,3,cases,\"Guiding opinion on tiered care, 国办发〔2015〕70号\"", all);
        var cases = Encoding.UTF8.GetString(await node.Csv("bureau", $"/indicators/refusal-rate/cases?{Period}&part=numerator"));
        Assert.Contains("1,N-a1,2026-06-10 10:00,松河县云顶镇卫生院,松河县人民医院,submitted", cases, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_counts_for_its_scope_and_what_lies_in_it()
    {
        Assert.Equal(HttpStatusCode.OK, (await node.Send("bureau", HttpMethod.Put, "/indicators/targets", Target("5201"))).Status);
        var (status, set) = await node.Send("bureauA", HttpMethod.Put, "/indicators/targets", Target("countyA", 5));
        Assert.Equal((HttpStatusCode.OK, 1), (status, (int)set!["version"]!));
        var figures = await node.Get("bureau", $"/indicators/refusal-rate?{Period}&by=institution");
        Assert.Equal(10m, (decimal)figures["total"]!["target"]!);
        Assert.Equal([("city", 10m), ("countyA", 5m)], figures["rows"]!.AsArray().Select(r => ((string)r!["key"]!, (decimal)r["target"]!)).Order());
        Assert.Equal(HttpStatusCode.Forbidden, (await node.Send("bureauA", HttpMethod.Put, "/indicators/targets", Target("5201"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await node.Send("bureauA", HttpMethod.Put, "/indicators/targets", Target("townB"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await node.Send("officeA", HttpMethod.Put, "/indicators/targets", Target("countyA"))).Status);
        foreach (var bad in new[] { Target("nowhere"), Target("5201", 101), Target("5201") with { Code = "none" }, Target("5201") with { Approver = "" }, Target("5201") with { Year = null } })
            Assert.Equal(HttpStatusCode.BadRequest, (await node.Send("bureau", HttpMethod.Put, "/indicators/targets", bad)).Status);
        await node.Send("bureau", HttpMethod.Put, "/indicators/targets", Target("countyA", null));
        Assert.Equal(["5201"], (await node.Get("bureau", "/indicators/targets?year=2026")).AsArray().Select(t => (string)t!["scope"]!));
        var report = await node.Get("bureau", "/indicators/report?year=2026");
        var item = report["items"]!.AsArray().Single(i => (string)i!["code"]! == "refusal-rate")!;
        Assert.Equal((50.0, 10m), ((double)item["value"]!, (decimal)item["target"]!));
        Assert.Equal(["520190", "520191"], report["byCounty"]!.AsArray().Where(c => c!["values"]!["refusal-rate"] is not null).Select(c => (string)c!["key"]!));
        Assert.Equal("2026-06", (string)item["byMonth"]![0]!["month"]!);
    }

    private static Targeting.TargetBody Target(string scope, decimal? value = 10) => new(2026, "refusal-rate", scope, value, "卫健局");

    private async Task<List<string>> Keys(string who, string code) =>
        [.. (await node.Get(who, $"/indicators/{code}?{Period}&by=institution"))["rows"]!.AsArray().Select(r => (string)r!["key"]!).Order(StringComparer.Ordinal)];

    private async Task<List<string>> Cases(string who, string path) =>
        [.. (await node.Get(who, $"/indicators/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Period}"))["items"]!.AsArray().Select(i => (string)i!["id"]!)];

    private static string Golden(string name, [System.Runtime.CompilerServices.CallerFilePath] string caller = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(caller)!, name)).ReplaceLineEndings("\r\n");
}
