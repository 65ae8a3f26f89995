using Telemed.Contracts;
using Telemed.Directory.Agreeing;
using Telemed.Directory.Allying;
using Telemed.Directory.Connecting;
using Telemed.Directory.Employing;
using Telemed.Directory.Listing;
using Telemed.Directory.Offering;
using Telemed.Directory.Registering;

namespace Telemed.Directory.Tests;

public sealed class DirectorySliceTests : IAsyncLifetime
{
    private static readonly DateOnly Today = ChinaTime.Day(TimeProvider.System.GetUtcNow());
    private readonly Folder folder = new();
    private Node node = null!;

    public async ValueTask InitializeAsync() => node = await Node.Start(folder.Path);

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_was_written_is_looked_up_at_once_and_after_restart_and_rebuild()
    {
        var (township, county) = (await Connected("乡镇", AdministrativeTier.Township, "520191"), await Connected("县院", AdministrativeTier.County, "520191"));
        await node.Do(new SetAeTitles(node.By(), township, ["TOWNSHIP_A"]));
        await Allied(county, township);
        await Agreed(township, county);
        var doctor = (await node.Do(Doctor(county))).Id;
        Check();

        await node.DisposeAsync();
        node = await Node.Start(folder.Path);
        Check();

        await node.ReadModel.Rebuild(default);
        Check();

        void Check()
        {
            Assert.Equal(("乡镇", ConnectionStatus.Connected), (node.Directory.Institution(township)!.Name, node.Directory.Institution(township)!.Status));
            Assert.Equal(township, node.Directory.ByAeTitle("TOWNSHIP_A")!.Id);
            Assert.True(node.Directory.InSameAlliance(township, county, Today));
            Assert.NotNull(node.Directory.AgreementInForce(township, county, ServiceKind.Imaging, Today));
            Assert.Equal(Title.Attending, node.Directory.Practitioner(doctor)!.Title);
            Assert.True(node.Directory.Supervises("5201", township));
            Assert.False(node.Directory.Supervises("520192", township));
        }
    }

    [Fact]
    public async Task A_lookup_on_the_path_of_every_submission_allocates_nothing()
    {
        var (township, county) = (await Connected("乡镇", AdministrativeTier.Township, "520191"), await Connected("县院", AdministrativeTier.County, "520191"));
        await Allied(county, township);
        await Agreed(township, county);
        Look();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Look();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Look()
        {
            Assert.True(node.Directory.AgreementInForce(township, county, ServiceKind.Imaging, Today) is not null
                && node.Directory.InSameAlliance(township, county, Today) && node.Directory.Institution(county) is not null);
        }
    }

    [Fact]
    public async Task An_agreement_holds_in_its_direction_for_its_kinds_on_its_days()
    {
        var (township, county) = (await Connected("乡镇", AdministrativeTier.Township, "520191"), await Connected("县院", AdministrativeTier.County, "520191"));
        var agreement = await Agreed(township, county);
        Assert.Null(node.Directory.AgreementInForce(county, township, ServiceKind.Imaging, Today));
        Assert.Null(node.Directory.AgreementInForce(township, county, ServiceKind.Ecg, Today));
        Assert.Null(node.Directory.AgreementInForce(township, county, ServiceKind.Imaging, Today.AddDays(-31)));
        await node.Do(new TerminateAgreement(node.By(), agreement, Today));
        Assert.NotNull(node.Directory.AgreementInForce(township, county, ServiceKind.Imaging, Today));
        Assert.Null(node.Directory.AgreementInForce(township, county, ServiceKind.Imaging, Today.AddDays(1)));
    }

    [Fact]
    public async Task Who_left_an_alliance_is_outside_from_the_next_day()
    {
        var (township, county) = (await Connected("乡镇", AdministrativeTier.Township, "520191"), await Connected("县院", AdministrativeTier.County, "520191"));
        var alliance = await Allied(county, township);
        await node.Do(new LeaveAlliance(node.By(), alliance, township, Today));
        Assert.True(node.Directory.InSameAlliance(county, township, Today));
        Assert.False(node.Directory.InSameAlliance(county, township, Today.AddDays(1)));
    }

