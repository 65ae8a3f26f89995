using System.Collections.Frozen;
using System.Text.Json;
using Telemed.Contracts;
using Telemed.Indicators.Counting;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Reading;

/// <summary>By what figures are compared.</summary>
internal enum Dimension { None, Institution, Level, Alliance, County, Specialty, Lane, Month, Reason }

/// <summary>Keys and names of what figures are compared by; the directory says where an institution belongs.</summary>
internal sealed class Dimensions(IDirectory directory, IInstitutions institutions, IAlliances alliances, IPolicies policies)
{
    private const int County = 6;
    private static readonly Text None = new("（未填）", "(none)");

    private static readonly Dictionary<AdministrativeTier, Text> Tiers = new()
    {
        [AdministrativeTier.National] = new("国家级", "National"),
        [AdministrativeTier.Provincial] = new("省级", "Provincial"),
        [AdministrativeTier.City] = new("市级", "City"),
        [AdministrativeTier.County] = new("县级", "County"),
        [AdministrativeTier.Township] = new("乡镇（社区）", "Township"),
        [AdministrativeTier.Village] = new("村（站）", "Village"),
    };

    private static readonly Dictionary<Urgency, Text> Lanes = new()
    {
        [Urgency.Emergency] = new("急诊", "Emergency"),
        [Urgency.Urgent] = new("加急", "Urgent"),
        [Urgency.Routine] = new("普通", "Routine"),
    };

    /// <summary>Key of a cell; empty when it has none.</summary>
    public string Key(Dimension by, Cell cell, Party party, int month) => by switch
    {
        Dimension.Specialty => cell.Department,
        Dimension.Lane => Word(cell.Lane),
        Dimension.County => Cut(Area(cell, party)),
        Dimension.None or Dimension.Month or Dimension.Reason => "",
        _ => Key(by, Scope.Institution(cell, party), month),
    };

    /// <summary>Key of an institution.</summary>
    public string Key(Dimension by, string institutionId, int month) => by switch
    {
        Dimension.Institution => institutionId,
        Dimension.Level => directory.Institution(institutionId) is { } known ? Word(known.Tier) : "",
        Dimension.County => Cut(directory.Institution(institutionId)?.AreaCode ?? ""),
        Dimension.Alliance => alliances.Of(institutionId, Months.LastDay(month))?.Id ?? "",
        _ => "",
    };

    /// <summary>For the user.</summary>
    public string Name(Dimension by, string key, Language language) => key.Length == 0 ? None.In(language) : by switch
    {
        Dimension.Institution => directory.Institution(key)?.Name ?? key,
        Dimension.Level => Tiers.FirstOrDefault(t => Word(t.Key) == key).Value?.In(language) ?? key,
        Dimension.Lane => Lanes.FirstOrDefault(l => Word(l.Key) == key).Value?.In(language) ?? key,
        Dimension.County => CountyName(key),
        Dimension.Alliance => AllianceName(key),
        _ => key,
    };

    /// <summary>A coded reason in words: of referring, of declining, or of a refused consultation.</summary>
    public string Reason(string code, string areaCode, DateTimeOffset at, Language language)
    {
        if (code.Length == 0) return None.In(language);
        var pack = policies.For(areaCode, at);
        var text = pack.Referrals.Reasons.Concat(pack.Referrals.DeclineReasons).Concat(pack.Referrals.ContestReasons).FirstOrDefault(r => r.Code == code)?.Text
            ?? pack.DeclineReasons.FirstOrDefault(r => r.Code == code)?.Text;
        return text?.In(language) ?? code;
    }

    /// <summary>The figure of that side is the scope's own.</summary>
    public bool Holds(Scope scope, Cell cell, Party party) => scope.Holds(Scope.Institution(cell, party), scope.Area is null ? "" : Area(cell, party));

    /// <summary>One of the two sides is the scope's own.</summary>
    public bool Touches(Scope scope, Cell cell) => Holds(scope, cell, Party.From) || Holds(scope, cell, Party.To);

    public bool Passes(PairTest test, Cell cell) => test switch
    {
        PairTest.InCounty => cell.FromArea.Length >= County && cell.ToArea.StartsWith(Cut(cell.FromArea), StringComparison.Ordinal),
        PairTest.ServesLower => directory.Institution(cell.ToId) is { } to && directory.Institution(cell.FromId) is { } from && to.Tier < from.Tier,
        PairTest.FromPrimary => directory.Institution(cell.FromId)?.IsPrimary == true,
        _ => true,
    };

    /// <summary>Institutions that take part.</summary>
    public IEnumerable<Institution> TakingPart(Scope scope) =>
        institutions.All.Where(i => i.Status is ConnectionStatus.Connected or ConnectionStatus.Trial && scope.Holds(i));

    public Institution? Institution(string id) => directory.Institution(id);

    public static string Word<T>(T value) where T : struct, Enum => Words<T>.All[value];

    private static class Words<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All = Enum.GetValues<T>().ToFrozenDictionary(v => v, v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()));
    }

    // The area that the case was sent with; where none was noted, as of visits, that of the directory.
    private string Area(Cell cell, Party party)
    {
        var noted = party == Party.From ? cell.FromArea : cell.ToArea;
        return noted.Length > 0 ? noted : directory.Institution(Scope.Institution(cell, party))?.AreaCode ?? "";
    }

    private static string Cut(string area) => area.Length > County ? area[..County] : area;

    private string AllianceName(string id) => institutions.All
        .Select(i => alliances.Of(i.Id, ChinaTime.Day(DateTimeOffset.MaxValue.AddDays(-2)))).FirstOrDefault(a => a?.Id == id)?.Name ?? id;

    // The directory has no names of areas; what its institutions are called begins with them.
    private string CountyName(string code) => institutions.All.Where(i => i.AreaCode.StartsWith(code, StringComparison.Ordinal))
        .Select(i => (i.Name, End: i.Name.IndexOfAny(EndsOf(code)))).Where(n => n.End > 0)
        .GroupBy(n => n.Name[..(n.End + 1)]).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? code;

    // GB/T 2260: two digits are a province, four a city, six a county
    private static char[] EndsOf(string code) => code.Length switch { <= 2 => ['省', '区'], <= 4 => ['市', '州', '盟'], _ => ['县', '区', '旗', '市'] };
}
