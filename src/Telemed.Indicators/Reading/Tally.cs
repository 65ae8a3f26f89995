using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Reading;

/// <summary>What the units of one row add up to.</summary>
internal sealed class Tally
{
    private readonly List<(long Value, int N)> values = [];

    /// <summary>Units of the denominator.</summary>
    public long All { get; set; }

    /// <summary>Units of the numerator.</summary>
    public long Hits { get; private set; }

    /// <summary>Institutions with a unit in the numerator.</summary>
    public HashSet<string> Institutions { get; } = [];

    public void Add(long value, int n, bool keepValues)
    {
        Hits += n;
        if (keepValues) values.Add((value, n));
    }

    /// <summary>Counts institutions in place of units.</summary>
    public void Cover(int takingPart) => (Hits, All) = (Institutions.Count, takingPart);

    /// <summary>Nearest rank: the smallest value that at least this part of all does not exceed.</summary>
    public long? Percentile(int percent)
    {
        if (Hits == 0) return null;
        values.Sort();
        var rank = (Hits * percent + 99) / 100;
        foreach (var (value, n) in values)
            if ((rank -= n) <= 0)
                return value;
        return null;
    }

    public double? Mean() => Hits == 0 ? null : (double)values.Sum(v => v.Value * v.N) / Hits;

    /// <summary>The figure; null where there is nothing to divide by.</summary>
    public double? Value(IndicatorDefinition definition) => definition.Figure switch
    {
        Figure.Count => Hits,
        Figure.Percentile => Percentile(definition.Percentile),
        Figure.Mean => Mean(),
        _ => All == 0 ? null : 100.0 * Hits / All,
    };
}