    [Fact]
    public async Task Who_may_serve_comes_nearest_first_and_only_if_it_offers_is_connected_and_agreed()
    {
        var township = await Connected("乡镇", AdministrativeTier.Township, "520191");
        var city = await Serving("市院", AdministrativeTier.City, "520190");
        var hub = await Serving("县院二", AdministrativeTier.County, "520192");
        var lead = await Serving("县院一", AdministrativeTier.County, "520191");
        var far = await Serving("外省", AdministrativeTier.National, "110199");
        var silent = await Connected("不提供", AdministrativeTier.County, "520191");
        var suspended = await Serving("停用", AdministrativeTier.County, "520191");
        await node.Do(new ChangeConnection(node.By(), suspended, ConnectionStep.Suspend));
        await Serving("无协议", AdministrativeTier.County, "520191");
        await Allied(lead, township);
        foreach (var invited in new[] { city, hub, lead, silent, suspended }) await Agreed(township, invited);
        await node.Do(new SignAgreement(node.By(), Terms(township, far) with { PartnerRegion = "110199", QcScope = "两地质控" }, [ServiceKind.Imaging]));

        var found = await node.Do(new ListInstitutions(Physician(township), ServiceKind.Imaging, null, null, null, null, null));

        Assert.Equal(
            [(lead, ServiceRelation.Alliance, PriceLevel.County), (hub, ServiceRelation.SameArea, PriceLevel.County),
             (city, ServiceRelation.SameArea, PriceLevel.City), (far, ServiceRelation.CrossRegion, PriceLevel.National)],
            found.Items.Select(i => (i.Id, i.Relation!.Value, i.PriceLevel)));
        Assert.Empty((await node.Do(new ListInstitutions(Physician(township), ServiceKind.Ecg, null, null, null, null, null))).Items);
    }

