using Telemed.Contracts;
using Telemed.Directory.Devices;

namespace Telemed.Directory.Tests.Devices;

public class DeviceAccessTests
{
    private static readonly string[] OfOwner = ["See", "Rename", "Block", "Retire"];
    private static readonly string[] OfKeeper = ["See", "Register", "Rename", "Block", "Unblock", "Retire"];

    public static TheoryData<Role, DeviceRelation> Cells =>
        [.. from role in Enum.GetValues<Role>() from relation in Enumerable.Range(0, 4) select (role, (DeviceRelation)relation)];

    [Theory, MemberData(nameof(Cells))]
    public void Every_role_may_do_this_and_nothing_else(Role role, DeviceRelation relation)
    {
        var keeps = role is Role.Office or Role.Administrator && relation.HasFlag(DeviceRelation.Keeping);
        var expected = keeps ? OfKeeper : relation.HasFlag(DeviceRelation.Own) ? OfOwner : [];
        var caller = Of(role, "county");
        Assert.Equal(expected, Enum.GetValues<DeviceOperation>().Where(o => DeviceAccess.Decide(caller, relation, o)).Select(o => o.ToString()));
    }

    [Fact]
    public void A_caller_stands_to_a_device_as_owner_or_as_keeper_of_the_institution()
    {
        Assert.Equal(DeviceRelation.Own | DeviceRelation.Keeping, DeviceAccess.RelationOf(Of(Role.Physician, "county"), "county", "a1"));
        Assert.Equal(DeviceRelation.Own, DeviceAccess.RelationOf(Of(Role.Physician, "county"), "city", "a1"));
        Assert.Equal(DeviceRelation.None, DeviceAccess.RelationOf(Of(Role.Office, "county"), "city", "a2"));
        Assert.Equal(DeviceRelation.None, DeviceAccess.RelationOf(Of(Role.Administrator, "county"), "city", null));
        Assert.Equal(DeviceRelation.Keeping, DeviceAccess.RelationOf(Of(Role.Administrator, null), "city", null));
        Assert.Equal(DeviceRelation.None, DeviceAccess.RelationOf(Of(Role.HealthAuthority, null), "city", null));
    }

    private static Caller Of(Role role, string? institution) => new("a1", null, institution, null, null, new HashSet<Role> { role });
}
