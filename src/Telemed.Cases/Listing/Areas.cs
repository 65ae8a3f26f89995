namespace Telemed.Cases.Listing;

/// <summary>Areas in which a case is listed or counted.</summary>
/// <remarks>A case lies in the lists of its counties and cities. The list of a province is read from those of its cities: it is asked for seldom,
/// and every list a case lies in is paid for at each of its steps. Counters cost little, so they are kept for every level.</remarks>
public static class CaseAreas
{
    private const int City = 4;
    private static readonly int[] Levels = [0, 2, 4, 6];

    /// <summary>Every area that holds one of the sides: country, province, city, county.</summary>
    public static IEnumerable<string> Around(params IEnumerable<string> areaCodes) =>
        areaCodes.SelectMany(a => Levels.Where(n => n <= a.Length).Select(n => a[..n])).Distinct();

    /// <summary>Whether an area has lists of its own.</summary>
    public static bool Listed(string areaCode) => areaCode.Length >= City;
}