    [Fact]
    public async Task A_code_or_a_title_held_by_another_is_refused_with_its_holder()
    {
        var (one, other) = (await Connected("一", AdministrativeTier.County, "520191"), await Connected("二", AdministrativeTier.County, "520191"));
        await node.Do(new SetAeTitles(node.By(), one, ["CT1"]));
        var answer = await node.Ask(new SetAeTitles(node.By(), other, ["CT1"]));
        Assert.Equal((409, "already-taken", one), (answer.Problem!.Status, answer.Problem.Code, answer.Problem.Extensions!["existingId"]));
        await node.Do(new SetAeTitles(node.By(), one, []));
        Assert.Null(node.Directory.ByAeTitle("CT1"));
        await node.Do(new SetAeTitles(node.By(), other, ["CT1"]));
        Assert.Equal(other, node.Directory.ByAeTitle("CT1")!.Id);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_writes()
    {
        var county = await Connected("县院", AdministrativeTier.County, "520191");
        var authority = new Caller("bureau", null, null, "5201", null, new HashSet<Role> { Role.HealthAuthority });
        Assert.Equal(403, (await node.Ask(new ChangeConnection(node.By(Physician(county)), county, ConnectionStep.Suspend))).Problem!.Status);
        Assert.Equal(403, (await node.Ask(new OfferServices(node.By(authority), county, []))).Problem!.Status);
        Assert.Equal(ConnectionStatus.Connected, node.Directory.Institution(county)!.Status);
    }

    [Fact]
    public async Task An_authority_sees_its_own_area_only()
    {
        var (here, there) = (await Connected("本县", AdministrativeTier.County, "520191"), await Connected("邻县", AdministrativeTier.County, "520192"));
        await Agreed(here, there);
        await Agreed(there, await Connected("邻县二", AdministrativeTier.County, "520192"));
        var authority = new Caller("countybureau", null, null, "520191", null, new HashSet<Role> { Role.HealthAuthority });
        Assert.Equal([here], (await node.Do(new ListInstitutions(authority, null, null, null, null, null, null))).Items.Select(i => i.Id));
        Assert.Equal(404, (await node.Ask(new GetInstitution(authority, there))).Problem!.Status);
        Assert.Single((await node.Do(new ListAgreements(authority, null, null, null, null))).Items);
    }

    [Fact]
    public async Task An_id_that_no_stream_can_have_is_not_found()
    {
        Assert.Equal(404, (await node.Ask(new ChangeConnection(node.By(), "a b/c", ConnectionStep.Connect))).Problem!.Status);
        Assert.Equal("unknown", (await node.Ask(new FormAlliance(node.By(), "联", "不/是", Today))).Problem!.Fields![0].Code);
    }

    [Fact]
    public async Task Bad_codes_are_named_by_field()
    {
        var answer = await node.Ask(new RegisterInstitution(node.By(), new(
            "", InstitutionKind.GeneralHospital, AdministrativeTier.City, HospitalGrade.Unrated, Ownership.Public, "5201",
            "PDY0019015201991", "91350100M000100Y44")));
        Assert.Equal(["name", "areaCode", "creditCode", "code22"], answer.Problem!.Fields!.Select(f => f.Field));
    }

    [Fact]
    public async Task Who_left_is_known_but_not_at_work()
    {
        var county = await Connected("县院", AdministrativeTier.County, "520191");
        var doctor = (await node.Do(Doctor(county))).Id;
        await node.Do(new LeavePractice(node.By(), doctor));
        Assert.False(node.Directory.Practitioner(doctor)!.Active);
        Assert.Empty((await node.Do(new ListPractitioners(Physician(county), county, null, null, null, null))).Items);
    }

    [Fact]
    public async Task Who_left_is_listed_for_administrators_and_brought_back_to_another_institution()
    {
        var (county, city) = (await Connected("县院", AdministrativeTier.County, "520191"), await Connected("市院", AdministrativeTier.City, "520190"));
        var doctor = (await node.Do(Doctor(county))).Id;
        ListPractitioners Gone(string institution, Caller? caller = null) =>
            new(caller ?? Node.Administrator, institution, null, PractitionerStanding.Left, null, null);
        Assert.Empty((await node.Do(Gone(county))).Items);
        await node.Do(new LeavePractice(node.By(), doctor));
        var gone = Assert.Single((await node.Do(Gone(county))).Items);
        Assert.Equal((doctor, false, Today), (gone.Id, gone.Active, gone.LeftOn));
        Assert.Equal(403, (await node.Ask(Gone(county, Physician(county)))).Problem!.Status);

        Assert.Equal(403, (await node.Ask(new ReturnToPractice(node.By(Physician(city)), doctor, city, "内科", Today, null))).Problem!.Status);
        Assert.Equal(["institutionId"], (await node.Ask(new ReturnToPractice(node.By(), doctor, "nowhere", "内科", Today, null))).Problem!.Fields!.Select(f => f.Field));
        Assert.Equal(["department", "from"], (await node.Ask(new ReturnToPractice(node.By(), doctor, city, " ", default, null))).Problem!.Fields!.Select(f => f.Field));
        Assert.Equal("not-yet-practising", (await node.Ask(new ReturnToPractice(node.By(), doctor, city, "内科", Today.AddDays(1), null))).Problem!.Code);

        var back = await node.Do(new ReturnToPractice(node.By(), doctor, city, "内科", Today, Today.AddYears(2)));
        Assert.Equal((city, "市院", "内科", true, Today.AddYears(2)), (back.InstitutionId, back.InstitutionName, back.Department, back.Active, back.LicenceValidTo));
        Assert.Empty((await node.Do(Gone(county))).Items);
        Assert.Equal(doctor, Assert.Single((await node.Do(new ListPractitioners(Physician(county), city, null, null, null, null))).Items).Id);
        Assert.True(node.Directory.Practitioner(doctor)!.Active);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap()
    {
        for (var i = 0; i < 5; i++) await Connected($"院{i}", AdministrativeTier.County, "520191");
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await node.Do(new ListInstitutions(Node.Administrator, null, null, null, null, 2, cursor));
            seen.AddRange(page.Items.Select(i => i.Name));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(["院0", "院1", "院2", "院3", "院4"], seen);
    }

    private static Caller Physician(string institution) => new("doctor", "p", institution, null, null, new HashSet<Role> { Role.Physician });

    private static AgreementTerms Terms(string inviting, string invited) => new($"{inviting[..6]}-{invited[..6]}", inviting, invited, Today.AddDays(-30));

    private async Task<string> Connected(string name, AdministrativeTier tier, string area)
    {
        var id = (await node.Do(new RegisterInstitution(node.By(), new(
            name, InstitutionKind.GeneralHospital, tier, HospitalGrade.Unrated, Ownership.Public, area, Body: BodyType.Other)))).Id;
        await node.Do(new ChangeConnection(node.By(), id, ConnectionStep.Connect));
        return id;
    }

    private async Task<string> Serving(string name, AdministrativeTier tier, string area)
    {
        var id = await Connected(name, tier, area);
        await node.Do(new OfferServices(node.By(), id, [ServiceKind.Imaging]));
        return id;
    }

    private async Task<string> Allied(string lead, string member)
    {
        var id = (await node.Do(new FormAlliance(node.By(), "医联体", lead, Today.AddDays(-10)))).Id;
        await node.Do(new JoinAlliance(node.By(), id, member, Today.AddDays(-5)));
        return id;
    }

    private async Task<string> Agreed(string inviting, string invited) =>
        (await node.Do(new SignAgreement(node.By(), Terms(inviting, invited), [ServiceKind.Imaging]))).Id;

    private RegisterPractitioner Doctor(string institution) =>
        new(node.By(), "林医生", institution, "放射科", Title.Attending, null, "110520100000001", Today.AddYears(1), Today.AddYears(-9));
}
