using System.Net;
using System.Text.Json.Nodes;
using Telemed.Recognition.Catalogues;

namespace Telemed.Recognition.Tests;

/// <summary>Catalogues as files and over HTTP.</summary>
public sealed class CatalogueTests
{
    private const string Small = """
        {"region":"5201","version":1,"effectiveFrom":"2020-01-01","effectiveTo":"2025-12-31","approvedBy":"a","source":"s","mode":"open","checkHours":72,"sampling":{"worstShare":0.2,"leastSamples":5},
         "relations":[{"code":"sameLevel","on":true,"text":{"zh":"a","en":"a"},"source":"s"},{"code":"alliance","on":true,"text":{"zh":"a","en":"a"},"source":"s"},
                      {"code":"higherToLower","on":true,"text":{"zh":"a","en":"a"},"source":"s"},{"code":"mark","on":true,"text":{"zh":"a","en":"a"},"source":"s"}],
         "reasons":[{"code":"other","text":{"zh":"a","en":"a"},"needsComment":true,"statutory":"s"}],"specialties":[],
         "items":{"LAB.CBC":{"windowHours":24,"from":"collected","diseases":[],"deviceClasses":[],"methods":[],"noIntervention":true,"evidence":"required"}}}
        """;

    [Fact]
    public void The_shipped_catalogues_know_every_item() => Assert.Equal(["37", "4452", "5201", "61"], World.Catalogues.Keys.Order());

    [Theory]
    [InlineData("2026-01-02", "leaves a gap")]
    [InlineData("2025-06-01", "overlaps")]
    public void Versions_follow_each_other_without_gap_or_overlap(string from, string fault)
    {
        var next = JsonNode.Parse(Small)!;
        (next["version"], next["effectiveFrom"], next["effectiveTo"]) = (2, from, null);
        Assert.Contains(fault, Assert.Throws<CatalogueException>(() => CatalogueFiles.Load([("5201-1", Small), ("5201-2", next.ToJsonString())])).Message);
        next["effectiveFrom"] = "2026-01-01";
        Assert.Equal(2, CatalogueFiles.Load([("5201-1", Small), ("5201-2", next.ToJsonString())], World.Items)["5201"].Count);
    }

    [Theory]
    [InlineData("LAB.CBC", "LAB.MOON", "No standard item LAB.MOON")]
    [InlineData("\"windowHours\":24", "\"windowHours\":0", "windowHours")]
    [InlineData("\"windowHours\":24", "\"windowHours\":24,\"negative\":{}", "says why")]
    [InlineData("\"windowHours\":24", "\"windowHours\":24,\"negative\":{\"reason\":{\"zh\":\"快\",\"en\":\"\"}}", "says why")]
    [InlineData("\"code\":\"mark\"", "\"code\":\"alliance\"", "Each relation is said once")]
    [InlineData("\"mode\":\"open\"", "\"mode\":\"sometimes\"", "malformed")]
    [InlineData("\"source\":\"s\",\"mode\"", "\"mode\"", "malformed")]
    public void A_bad_catalogue_stops_the_start(string good, string bad, string fault) =>
        Assert.Contains(fault, Assert.Throws<CatalogueException>(() => CatalogueFiles.Load([("5201-1", Small.Replace(good, bad, StringComparison.Ordinal))], World.Items)).Message);

    [Fact]
    public async Task A_new_version_holds_from_its_day_and_old_checks_keep_theirs()
    {
        using var folder = new Folder();
        await using var desk = await Desk.Open(folder.Path);
        var (id, _, patient) = await desk.Asked(daysAgo: 20);
        var draft = await Draft(desk);
        Item(draft, World.Ct)["windowHours"] = 24;
        var preview = await desk.Post("bureau", "/recognition/catalogue/preview", new { catalogue = draft });
        Assert.Equal((1, World.Ct, "recognisable", "notRecognisable", 1), ((int)preview["checks"]!, (string?)preview["changed"]![0]!["itemCode"],
            (string?)preview["changed"]![0]!["before"], (string?)preview["changed"]![0]!["after"], (int)preview["changed"]![0]!["n"]!));
        Assert.Equal((id, "windowPassed"), ((string?)preview["examples"]![0]!["checkId"], (string?)preview["examples"]![0]!["after"]!["rule"]!["code"]));
        var (status, published, _) = await desk.Send("bureau", HttpMethod.Put, "/recognition/catalogue", draft);
        Assert.True(status == HttpStatusCode.OK, $"{published}");
        Assert.Equal(2, (int)published!["version"]!);
        var body = new { patientId = patient, items = new[] { new { code = World.Ct } } };
        Assert.Equal("5201-1", (string?)(await desk.Post("doctor", "/recognition/checks", body))["catalogueVersion"]);
        desk.Time.Advance(TimeSpan.FromDays(1));
        var after = await desk.Post("doctor", "/recognition/checks", body);
        Assert.Equal(("5201-2", "windowPassed"), ((string?)after["catalogueVersion"], (string?)after["items"]![0]!["rule"]!["code"]));
        Assert.Equal("recognisable", (string?)(await desk.Get("doctor", $"/recognition/checks/{id}"))["items"]![0]!["verdict"]);
        var versions = (await desk.Get("doctor", "/recognition/catalogue/versions?region=5201"))["items"]!.AsArray();
        Assert.Equal([(2, null), (1, "2026-11-23")], versions.Select(v => ((int)v!["version"]!, (string?)v["effectiveTo"])));
        Assert.Equal(720, (int)Item(await desk.Get("doctor", "/recognition/catalogue?on=2026-11-23"), World.Ct)["windowHours"]!);
        Assert.Equal(24, (int)Item(await desk.Get("doctor", "/recognition/catalogue"), World.Ct)["windowHours"]!);
    }

