using Telemed.Contracts;
using Telemed.Testing;
using static Telemed.Directory.DeviceEvent;

namespace Telemed.Directory.Tests.Devices;

public class DeviceRulesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
    private static readonly Registered Room = new(DeviceKind.Room, "第一会议室", "county", null, null, "MX-80", "SN-1", "office", At);
    private static readonly Registered App = new(DeviceKind.App, "Chrome · Windows", "county", "a1", 3, null, null, "a1", At);
    private static readonly Caller Owner = new("a1", "p1", "county", null, null, new HashSet<Role> { Role.Physician });

    private static readonly Spec<DeviceState, DeviceEvent, DeviceRefusal> Spec = new(DeviceRules.Initial, DeviceRules.Evolve);

    [Fact]
    public void An_app_holds_a_place_of_its_account_until_it_is_retired()
    {
        var result = Spec.Given().When(s => DeviceRules.UseOwn(s, App));
        result.Then(App);
        Assert.Equal(["device-slot:a1:3"], DeviceRules.Aggregate.Claims!(result.After));
        Assert.Equal(["device-slot:a1:3"], DeviceRules.Aggregate.Claims!(Spec.Given(App, new Blocked("遗失")).State));
        Assert.Empty(DeviceRules.Aggregate.Claims!(Spec.Given(App, new Retired()).State));
        Assert.Empty(DeviceRules.Aggregate.Claims!(Spec.Given(Room).State));
    }

    [Fact] public void A_browser_that_comes_again_changes_nothing() => Spec.Given(App).When(s => DeviceRules.UseOwn(s, App with { Name = "Edge", Slot = null })).ThenNothing();

    [Fact] public void A_blocked_browser_that_comes_again_stays_blocked() => Spec.Given(App, new Blocked("遗失")).When(s => DeviceRules.UseOwn(s, App)).ThenNothing();

    [Fact]
    public void A_browser_follows_its_owner_to_another_institution() =>
        Spec.Given(App).When(s => DeviceRules.UseOwn(s, App with { InstitutionId = "city" })).Then(new Moved("city"));

    [Fact]
    public void Nobody_uses_the_browser_of_another_account_or_a_room_as_an_own_one()
    {
        Spec.Given(App).When(s => DeviceRules.UseOwn(s, App with { AccountId = "a2" })).ThenRefused(DeviceRefusal.DeviceOfAnotherAccount);
        Spec.Given(Room).When(s => DeviceRules.UseOwn(s, App)).ThenRefused(DeviceRefusal.DeviceOfAnotherAccount);
    }

    [Fact] public void A_retired_browser_does_not_come_back() => Spec.Given(App, new Retired()).When(s => DeviceRules.UseOwn(s, App)).ThenRefused(DeviceRefusal.DeviceRetired);

    [Fact] public void A_device_is_registered_once() => Spec.Given(Room).When(s => DeviceRules.Register(s, Room)).ThenRefused(DeviceRefusal.DeviceAlreadyRegistered);

    [Fact]
    public void Steps_are_safe_to_repeat()
    {
        Spec.Given(Room).When(s => DeviceRules.Rename(s, "第一会议室")).ThenNothing();
        Spec.Given(Room).When(DeviceRules.Unblock).ThenNothing();
        Spec.Given(Room, new Blocked("检修")).When(s => DeviceRules.Block(s, "又检修")).ThenNothing();
        Spec.Given(Room, new Retired()).When(DeviceRules.Retire).ThenNothing();
    }

    [Fact]
    public void A_device_is_renamed_blocked_opened_again_and_retired()
    {
        Spec.Given(Room).When(s => DeviceRules.Rename(s, "第二会议室")).Then(new Renamed("第二会议室"));
        Spec.Given(Room).When(s => DeviceRules.Block(s, "检修")).Then(new Blocked("检修"));
        Spec.Given(Room, new Blocked("检修")).When(DeviceRules.Unblock).Then(new Unblocked());
        Spec.Given(Room, new Blocked("检修")).When(DeviceRules.Retire).Then(new Retired());
    }

    [Fact]
    public void After_retirement_nothing_else_is_done_with_a_device()
    {
        var gone = Spec.Given(Room, new Retired());
        gone.When(s => DeviceRules.Rename(s, "x")).ThenRefused(DeviceRefusal.DeviceRetired);
        gone.When(s => DeviceRules.Block(s, "x")).ThenRefused(DeviceRefusal.DeviceRetired);
        gone.When(DeviceRules.Unblock).ThenRefused(DeviceRefusal.DeviceRetired);
        Spec.Given().When(DeviceRules.Retire).ThenRefused(DeviceRefusal.DeviceUnknown);
    }

    [Fact]
    public void A_session_is_joined_from_an_active_device_of_the_own_account_or_institution()
    {
        Assert.Null(Refused(Owner, App));
        Assert.Null(Refused(Owner with { InstitutionId = "city" }, App));   // the person has moved, the browser not yet
        Assert.Null(Refused(Owner, Room));
        Assert.Null(Refused(Owner, Room, new Blocked("检修"), new Unblocked()));
        Assert.Equal(DeviceRefusal.DeviceUnknown, Refused(Owner));
        Assert.Equal(DeviceRefusal.DeviceBlocked, Refused(Owner, App, new Blocked("遗失")));
        Assert.Equal(DeviceRefusal.DeviceRetired, Refused(Owner, Room, new Retired()));
        Assert.Equal(DeviceRefusal.DeviceOfAnotherInstitution, Refused(Owner with { InstitutionId = "city" }, Room, new Blocked("检修")));
        Assert.Equal(DeviceRefusal.DeviceOfAnotherAccount, Refused(Owner with { AccountId = "a2" }, App, new Blocked("遗失")));
    }

    private static DeviceRefusal? Refused(Caller caller, params DeviceEvent[] history) => DeviceRules.Refuses(Spec.Given(history).State, caller);
}
