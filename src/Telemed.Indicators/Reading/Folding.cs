using Telemed.Contracts;
using Telemed.Indicators.Counting;
using Telemed.Indicators.Defining;

namespace Telemed.Indicators.Reading;

/// <summary>The figures of a selection: in total and by row.</summary>
internal sealed record Folded(Tally Total, IReadOnlyDictionary<string, Tally> Rows);

/// <summary>Adds up rows of figures.</summary>
internal sealed class Folding(MonthRows months, Book book, Dimensions dimensions)
{
    private const int NotSelected = -1;

    /// <summary>Figures of an indicator; each month is counted by the version that was in force.</summary>
    public Folded Of(IReadOnlyList<IndicatorDefinition> versions, Selection selection)
    {
        var definition = versions[^1];
        var rows = new Dictionary<string, Tally>();
        var total = new Tally();
        foreach (var version in versions) Fold(version.Of, selection, total, rows, definition.Figure);
        if (definition.Figure == Figure.Ratio)
        {
            var below = new Dictionary<string, Tally>();
            var belowTotal = new Tally();
            foreach (var version in versions)
                if (version.Per is { } per) Fold(per, selection with { Reason = null }, belowTotal, below, Figure.Count);
            total.All = belowTotal.Hits;
            foreach (var key in rows.Keys.Union(below.Keys).ToList())
            {
                if (!rows.TryGetValue(key, out var row)) rows.Add(key, row = new());
                row.All = below.GetValueOrDefault(key)?.Hits ?? 0;
            }
        }
        if (selection.By == Dimension.Reason)
            foreach (var row in rows.Values) row.All = total.All;
        if (definition.Figure == Figure.Coverage) Cover(selection, total, rows);
        return new(total, rows);
    }

    private void Fold(Measure measure, Selection selection, Tally total, Dictionary<string, Tally> rows, Figure figure)
    {
        var values = figure is Figure.Percentile or Figure.Mean;
        var groups = new Groups(measure.Rule, selection, book, dimensions, rows);
        var reason = selection.Reason is null ? (int?)null : selection.Reason.Length == 0 ? 0 : book.NumberOf(selection.Reason) ?? NotSelected;
        foreach (var (month, counted) in months.Of(measure.Id, selection.From, selection.To))
        {
            groups.Month(month);
            foreach (var (cell, value, n) in counted)
            {
                if (groups.Of(cell, value) is not { } row) continue;
                total.All += n;
                row.All += n;
                if (value == Units.Missed || reason is not null && reason != value || !groups.Within(cell)) continue;
                total.Add(value, n, values);
                row.Add(value, n, values);
                if (figure != Figure.Coverage) continue;
                total.Institutions.Add(groups.Institution(cell));
                row.Institutions.Add(groups.Institution(cell));
            }
        }
    }

    private void Cover(Selection selection, Tally total, Dictionary<string, Tally> rows)
    {
        var taking = dimensions.TakingPart(selection.Scope).Where(i => selection.Narrow.All(n => OfInstitution(n.By) is false || dimensions.Key(n.By, i.Id, selection.To) == n.Key)).ToList();
        Settle(total, taking.Select(i => i.Id).ToHashSet());
        if (OfInstitution(selection.By))
            foreach (var group in taking.GroupBy(i => dimensions.Key(selection.By, i.Id, selection.To)))
                if (!rows.ContainsKey(group.Key)) rows.Add(group.Key, new());
        foreach (var (key, row) in rows)
            Settle(row, taking.Where(i => !OfInstitution(selection.By) || dimensions.Key(selection.By, i.Id, selection.To) == key).Select(i => i.Id).ToHashSet());
    }

    private static void Settle(Tally tally, HashSet<string> taking)
    {
        tally.Institutions.IntersectWith(taking);
        tally.Cover(taking.Count);
    }

    private static bool OfInstitution(Dimension by) => by is Dimension.Institution or Dimension.Level or Dimension.Alliance or Dimension.County;

    /// <summary>Finds the row of a cell without asking for its key again.</summary>
    private sealed class Groups(CountRule rule, Selection selection, Book book, Dimensions dimensions, Dictionary<string, Tally> rows)
    {
        private readonly Tally shared = new();
        private Tally?[] known = new Tally?[book.Cells + 1];
        private bool[] asked = new bool[book.Cells + 1];
        private bool[] within = new bool[book.Cells + 1];
        private Tally? ofMonth;
        private int month;

        public void Month(int now)
        {
            (month, ofMonth) = (now, null);
            if (selection.DependsOnMonth) Array.Clear(asked);
        }

        public Tally? Of(int cell, long value)
        {
            if (cell >= asked.Length) Grow(cell);
            if (!asked[cell]) Ask(cell);
            if (known[cell] is null) return null;
            if (selection.By == Dimension.Month) return ofMonth ??= Row(Months.Text(month));
            if (selection.By != Dimension.Reason) return known[cell];
            return value == Units.Missed || rule.Carries != Carried.Reason ? shared : Row(value == 0 ? "" : book.Word((int)value));
        }

        public bool Within(int cell) => within[cell];

        public string Institution(int cell) => Scope.Institution(book.Cell(cell), rule.Party);

        private void Ask(int cell)
        {
            asked[cell] = true;
            var content = book.Cell(cell);
            within[cell] = dimensions.Passes(rule.Within, content);
            known[cell] = selection.Key(dimensions, rule, content, month) switch
            {
                null => null,
                _ when selection.By is Dimension.None or Dimension.Reason or Dimension.Month => shared,
                var key => Row(key),
            };
        }

        private Tally Row(string key)
        {
            if (!rows.TryGetValue(key, out var row)) rows.Add(key, row = new());
            return row;
        }

        private void Grow(int cell)
        {
            Array.Resize(ref known, cell * 2);
            Array.Resize(ref asked, cell * 2);
            Array.Resize(ref within, cell * 2);
        }
    }
}
