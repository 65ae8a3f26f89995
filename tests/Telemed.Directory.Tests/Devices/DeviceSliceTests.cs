using Telemed.Contracts;
using Telemed.Directory.Devices;
using Telemed.Directory.Registering;

namespace Telemed.Directory.Tests.Devices;

public sealed class DeviceSliceTests : IAsyncLifetime
{
    private readonly Folder folder = new();
    private Node node = null!;
    private string county = "", city = "";

    private IDevices Doors => node.Get<IDevices>();

    public async ValueTask InitializeAsync()
    {
        node = await Node.Start(folder.Path);
        county = await Institution(node, "县医院", AdministrativeTier.County, "520191");
        city = await Institution(node, "市医院", AdministrativeTier.City, "520190");
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_browser_registers_itself_once_and_opens_sessions_to_its_owner_alone()
    {
        var doctor = At(county, Role.Physician, "doctor");
        var made = await node.Do(new UseOwnDevice(node.By(doctor), Browser(1), "Chrome · Windows", null));
        var again = await node.Do(new UseOwnDevice(node.By(doctor), Browser(1), "Chrome · Windows", null));
        Assert.Equal((made.Id, made.Version), (again.Id, again.Version));
        Assert.True(made is { Kind: DeviceKind.App, Own: true, State: DeviceStanding.Active });
        Assert.Null(await Doors.Refuses(doctor, made.Id, default));
        Assert.Equal("device-of-another-account", (await Doors.Refuses(At(county, Role.Physician, "other"), made.Id, default))!.Code);
        foreach (var unknown in new[] { Browser(2), "", "../x", null })
            Assert.Equal("device-unknown", (await Doors.Refuses(doctor, unknown, default))!.Code);
        Assert.Equal("device-of-another-account", (await node.Ask(new UseOwnDevice(node.By(At(county, Role.Physician, "other")), Browser(1), "x", null))).Problem!.Code);
    }

    [Fact]
    public async Task An_account_has_no_more_browsers_than_the_policy_allows_however_many_come_at_once()
    {
        var doctor = At(county, Role.Physician, "doctor");
        var answers = await Task.WhenAll(Enumerable.Range(0, 14).Select(n => node.Ask(new UseOwnDevice(node.By(doctor), Browser(n), "Chrome", null))));
        Assert.Equal(10, answers.Count(a => a.Problem is null));
        Assert.All(answers.Where(a => a.Problem is not null), a => Assert.Equal("too-many-devices", a.Problem!.Code));
        await node.Do(new RetireDevice(node.By(doctor), answers.First(a => a.Problem is null).Value.Id));
        await node.Do(new UseOwnDevice(node.By(doctor), Browser(99), "Chrome", null));
        Assert.Equal(11, (await node.Do(new ListDevices(doctor, null, null, null, true, null, 200, null))).Items.Count);
    }

    [Fact]
    public async Task At_the_door_an_eleventh_app_takes_the_place_of_the_oldest()
    {
        var doctor = At(county, Role.Physician, "doctor");
        var first = (await Doors.LetIn(node.By(doctor), "a0", default)).Value;
        for (var n = 1; n <= 10; n++) Assert.Null((await Doors.LetIn(node.By(doctor), $"a{n}", default)).Problem);
        Assert.Equal("device-retired", (await Doors.Refuses(doctor, first, default))!.Code);
        Assert.Equal(10, (await node.Do(new ListDevices(doctor, null, null, DeviceStanding.Active, true, null, 200, null))).Items.Count);
        Assert.Equal((await Doors.LetIn(node.By(doctor), "a10", default)).Value, (await Doors.LetIn(node.By(doctor), "a10", default)).Value);
        foreach (var nothing in new[] { "", null, new string('x', 201) })
            Assert.Equal("device-unknown", (await Doors.LetIn(node.By(doctor), nothing, default)).Problem!.Code);
        Assert.Equal("device-unknown", (await Doors.LetIn(node.By(doctor with { InstitutionId = null }), "a0", default)).Problem!.Code);
    }

    [Fact]
    public async Task Where_the_region_wants_apps_known_beforehand_the_unknown_are_turned_away()
    {
        using var strict = new Folder();
        await using var there = await Node.Start(strict.Path, pack => pack with { AppsRegisterAtTheDoor = false });
        var house = await Institution(there, "县医院", AdministrativeTier.County, "520191");
        var doctor = At(house, Role.Physician, "doctor");
        Assert.Equal("device-unknown", (await there.Get<IDevices>().LetIn(there.By(doctor), Browser(1), default)).Problem!.Code);
        await there.Do(new UseOwnDevice(there.By(doctor), Browser(1), "Chrome", null));
        Assert.Equal(Browser(1), (await there.Get<IDevices>().LetIn(there.By(doctor), Browser(1), default)).Value);
    }

    [Fact]
    public async Task Rooms_are_registered_by_the_office_of_their_institution_and_by_nobody_else()
    {
        var room = await node.Do(new RegisterDevice(node.By(At(county, Role.Office)), DeviceKind.Room, "第一会议室", null, "MX-80", " SN-1 "));
        Assert.Equal((county, "SN-1"), (room.InstitutionId, room.SerialNumber));
        Assert.Equal("forbidden", (await node.Ask(new RegisterDevice(node.By(At(city, Role.Office)), DeviceKind.Room, "会议室", county, null, null))).Problem!.Code);
        Assert.Equal("forbidden", (await node.Ask(new RegisterDevice(node.By(At(county, Role.Physician)), DeviceKind.Room, "会议室", null, null, null))).Problem!.Code);
        Assert.Equal("invalid-input", (await node.Ask(new RegisterDevice(node.By(), DeviceKind.Room, "会议室", "nowhere", null, null))).Problem!.Code);
        Assert.Null(await Doors.Refuses(At(county, Role.Physician), room.Id, default));
        Assert.Equal("device-of-another-institution", (await Doors.Refuses(At(city, Role.Physician), room.Id, default))!.Code);
        Assert.Equal("not-found", (await node.Ask(new BlockDevice(node.By(At(city, Role.Office)), room.Id, "x"))).Problem!.Code);
    }

    [Fact]
    public async Task A_lost_browser_is_blocked_by_its_owner_and_opened_again_by_the_office_only()
    {
        var doctor = At(county, Role.Physician, "doctor");
        var lost = (await node.Do(new UseOwnDevice(node.By(doctor), Browser(1), "Chrome", null))).Id;
        Assert.Equal("手机遗失", (await node.Do(new BlockDevice(node.By(doctor), lost, "手机遗失"))).BlockedFor);
        Assert.Equal("device-blocked", (await Doors.Refuses(doctor, lost, default))!.Code);
        Assert.Equal("forbidden", (await node.Ask(new UnblockDevice(node.By(doctor), lost))).Problem!.Code);
        await node.Do(new UnblockDevice(node.By(At(county, Role.Office)), lost));
        Assert.Null(await Doors.Refuses(doctor, lost, default));
    }

    [Fact]
    public async Task Everybody_lists_what_is_theirs_in_pages_and_after_a_rebuild_too()
    {
        var (doctor, office) = (At(county, Role.Physician, "doctor"), At(county, Role.Office, "office"));
        for (var n = 0; n < 3; n++) await node.Do(new RegisterDevice(node.By(office), DeviceKind.Room, $"会议室 {n}", null, null, null));
        await node.Do(new UseOwnDevice(node.By(doctor), Browser(1), "Chrome", null));
        await node.Do(new RegisterDevice(node.By(), DeviceKind.Device, "推车", city, null, null));
        for (var look = 0; look < 2; look++)
        {
            Assert.Equal(["推车", "Chrome", "会议室 2", "会议室 1", "会议室 0"], await Names(Node.Administrator));
            Assert.Equal(["Chrome", "会议室 2", "会议室 1", "会议室 0"], await Names(office));
            Assert.Equal(["Chrome"], await Names(doctor));
            Assert.Empty(await Names(office, mine: true));
            await node.ReadModel.Rebuild(default);
        }
        Assert.Equal("forbidden", (await node.Ask(new ListDevices(office, city, null, null, false, null, null, null))).Problem!.Code);
        Assert.Equal(["会议室 1"], (await node.Do(new ListDevices(office, null, DeviceKind.Room, null, false, "室 1", null, null))).Items.Select(d => d.Name));
    }

    private async Task<List<string>> Names(Caller caller, bool mine = false)
    {
        var names = new List<string>();
        string? next = null;
        do
        {
            var page = await node.Do(new ListDevices(caller, null, null, null, mine, null, 2, next));
            names.AddRange(page.Items.Select(d => d.Name));
            next = page.Next;
        }
        while (next is not null);
        return names;
    }

    private static async Task<string> Institution(Node node, string name, AdministrativeTier tier, string area) => (await node.Do(new RegisterInstitution(
        node.By(), new(name, InstitutionKind.GeneralHospital, tier, HospitalGrade.Unrated, Ownership.Public, area, Body: BodyType.Other)))).Id;

    private static string Browser(int n) => $"browser-of-a-doctor-{n}";

    private static Caller At(string institution, Role role, string account = "someone") => new(account, null, institution, null, null, new HashSet<Role> { role });
}
