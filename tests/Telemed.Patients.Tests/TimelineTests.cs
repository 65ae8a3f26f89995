using System.Security.Cryptography;
using Telemed.Contracts;
using Telemed.Governance;
using Telemed.Patients.Registering;
using Telemed.Patients.Timeline;

namespace Telemed.Patients.Tests;

/// <summary>One line of life across visits and cases: who reads what of it, in which order, and the same after a rebuild.</summary>
public sealed class TimelineTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("telemed-timeline-").FullName;
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly DateTimeOffset noon = new(2026, 11, 20, 4, 0, 0, TimeSpan.Zero);
    private Node node = null!;
    private string patient = null!;

    private static Caller Township => Node.Physician("township");

    private Caller Resident => new("resident", null, null, null, patient, new HashSet<Role> { Role.Resident });

    public async ValueTask InitializeAsync()
    {
        node = await Node.Start(folder, key);
        patient = (await node.Do(new RegisterPatient(Node.By(Township), "王小梅", "01", "520100190001010022"))).Id;
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_whole_way_up_and_down_is_one_line_newest_first()
    {
        await Visit(noon.AddHours(-1));
        string[] steps = ["drafted", "submitted", "clockStarted", "accepted", "departed", "arrived", "admitted", "completed", "returnedDown"];
        for (var i = 0; i < steps.Length; i++) await Step(steps[i], noon.AddHours(i), by: i is 1 or 4 ? "township" : "county");
        await Step("submitted", noon.AddHours(9), by: "county", kind: "down", from: "county", to: "township", caseId: "r2");
        await Step("received", noon.AddHours(10), by: "township", kind: "down", from: "county", to: "township", caseId: "r2");
        await Step("followedUp", noon.AddDays(14), by: "township", kind: "down", from: "county", to: "township", caseId: "r2");
        await Step("closed", noon.AddDays(15), by: null, kind: "down", from: "county", to: "township", caseId: "r2");
        var lines = (await Read(Township)).Items;
        Assert.Equal(
        [
            (TimelineKind.Return, "转诊结案"), (TimelineKind.FollowUp, "随访"), (TimelineKind.Return, "基层机构已接收患者"), (TimelineKind.Return, "下转，回基层继续治疗"),
            (TimelineKind.Stay, "诊疗结束"), (TimelineKind.Stay, "收治"), (TimelineKind.Referral, "患者已到达"), (TimelineKind.Referral, "患者已出发"),
            (TimelineKind.Referral, "接收医院同意接收"), (TimelineKind.Referral, "提交上转申请"), (TimelineKind.Visit, "基层就诊"),
        ],
        lines.Select(l => (l.Kind, l.Title)));
        Assert.Equal("乙县医院 → 甲镇卫生院 全科", lines[3].Text);
        Assert.Equal(("乙县医院", "r1", "ZZ-r1", "admitted"), (lines[5].InstitutionName, lines[5].CaseId, lines[5].Number, lines[5].State));
        Assert.Equal("全科 高血压；头晕 血压 168/96", lines[^1].Text);
        Assert.Equal("Referred up", (await Read(Township, language: Language.En)).Items[^2].Title);
    }

    [Fact]
    public async Task Consultations_say_what_the_asking_doctor_decided()
    {
        await Step("opinionReleased", noon, category: "consultation", kind: "imaging");
        await Step("decisionRecorded", noon.AddHours(1), category: "consultation", kind: "imaging", detail: "notAdopted");
        Assert.Equal(["申请方医生未采纳会诊意见", "出具会诊意见"], (await Read(Township)).Items.Select(l => l.Title));
    }

    [Fact]
    public async Task Coded_reasons_are_told_in_words_and_codes_nobody_knows_are_not_told()
    {
        await Step("submitted", noon, by: "township", detail: "difficult");
        await Step("declined", noon.AddHours(1), detail: "noBed");
        await Step("declined", noon.AddHours(2), detail: "no-such-code");
        await Step("reserved", noon.AddHours(3), detail: "bed");
        var lines = (await Read(Township)).Items;
        var pack = PolicyPacks.Embedded().For("520191", noon);
        Assert.Equal(
            [("已预留床位", null), ("接收医院谢绝", null), ("接收医院谢绝", pack.Referrals.DeclineReasons.Single(r => r.Code == "noBed").Text.Zh),
             ("提交上转申请", $"甲镇卫生院 → 乙县医院 全科；{pack.Referrals.Reasons.Single(r => r.Code == "difficult").Text.Zh}")],
            lines.Select(l => (l.Title, l.Text)));
    }

    [Fact]
    public async Task Pages_go_through_the_line_once_also_where_steps_share_a_moment()
    {
        for (var i = 0; i < 7; i++) await Step(i % 2 == 0 ? "submitted" : "accepted", noon.AddMinutes(i / 3), caseId: $"r{i}");
        await Visit(noon.AddDays(-2));
        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await Read(Township, limit: 3, cursor: cursor);
            Assert.True(page.Items.Count is 3 or 2);
            seen.AddRange(page.Items.Select(l => l.CaseId));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(["r6", "r5", "r4", "r3", "r2", "r1", "r0"], seen[..7]);
        Assert.Equal(8, seen.Count);
    }

    [Fact]
    public async Task Who_is_no_party_of_a_case_learns_what_happened_and_where_but_nothing_to_find_the_case_by()
    {
        await Step("admitted", noon, from: "county", to: "city", by: "city");
        var line = Assert.Single((await Read(Township)).Items);
        Assert.Equal(("收治", "丙市医院"), (line.Title, line.InstitutionName));
        Assert.Equal((null, null, null, null), (line.CaseId, line.Number, line.State, line.Text));
        Assert.Equal("r1", Assert.Single((await Read(Resident)).Items).CaseId);
    }

    [Fact]
    public async Task The_door_is_that_of_the_patient_and_every_look_is_recorded()
    {
        await Step("submitted", noon);
        Assert.Equal(404, (await node.Ask(new GetTimeline(Node.Physician("county"), patient, null, null))).Problem!.Status);
        Assert.Equal(404, (await node.Ask(new GetTimeline(Resident with { PatientId = "other" }, patient, null, null))).Problem!.Status);
        Assert.Equal(404, (await node.Ask(new GetTimeline(Township, "nobody", null, null))).Problem!.Status);
        foreach (var role in new[] { Role.HealthAuthority, Role.Insurer, Role.Auditor, Role.Administrator })
            Assert.Equal(404, (await node.Ask(new GetTimeline(new("x", null, "township", "5201", patient, new HashSet<Role> { role }), patient, null, null))).Problem!.Status);
        Assert.Empty(node.Recorded);
        await node.Publish(new CaseAccessChanged("r1", patient, ["township", "county"], [], Open: true));
        await Read(Node.Physician("county"));
        await Read(Township);
        await Read(Resident);
        Assert.Equal(
            [("timeline", "treatment", "r1"), ("timeline", "treatment", null), ("timeline", "ownRecord", (string?)null)],
            node.Recorded.Select(r => (r.What, r.Purpose, r.CaseId)));
    }

    [Fact]
    public async Task A_visit_is_written_by_a_physician_of_the_house_where_the_patient_was()
    {
        await node.Publish(new CaseAccessChanged("r1", patient, ["township", "county"], [], Open: true));
        Assert.Equal("not-registered-here", (await node.Ask(Visiting(noon) with { By = Node.By(Node.Physician("county")) })).Problem!.Code);
        Assert.Equal(404, (await node.Ask(Visiting(noon) with { By = Node.By(Node.Physician("city")) })).Problem!.Status);
        var office = new Caller("o", null, "township", null, null, new HashSet<Role> { Role.Office });
        Assert.Equal(403, (await node.Ask(Visiting(noon) with { By = Node.By(office) })).Problem!.Status);
        Assert.Equal(403, (await node.Ask(Visiting(noon) with { By = Node.By(Resident) })).Problem!.Status);
        Assert.Equal(("township", "甲镇卫生院"), (await Visit(noon)) is var visit ? (visit.InstitutionId, visit.InstitutionName) : default);
    }

    [Fact]
    public async Task The_same_visit_sent_again_is_one_line()
    {
        var request = Visiting(noon);
        var (first, again) = (await node.Ask(request), await node.Ask(request));
        Assert.Equal((first.Value.Id, 201), (again.Value.Id, again.Location is null ? 200 : 201));
        await node.ReadModel.WaitFor(first.Wrote!.Value.Stream, 1, default);
        Assert.Single((await Read(Township)).Items);
    }

    [Fact]
    public async Task What_is_wrong_with_a_visit_is_told_by_field()
    {
        var answer = await node.Ask(Visiting(TimeProvider.System.GetUtcNow().AddHours(1)) with { Diagnoses = [new(null, null, " "), null], Note = new('长', 2001) });
        Assert.Equal(["at", "diagnoses[0].text", "diagnoses[1].text", "note"], answer.Problem!.Fields!.Select(f => f.Field));
        Assert.Equal(["diagnoses"], (await node.Ask(Visiting(noon) with { Diagnoses = [] })).Problem!.Fields!.Select(f => f.Field));
        Assert.Equal(["department"], (await node.Ask(Visiting(noon) with { Department = "眼科" })).Problem!.Fields!.Select(f => f.Field));
    }

    [Fact]
    public async Task A_rebuilt_timeline_is_the_same()
    {
        await Visit(noon.AddDays(-1));
        foreach (var step in new[] { "submitted", "accepted", "departed" }) await Step(step, noon);
        await Visit(noon.AddDays(-3));
        var before = await Read(Resident);
        await node.ReadModel.Rebuild(default);
        Assert.Equal(before.Items, (await Read(Resident)).Items);
        Assert.Equal(5, before.Items.Count);
    }

    [Fact]
    public async Task Results_stand_between_the_steps_of_cases_and_pages_lose_none_and_show_none_twice()
    {
        for (var hour = 0; hour < 4; hour++)
        {
            await Step("followedUp", noon.AddHours(hour), caseId: $"r{hour}");
            for (var n = 0; n < 2; n++) node.Results.All.Add(new($"{hour}{n}", noon.AddHours(hour), "county", new("血清钾", "Potassium"), n == 0, n == 0 ? "钾 4.1" : null));
        }
        node.Results.All.Add(new("99", noon.AddMinutes(90), "county", new("胸片（贵州省HR）", "Chest film"), true, null));
        var whole = (await Read(Township)).Items;
        Assert.Equal(13, whole.Count);
        Assert.Equal(whole.Select(l => l.At).OrderDescending(), whole.Select(l => l.At));
        Assert.Equal([TimelineKind.FollowUp, TimelineKind.Result, TimelineKind.Result], whole.Take(3).Select(l => l.Kind));
        Assert.Equal(("血清钾", null, null, "乙县医院"), (whole[1].Title, whole[1].Text, whole[1].CaseId, whole[1].InstitutionName));
        Assert.Equal(("钾 4.1", "30", "result"), (whole[2].Text, whole[2].CaseId, whole[2].CaseCategory));
        foreach (var size in new[] { 1, 2, 3, 5 })
        {
            var seen = new List<TimelineItem>();
            string? cursor = null;
            do
            {
                var page = await Read(Township, size, cursor);
                seen.AddRange(page.Items);
                cursor = page.Next;
            }
            while (cursor is not null);
            Assert.Equal(whole, seen);
        }
    }

    private RecordVisit Visiting(DateTimeOffset at) =>
        new(Node.By(Township), patient, at, "全科", [new("icd10-cn", "I10", "高血压"), new(null, null, "头晕")], "血压 168/96");

    private async Task<VisitView> Visit(DateTimeOffset at)
    {
        var answer = await node.Ask(Visiting(at));
        Assert.Null(answer.Problem);
        await node.ReadModel.WaitFor(answer.Wrote!.Value.Stream, answer.Wrote.Value.Version, default);
        return answer.Value;
    }

    private Task Step(
        string step, DateTimeOffset at, string category = "referral", string kind = "up", string from = "township", string to = "county", string? by = "county",
        string caseId = "r1", string? detail = null) =>
        node.Publish(new CaseStep(category, caseId, step, at, by, new($"ZZ-{caseId}", kind, Urgency.Routine, step, true, patient, from, to, "全科", null, null), detail));

    private Task<Page<TimelineItem>> Read(Caller caller, int? limit = null, string? cursor = null, Language language = Language.Zh) =>
        node.Do(new GetTimeline(caller, patient, limit, cursor, language));
}
