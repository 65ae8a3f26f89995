using Telemed.ReadModel;

namespace Telemed.Imaging.Querying;

/// <summary>Finds which studies stand on a page, and how many there are on all pages.</summary>
internal sealed class StudyPages(ReadSession reader, ImagingQuery query, QueryStatement statement)
{
    /// <summary>The identifiers of a page in their order.</summary>
    /// <param name="count">Counts by a question of its own, for when nothing shorter is known.</param>
    public (long Total, List<string> Studies) Find(Func<long> count)
    {
        if (statement.Days is { } days) return Counted(days);
        if (statement.IsNarrow) return Narrow();
        long total = count();
        return (total, query.Offset < total ? Page(fromDay: null, query.Offset) : []);
    }

    /// <summary>Days say how many there are, and on which of them the page begins: what lies before it is not looked at.</summary>
    private (long Total, List<string> Studies) Counted(string sql)
    {
        var days = reader.Of(sql);
        statement.Bind(days, null, 0);
        bool alone = query.Scope.Opened.Count == 0;
        long total = 0, before = 0;
        string? begin = null;
        while (days.Step())
        {
            if (alone && begin is null && total + days.Number(1) > query.Offset) (begin, before) = (days.Text(0), total);
            total += days.Number(1);
        }
        if (statement.CountOpened is { } opened) total += First(opened);
        return (total, query.Offset >= total ? [] : alone ? Page(begin, (int)(query.Offset - before)) : Page(null, query.Offset));
    }

    /// <summary>All that were found, of which some are on the page.</summary>
    private (long Total, List<string> Studies) Narrow()
    {
        var rows = reader.Of(statement.Studies(fromDay: false, all: true));
        statement.Bind(rows, null, 0);
        var page = new List<string>();
        long total = 0, end = query.Limit is { } limit ? (long)query.Offset + limit : long.MaxValue;
        for (; rows.Step(); total++)
            if (total >= query.Offset && total < end) page.Add(rows.Text(2));
        return (total, page);
    }

    private List<string> Page(string? fromDay, int offset)
    {
        var rows = reader.Of(statement.Studies(fromDay is not null, all: false));
        statement.Bind(rows, query.Limit, offset);
        if (fromDay is not null) rows.Bind("@from", fromDay);
        var page = new List<string>();
        while (rows.Step()) page.Add(rows.Text(2));
        return page;
    }

    private long First(string sql)
    {
        var rows = reader.Of(sql);
        statement.Bind(rows, null, 0);
        return rows.Step() ? rows.Number(0) : 0;
    }
}
