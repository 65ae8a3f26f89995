using System.Net;
using System.Text.Json.Nodes;
using Telemed.Contracts;

namespace Telemed.Recognition.Tests;

/// <summary>Evidence of quality, the mark that follows from it, and what both do to a decision.</summary>
public sealed class EvidenceTests : OpenDesk
{
    [Fact]
    public async Task The_mark_is_of_the_widest_scope_that_held_on_the_day()
    {
        await Record("county", World.Ct, "city", "5201", "贵阳市", to: "2026-12-31");
        await Record("county", World.Ct, "province", "52", "贵州省", from: "2026-06-01", to: "2026-12-31");
        await Record("county", World.Ct, "national", "", "全国", from: "2027-01-01", to: "2027-12-31");
        var marks = Desk.Get<IMarks>();
        Desk.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["贵阳市HR", "贵州省HR", "全国HR", null],
            new[] { new DateOnly(2026, 3, 1), new(2026, 11, 1), new(2027, 5, 1), new(2028, 1, 1) }.Select(day => marks.Of("county", World.Ct, day)));
        Assert.Null(marks.Of("county", World.Blood, new(2026, 11, 1)));
        Assert.Equal(2, (await Desk.Get("doctor", $"/recognition/quality?institutionId=county&itemCode={World.Ct}&on=2026-11-01"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Evidence_lets_a_stranger_be_recognised_and_its_suspension_ends_that()
    {
        var before = await Explain("other-county", World.Blood, "2026-11-23T01:00:00Z");
        Assert.Equal(("referenceOnly", "evidenceMissing"), ((string?)before["verdict"], (string?)before["rule"]!["code"]));   // a higher level, but blood needs evidence
        var id = (string)(await Record("other-county", World.Blood, "province", "52", "贵州省"))["id"]!;
        var marked = await Explain("other-county", World.Blood, "2026-11-23T01:00:00Z");
        Assert.Equal(("recognisable", "mark", "mark", "贵州省HR"), ((string?)marked["verdict"], (string?)marked["rule"]!["code"], (string?)marked["relation"], (string?)marked["mark"]));
        Assert.Equal(["patient", "item", "catalogue", "evidence", "window", "retrievable", "intervention", "moment"], marked["steps"]!.AsArray().Select(s => (string?)s!["code"]));
        await Desk.Post("bureau", $"/recognition/quality/{id}/suspend", new { from = "2026-11-23", reason = "抽检不合格" });
        Assert.Equal("evidenceSuspended", (string?)(await Explain("other-county", World.Blood, "2026-11-23T01:00:00Z"))["rule"]!["code"]);
        await Desk.Refused("bureau", $"/recognition/quality/{id}/suspend", new { from = "2026-11-23", reason = "再次" }, 409, "already-suspended");
        Desk.Time.Advance(TimeSpan.FromDays(2));
        await Desk.Post("bureau", $"/recognition/quality/{id}/resume");
        Assert.Equal("evidenceSuspended", (string?)(await Explain("other-county", World.Blood, "2026-11-24T01:00:00Z"))["rule"]!["code"]);   // that day stays suspended
        Assert.Equal("mark", (string?)(await Explain("other-county", World.Blood, "2026-11-25T01:30:00Z"))["rule"]!["code"]);
    }

    [Fact]
    public async Task Failed_evidence_speaks_even_against_the_own_alliance()
    {
        Assert.Equal("alliance", (string?)(await Explain("county", World.Ct, "2026-11-20T01:00:00Z"))["rule"]!["code"]);
        await Record("county", World.Ct, "province", "52", "贵州省", outcome: "failed");
        Assert.Equal(("referenceOnly", "evidenceFailed"), ((string?)(await Explain("county", World.Ct, "2026-11-20T01:00:00Z"))["verdict"], (string?)(await Explain("county", World.Ct, "2026-11-20T01:00:00Z"))["rule"]!["code"]));
    }

    [Fact]
    public async Task A_mark_cannot_be_typed_in_and_scopes_are_what_they_say()
    {
        async Task Wrong(object body, params string[] fields)
        {
            var (status, problem, _) = await Desk.Send("bureau", HttpMethod.Post, "/recognition/quality", body);
            Assert.Equal((HttpStatusCode.BadRequest, string.Join(' ', fields)), (status, string.Join(' ', problem!["errors"]!.AsObject().Select(e => e.Key).Order())));
        }
        await Wrong(Body("county", World.Ct, "province", "52", "贵州省", mark: "全国HR"), "mark");
        await Wrong(Body("county", World.Ct, "province", "5201", "贵州省"), "scope.code");
        await Wrong(Body("county", World.Ct, "national", "", "全球"), "scope.text");
        await Wrong(Body("county", World.Ct, "city", "5201", "贵阳"), "scope.text");
        await Wrong(Body("moon", "CT.MOON", "province", "52", "贵州省"), "institutionId", "itemCode");
        await Wrong(Body("far", World.Ct, "province", "37", "山东省"), "institutionId");
        await Wrong(Body("county", World.Ct, "province", "52", "贵州省", from: "2026-12-31", to: "2026-01-01"), "to");
        await Desk.Refused("county-doctor", "/recognition/quality", Body("county", World.Ct, "province", "52", "贵州省"), 403, "forbidden");
        await Record("county", World.Ct, "province", "52", "贵州省");
        await Record("county", World.Ct, "province", "52", "贵州省");   // said again
        await Desk.Refused("bureau", "/recognition/quality", Body("county", World.Ct, "province", "52", "贵州省", outcome: "failed"), 409, "evidence-exists");
    }

    private async Task<JsonNode> Explain(string source, string item, string performed) => await Desk.Post("doctor", "/recognition/explain", new
    {
        orderingInstitutionId = "township",
        sourceInstitutionId = source,
        itemCode = item,
        performedAt = performed,
        at = DateTimeOffset.Parse(performed, System.Globalization.CultureInfo.InvariantCulture).AddHours(1),
    });

    private async Task<JsonNode> Record(
        string institution, string item, string type, string code, string text, string from = "2026-01-01", string to = "2026-12-31", string outcome = "passed") =>
        await Desk.Post("bureau", "/recognition/quality", Body(institution, item, type, code, text, from, to, outcome));

    private static object Body(
        string institution, string item, string type, string code, string text, string from = "2026-01-01", string to = "2026-12-31", string outcome = "passed", string? mark = null) => new
        {
            institutionId = institution,
            itemCode = item,
            from,
            to,
            body = "省临床检验中心",
            scope = new { type, code, text },
            outcome,
            mark,
        };
}
