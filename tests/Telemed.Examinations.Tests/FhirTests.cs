using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Telemed.Contracts;
using Telemed.Examinations.Fhir;
using Telemed.Examinations.Reading;
using static Telemed.Examinations.Tests.Laboratory;

namespace Telemed.Examinations.Tests;

/// <summary>Bundles of reports and observations: what is right is taken, each other entry says why not.</summary>
public sealed class FhirTests : IAsyncLifetime
{
    private Laboratory laboratory = null!;

    public async ValueTask InitializeAsync() => laboratory = await Open();

    public ValueTask DisposeAsync() => laboratory.DisposeAsync();

    [Fact]
    public async Task A_report_with_its_observations_becomes_one_result()
    {
        var answer = await Send(Bundle("batch", Report("R1", "urn:uuid:1", "urn:uuid:2"), Value("urn:uuid:1", "WBC", "白细胞", 12.10m, "10*9/L", "H"), Value("urn:uuid:2", "HGB", "血红蛋白", 121m, "g/L", null)));
        Assert.Equal(["201 Created", "200 OK", "200 OK"], Statuses(answer));
        var result = await laboratory.Do(new GetResult(County, Assert.Single(await laboratory.List(County)).Id, Language.Zh));
        Assert.Equal(["WBC 12.10 10*9/L High", "HGB 121 g/L "], result.Values.Select(v => $"{v.Code} {v.Value} {v.Unit} {v.Flag}"));
        Assert.Equal(("LAB.CBC", "R1", "白细胞升高", "fhir"), (result.Item!.Code, result.LocalId, result.Report!.Conclusion, result.Origin!.Kind));
    }

    [Fact]
    public async Task The_same_bundle_again_makes_nothing_twice()
    {
        var bundle = Bundle("batch", Alone("LAB.K", "K-1"));
        Assert.Equal(["201 Created"], Statuses(await Send(bundle)));
        Assert.Equal(["200 OK"], Statuses(await Send(bundle)));
        Assert.Single(await laboratory.List(County));
    }

    [Fact]
    public async Task Ten_thousand_entries_give_what_is_right_and_a_word_for_each_other()
    {
        var entries = Enumerable.Range(0, 10_000).Select(i => Alone(i % 1000 == 7 ? "LAB.NIX" : "LAB.K", $"K-{i}", patient: i % 1000 == 8 ? "p404" : $"p{i % 40}")).ToArray();
        var answer = await Send(Bundle("batch", entries));
        var statuses = Statuses(answer);
        Assert.Equal((9_980, 20), (statuses.Count(s => s == "201 Created"), statuses.Count(s => s.StartsWith("422", StringComparison.Ordinal))));
        var outcome = answer["entry"]![7]!["response"]!["outcome"]!;
        Assert.Equal(("OperationOutcome", "Bundle.entry[7].resource.itemCode"), ((string)outcome["resourceType"]!, (string)outcome["issue"]![0]!["expression"]![0]!));
    }

    [Fact]
    public async Task A_transaction_with_one_wrong_entry_stores_nothing()
    {
        var said = await Ask(Bundle("transaction", Alone("LAB.K", "K-1"), Alone("LAB.NIX", "K-2")));
        Assert.Equal((400, "OperationOutcome"), (said.Status, (string)said.Resource["resourceType"]!));
        Assert.Empty(await laboratory.List(County));
        Assert.Equal(["201 Created"], Statuses(await Send(Bundle("transaction", Alone("LAB.K", "K-1")))));
    }

