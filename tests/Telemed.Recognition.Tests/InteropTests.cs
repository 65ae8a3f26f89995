using System.Net;
using System.Text.Json.Nodes;

namespace Telemed.Recognition.Tests;

/// <summary>The four calls of hospital systems, and prices.</summary>
public sealed class InteropTests(OpenDesk shared) : IClassFixture<OpenDesk>
{
    private Desk Desk => shared.Desk;

    [Fact]
    public async Task Four_calls_walk_one_check()
    {
        var patient = $"patient-{Guid.NewGuid():N}";
        var result = Desk.Had(World.Result($"r{Guid.NewGuid():N}", patient: patient)).Id;
        var found = (await Desk.Post("doctor", "/recognition/interop/getRelativeReports", new { patientId = patient }))["data"]!;
        var report = Assert.Single(found["reports"]!.AsArray())!;
        Assert.Equal((result, World.Ct, "CT", 0), ((string?)report["examUid"], (string?)report["itemCode"], (string?)report["modality"], (int)report["recognizable"]!));
        var checkId = (string?)found["checkId"];
        var detail = (await Desk.Post("doctor", "/recognition/interop/getDetail", new { checkId, examUid = result }))["data"]!;
        Assert.Equal(("/dicom-web/studies/1.2.3", $"/api/v1/results/{result}"), ((string?)detail["imageUrl"], (string?)detail["reportUrl"]));
        Assert.Equal(6, (await Desk.Post("doctor", "/recognition/interop/getDenyReasons"))["data"]!.AsArray().Count);
        var upload = new { checkId, itemCode = World.Ct, examUid = result, isRecognized = false, reasonCode = (string?)"emergency", reasonMark = (string?)null, isExplained = true };
        Assert.Equal("reasonMark", Assert.Single((await Desk.Refused("doctor", "/recognition/interop/uploadRecognizedResult", upload, 400, "invalid-input"))["errors"]!.AsObject()).Key);
        await Desk.Refused("doctor", "/recognition/interop/uploadRecognizedResult", upload with { reasonMark = "昏迷", isExplained = false }, 400, "explanation-missing");
        Assert.Equal(1, (int)(await Desk.Post("doctor", "/recognition/interop/uploadRecognizedResult", upload with { reasonMark = "昏迷" }))["data"]!["decisionNo"]!);
        Assert.Equal(["prompted", "opened", "declined"], Desk.Facts.Steps.Where(s => s.CheckId == checkId).Select(s => s.Step));
    }

    [Fact]
    public async Task A_patient_without_results_leaves_no_check_behind() =>
        Assert.Empty((await Desk.Post("doctor", "/recognition/interop/getRelativeReports", new { patientId = $"patient-{Guid.NewGuid():N}" }))["data"]!["reports"]!.AsArray());

    [Fact]
    public async Task Prices_change_from_their_day_on_and_counted_fees_stay()
    {
        using var folder = new Folder();
        await using var desk = await Desk.Open(folder.Path);
        var (id, _, patient) = await desk.Asked();
        var draft = new { region = "5201", baseVersion = 1, approver = "市医保局", effectiveFrom = "2026-11-24", source = "示例", items = new[] { new { code = World.Ct, fee = 99.5 } } };
        async Task<JsonNode> Put(string who, object body, HttpStatusCode expected)
        {
            var (status, answer, _) = await desk.Send(who, HttpMethod.Put, "/prices", body);
            Assert.True(status == expected, $"{(int)status} {answer}");
            return answer!;
        }
        Assert.Equal("approver", Assert.Single((await Put("insurer", draft, HttpStatusCode.Forbidden))["errors"]!.AsObject()).Key);
        Assert.Equal("items[0].code", Assert.Single((await Put("bureau", draft with { items = [new { code = "CT.MOON", fee = 1.0 }] }, HttpStatusCode.BadRequest))["errors"]!.AsObject()).Key);
        Assert.Equal("effectiveFrom", Assert.Single((await Put("bureau", draft with { effectiveFrom = "2026-11-01" }, HttpStatusCode.BadRequest))["errors"]!.AsObject()).Key);
        Assert.Equal(2, (int)(await Put("bureau", draft, HttpStatusCode.OK))["version"]!);
        Assert.Equal("base-outdated", (string?)(await Put("bureau", draft, HttpStatusCode.Conflict))["code"]);
        var body = new { patientId = patient, items = new[] { new { code = World.Ct } } };
        Assert.Equal(160m, (decimal)(await desk.Post("doctor", "/recognition/checks", body))["items"]![0]!["fee"]!);
        desk.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(99.5m, (decimal)(await desk.Post("doctor", "/recognition/checks", body))["items"]![0]!["fee"]!);
        Assert.Equal(160m, (decimal)(await desk.Get("doctor", $"/recognition/checks/{id}"))["items"]![0]!["fee"]!);
        Assert.Equal(1, (int)(await desk.Get("doctor", "/prices?on=2026-11-23"))["version"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send("far-doctor", HttpMethod.Get, "/prices")).Status);
    }
}
