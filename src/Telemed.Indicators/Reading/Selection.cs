using Telemed.Contracts;
using Telemed.Indicators.Counting;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Reading;

/// <summary>Which units are read.</summary>
/// <param name="From">First month.</param>
/// <param name="To">Last month, inclusive.</param>
/// <param name="Narrow">What a unit must be, beside lying in the scope.</param>
/// <param name="Reason">Only units of the numerator with this reason.</param>
internal sealed record Selection(Scope Scope, int From, int To, Dimension By, IReadOnlyList<(Dimension By, string Key)> Narrow, string? Reason)
{
    /// <summary>Only between these two institutions, whichever of them lies in the scope: a flow.</summary>
    public (string? From, string? To)? Flow { get; init; }

    /// <summary>The same narrowed to one row of the comparison.</summary>
    public Selection Row(string key) => By switch
    {
        Dimension.None => this,
        Dimension.Month => Months.Parse(key) is { } month ? this with { From = month, To = month } : this with { To = 0 },
        Dimension.Reason => this with { Reason = key },
        _ => this with { Narrow = [.. Narrow, (By, key)] },
    };

    /// <summary>Key of the row that a cell belongs to; null when it is not selected.</summary>
    public string? Key(Dimensions dimensions, CountRule rule, Cell cell, int month)
    {
        if (Flow is { } flow)
        {
            if (!dimensions.Touches(Scope, cell) || flow.From is not null && flow.From != cell.FromId || flow.To is not null && flow.To != cell.ToId) return null;
        }
        else if (!dimensions.Holds(Scope, cell, rule.Party)) return null;
        if (!dimensions.Passes(rule.Only, cell)) return null;
        foreach (var (by, key) in Narrow)
            if (dimensions.Key(by, cell, rule.Party, month) != key)
                return null;
        return dimensions.Key(By, cell, rule.Party, month);
    }

    /// <summary>What a cell belongs to depends on the month.</summary>
    public bool DependsOnMonth => By == Dimension.Alliance || Narrow.Any(n => n.By == Dimension.Alliance);
}