    [Theory]
    [InlineData("status", "\"preliminary\"")]
    [InlineData("subject", "{\"reference\":\"Patient?identifier=1\"}")]
    [InlineData("effectiveDateTime", "\"2026-11-20\"")]
    [InlineData("effectiveDateTime", "\"2099-11-20T08:00:00Z\"")]
    [InlineData("code", "{\"text\":\"钾\"}")]
    [InlineData("code", "[]")]
    [InlineData("valueQuantity", "{\"value\":\"4.1\"}")]
    [InlineData("valueQuantity", "{\"value\":4.1,\"unit\":\"mg/dL\"}")]
    [InlineData("identifier", "[{\"value\":\"HALF\"}]")]
    public async Task What_is_wrong_with_an_entry_is_said_where_it_is(string member, string json)
    {
        var entry = Alone("LAB.K", "K-1");
        entry["resource"]![member] = JsonNode.Parse(json);
        var answer = await Send(Bundle("batch", entry));
        Assert.Equal(["422 Unprocessable Entity"], Statuses(answer));
        Assert.StartsWith("Bundle.entry[0].resource", (string)answer["entry"]![0]!["response"]!["outcome"]!["issue"]![0]!["expression"]![0]!, StringComparison.Ordinal);
        Assert.Empty(await laboratory.List(County));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[{}]}")]
    [InlineData("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[]}")]
    [InlineData("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[1]}")]
    public async Task What_is_no_bundle_is_said_to_be_none(string json) => Assert.Equal(400, (await Ask(JsonNode.Parse(json)!)).Status);

    [Fact]
    public async Task Nothing_that_stands_in_a_bundle_stops_the_door()
    {
        string[] words = ["resourceType", "Observation", "DiagnosticReport", "code", "coding", "subject", "Patient/p1", "status", "final", "result", "reference", "valueQuantity", "value", "entry", "resource", "HALF"];
        var word = Gen.Elements(words);
        var leaf = Gen.OneOf(word.Select(w => (JsonNode?)JsonValue.Create(w)), Gen.Elements(0, 1, -1).Select(n => (JsonNode?)JsonValue.Create(n)), Gen.Constant((JsonNode?)null), Gen.Constant((JsonNode?)JsonValue.Create(true)));
        Gen<JsonNode?> Node(int depth) => depth == 0 ? leaf : Gen.OneOf(
            leaf, Node(depth - 1).ListOf().Select(l => (JsonNode?)new JsonArray([.. l.Take(3).Select(n => n?.DeepClone())])),
            word.SelectMany(w => Node(depth - 1).Select(n => (w, n))).ListOf().Select(l => (JsonNode?)new JsonObject(l.DistinctBy(p => p.w).Take(6).Select(p => KeyValuePair.Create(p.w, p.n?.DeepClone())))));
        var texts = Node(4).Sample(300).Where(n => n is JsonObject).Select(n => n!.ToJsonString().Replace("HALF", "\\uD800", StringComparison.Ordinal)).ToArray();
        foreach (var text in texts)
        {
            using var bundle = JsonDocument.Parse($$"""{"resourceType":"Bundle","type":"batch","entry":[{"resource":{{text}}}]}""");
            Assert.Null((await laboratory.Ask(new TakeBundle(laboratory.By(County), bundle.RootElement))).Problem);
        }
    }

    [Fact]
    public async Task Results_are_written_as_reports_and_observations()
    {
        var made = await laboratory.Report(laboratory.Potassium(value: "6.90", flag: "critical"));
        var view = await laboratory.Do(new GetResult(County, made.Id, Language.Zh));
        var report = FhirWriting.Report(view);
        Assert.Equal(("DiagnosticReport", "final", $"Observation/{made.Id}-0"), ((string)report["resourceType"]!, (string)report["status"]!, (string)report["result"]![0]!["reference"]!));
        var observation = Assert.Single(FhirWriting.Observations(view));
        Assert.Equal("{\"value\":6.90,\"unit\":\"mmol/L\"}", observation["valueQuantity"]!.ToJsonString());
        Assert.Equal("AA", (string)observation["interpretation"]![0]!["coding"]![0]!["code"]!);
        Assert.Equal("3.5", observation["referenceRange"]![0]!["low"]!["value"]!.ToJsonString());
        Assert.All([report, observation], r => Assert.True(r.ContainsKey("status") && r.ContainsKey("code") && r.ContainsKey("subject")));
        var word = FhirWriting.Observations(await laboratory.Report(laboratory.Potassium("K-2", value: "阴性", unit: null))).Single();
        Assert.Equal("阴性", (string)word["valueString"]!);
    }

