using Telemed.Contracts;

namespace Telemed.Indicators.Tests;

/// <summary>Two counties of one city, each an alliance, with a hospital of the city above.</summary>
internal sealed class Region : IDirectory, IInstitutions, IAlliances
{
    public static readonly IReadOnlyList<Institution> Everybody =
    [
        One("city", "云岭市第一医院", AdministrativeTier.City, "520190"),
        One("countyA", "松河县人民医院", AdministrativeTier.County, "520191"),
        One("townA1", "松河县云顶镇卫生院", AdministrativeTier.Township, "520191"),
        One("townA2", "松河县石桥镇卫生院", AdministrativeTier.Township, "520191"),
        One("villageA", "松河县高坡村卫生室", AdministrativeTier.Village, "520191"),
        One("countyB", "青溪县人民医院", AdministrativeTier.County, "520192"),
        One("townB", "青溪县白泉乡卫生院", AdministrativeTier.Township, "520192"),
        One("asleep", "青溪县停用医院", AdministrativeTier.County, "520192") with { Status = ConnectionStatus.Suspended },
    ];

    public IEnumerable<Institution> All => Everybody;

    public Institution? Institution(string id) => Everybody.FirstOrDefault(i => i.Id == id);

    /// <summary>The second town of county A joined in March.</summary>
    public AllianceSummary? Of(string institutionId, DateOnly on) =>
        institutionId is "countyA" or "townA1" or "villageA" || institutionId == "townA2" && on >= new DateOnly(2026, 3, 15) ? new("a", "松河县医共体", "countyA")
        : institutionId is "countyB" or "townB" ? new("b", "青溪县医共体", "countyB")
        : null;

    public bool Supervises(string areaCode, string institutionId) => Institution(institutionId)?.AreaCode.StartsWith(areaCode, StringComparison.Ordinal) == true;

    public Practitioner? Practitioner(string id) => null;

    public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) => null;

    public bool InSameAlliance(string institutionId, string otherId, DateOnly on) => false;

    public Institution? ByAeTitle(string aeTitle) => null;

    private static Institution One(string id, string name, AdministrativeTier tier, string area) =>
        new(id, name, tier, HospitalGrade.Unrated, Ownership.Public, ConnectionStatus.Connected, area, [], []);
}