    [Fact]
    public async Task What_is_wrong_with_a_version_is_named()
    {
        using var folder = new Folder();
        await using var desk = await Desk.Open(folder.Path);
        var draft = await Draft(desk);
        foreach (var (who, region) in new[] { ("doctor", "5201"), ("far-bureau", "5201"), ("bureau", "52"), ("insurer", "5201") })
        {
            draft["region"] = region;
            var refused = await Put(desk, who, draft, 403, "approver-without-right");
            Assert.Equal("approver", Assert.Single(refused["errors"]!.AsObject()).Key);
        }
        draft["region"] = "5201";
        draft["effectiveFrom"] = "2026-11-22";
        Assert.Equal("effectiveFrom", Assert.Single((await Put(desk, "bureau", draft, 400, "in-the-past"))["errors"]!.AsObject()).Key);
        draft["effectiveFrom"] = "2026-12-01";
        draft["baseVersion"] = 7;
        await Put(desk, "bureau", draft, 409, "base-outdated");
        draft["baseVersion"] = 1;
        var bad = draft.DeepClone();
        Item(bad, World.Ct)["code"] = "CT.MOON";
        bad["approver"] = "";
        Assert.Contains("approver", (await Put(desk, "bureau", bad, 400, "invalid-input"))["errors"]!.AsObject().Select(e => e.Key));
        bad["approver"] = "局";
        Assert.Contains((await Put(desk, "bureau", bad, 400, "invalid-input"))["errors"]!.AsObject(), e => e.Value![0]!["text"]!.ToString().Contains("CT.MOON", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await desk.Send("bureau", HttpMethod.Put, "/recognition/catalogue", draft)).Status);
        draft["baseVersion"] = 2;
        Assert.Equal("effectiveFrom", Assert.Single((await Put(desk, "bureau", draft, 400, "dates-overlap"))["errors"]!.AsObject()).Key);
    }

    /// <summary>A version that ends leaves no gap behind it.</summary>
    [Fact]
    public async Task A_version_begins_the_day_after_one_that_ends()
    {
        using var folder = new Folder();
        await using var desk = await Desk.Open(folder.Path);
        var draft = await Draft(desk);
        draft["effectiveTo"] = "2026-12-31";
        Assert.Equal(HttpStatusCode.OK, (await desk.Send("bureau", HttpMethod.Put, "/recognition/catalogue", draft)).Status);
        draft["baseVersion"] = 2;
        draft["effectiveTo"] = null;
        draft["effectiveFrom"] = "2027-01-02";
        await Put(desk, "bureau", draft, 400, "dates-gap");
        draft["effectiveFrom"] = "2027-01-01";
        Assert.Equal(HttpStatusCode.OK, (await desk.Send("bureau", HttpMethod.Put, "/recognition/catalogue", draft)).Status);
    }

    private static JsonNode Item(JsonNode catalogue, string code) => catalogue["items"]!.AsArray().First(i => (string?)i!["code"] == code)!;

    /// <summary>The version in force, as an editor sends it back.</summary>
    private static async Task<JsonNode> Draft(Desk desk)
    {
        var draft = await desk.Get("bureau", "/recognition/catalogue?region=5201");
        (draft["baseVersion"], draft["approver"], draft["effectiveFrom"]) = (1, "市卫生健康局", "2026-11-24");
        return draft;
    }

    private static async Task<JsonNode> Put(Desk desk, string who, JsonNode body, int expected, string code)
    {
        var (status, answer, _) = await desk.Send(who, HttpMethod.Put, "/recognition/catalogue", body);
        Assert.True((int)status == expected && (string?)answer!["code"] == code, $"{(int)status} {answer}");
        return answer!;
    }
}