    [Fact]
    public async Task What_was_written_is_read_back_as_the_same_result()
    {
        var made = await laboratory.Report(laboratory.Potassium(value: "6.90", flag: "critical"));
        var observation = FhirWriting.Observations(made).Single();
        var results = new FhirResults(Items.StandardItems.Embedded()).Of([JsonSerializer.SerializeToElement(new JsonObject { ["resource"] = observation.DeepClone() })], "county");
        var body = Assert.Single(results)!.Body!;
        Assert.Equal(("p1", "K-1", "LAB.K", "lab", "6.90", "critical"), (body.PatientId, body.LocalId, body.ItemCode, body.Category, body.Values![0]!.Value, body.Values[0]!.Flag));
    }

    private static JsonObject Report(string number, params string[] results) => Entry(null, new()
    {
        ["resourceType"] = "DiagnosticReport",
        ["status"] = "final",
        ["code"] = Code("LAB.CBC"),
        ["subject"] = new JsonObject { ["reference"] = "Patient/p1" },
        ["effectiveDateTime"] = "2026-11-20T08:00:00+08:00",
        ["issued"] = "2026-11-20T09:00:00+08:00",
        ["identifier"] = new JsonArray(new JsonObject { ["value"] = number }),
        ["conclusion"] = "白细胞升高",
        ["result"] = new JsonArray([.. results.Select(r => (JsonNode)new JsonObject { ["reference"] = r })]),
    });

    private static JsonObject Value(string url, string code, string name, decimal value, string unit, string? flag)
    {
        var observation = new JsonObject
        {
            ["resourceType"] = "Observation",
            ["status"] = "final",
            ["valueQuantity"] = new JsonObject { ["value"] = value, ["unit"] = unit },
            ["code"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = code, ["display"] = name }) },
        };
        if (flag is not null) observation["interpretation"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = flag }) });
        return Entry(url, observation);
    }

    private static JsonObject Alone(string code, string number, string patient = "p1") => Entry(null, new()
    {
        ["resourceType"] = "Observation",
        ["status"] = "final",
        ["code"] = Code(code),
        ["subject"] = new JsonObject { ["reference"] = $"Patient/{patient}" },
        ["effectiveDateTime"] = "2026-11-20T08:00:00+08:00",
        ["identifier"] = new JsonArray(new JsonObject { ["value"] = number }),
        ["valueQuantity"] = new JsonObject { ["value"] = 4.1, ["unit"] = "mmol/L" },
    });

    private static JsonObject Code(string code) => new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = FhirResults.StandardSystem, ["code"] = code }) };

    private static JsonObject Entry(string? url, JsonObject resource)
    {
        var entry = new JsonObject { ["resource"] = resource, ["request"] = new JsonObject { ["method"] = "POST", ["url"] = (string)resource["resourceType"]! } };
        if (url is not null) entry["fullUrl"] = url;
        return entry;
    }

    private static JsonObject Bundle(string type, params JsonNode[] entries) => new() { ["resourceType"] = "Bundle", ["type"] = type, ["entry"] = new JsonArray([.. entries.Select(e => e.DeepClone())]) };

    private async Task<JsonObject> Send(JsonNode bundle)
    {
        var said = await Ask(bundle);
        Assert.True(said.Status == 200, said.Resource.ToJsonString());
        await laboratory.Report(laboratory.Chest($"wait-{Guid.NewGuid():N}", institution: "township"), Township);   // behind it in the log: the read model has what was stored
        return said.Resource;
    }

    private async Task<BundleAnswer> Ask(JsonNode bundle)
    {
        using var document = JsonDocument.Parse(bundle.ToJsonString().Replace("HALF", "\\ud800", StringComparison.Ordinal));
        return await laboratory.Do(new TakeBundle(laboratory.By(County), document.RootElement));
    }

    private static string[] Statuses(JsonObject answer) => [.. answer["entry"]!.AsArray().Select(e => (string)e!["response"]!["status"]!)];
}
