using Telemed.Contracts;

namespace Telemed.Bench.Indicators;

/// <summary>A city of twelve counties: one hospital, twelve townships and twenty villages each, and two hospitals of the city.</summary>
internal sealed class IndicatorRegion : IDirectory, IInstitutions, IAlliances
{
    public const int Counties = 12, Townships = 12, Villages = 20;
    private readonly Dictionary<string, Institution> all;

    public IndicatorRegion() => all = Everybody().ToDictionary(i => i.Id);

    public IEnumerable<Institution> All => all.Values;

    public static string Area(int county) => $"5201{county + 10:D2}";

    public Institution? Institution(string id) => all.GetValueOrDefault(id);

    public AllianceSummary? Of(string institutionId, DateOnly on) =>
        institutionId.StartsWith("city", StringComparison.Ordinal) ? null : new(institutionId[..3], $"医共体{institutionId[1..3]}", $"{institutionId[..3]}hospital");

    public bool Supervises(string areaCode, string institutionId) => Institution(institutionId)?.AreaCode.StartsWith(areaCode, StringComparison.Ordinal) == true;

    public Practitioner? Practitioner(string id) => null;

    public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) => null;

    public bool InSameAlliance(string institutionId, string otherId, DateOnly on) => institutionId[..3] == otherId[..3];

    public Institution? ByAeTitle(string aeTitle) => null;

    private static IEnumerable<Institution> Everybody()
    {
        yield return One("city1", "市第一医院", AdministrativeTier.City, "520190");
        yield return One("city2", "市第二医院", AdministrativeTier.City, "520190");
        for (var c = 0; c < Counties; c++)
        {
            yield return One($"c{c:D2}hospital", $"{c}县人民医院", AdministrativeTier.County, Area(c));
            for (var t = 0; t < Townships; t++) yield return One($"c{c:D2}town{t}", $"{c}县{t}镇卫生院", AdministrativeTier.Township, Area(c));
            for (var v = 0; v < Villages; v++) yield return One($"c{c:D2}village{v}", $"{c}县{v}村卫生室", AdministrativeTier.Village, Area(c));
        }
    }

    private static Institution One(string id, string name, AdministrativeTier tier, string area) =>
        new(id, name, tier, HospitalGrade.Unrated, Ownership.Public, ConnectionStatus.Connected, area, [], []);
}
