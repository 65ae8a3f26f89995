using Microsoft.Data.Sqlite;
using Telemed.ReadModel;

namespace Telemed.Cases.Listing;

/// <summary>Which part of which lists.</summary>
/// <param name="Boxes">One list, or some whose cases are shown as one. Each <c>?</c> stands for any one character: <c>area:52??</c> for the cities of a province.</param>
/// <param name="States">States wanted; null for all.</param>
/// <param name="Kinds">Kinds wanted; null for all.</param>
/// <param name="Rank">Null: all.</param>
/// <param name="Ended">States among which time alone counts, behind all others.</param>
public sealed record WorklistQuery(
    IReadOnlyList<string> Boxes, IReadOnlySet<int>? States, IReadOnlySet<int>? Kinds, int? Rank, Func<int, bool> Ended);

/// <summary>Reads a page of a list by seeking into it: the cost does not grow with the number of cases.</summary>
/// <remarks>Each state, kind and rank of a list is a range of its own in the key; the counters tell which are not empty, and the ranges are merged as far as the page needs.</remarks>
public sealed class WorklistReader(ProjectionEngine engine)
{
    /// <summary>Rank of all ended cases.</summary>
    private const int EndedRank = 99;

    /// <summary>Places of the page, each case once.</summary>
    public List<Place> Read(WorklistQuery query, Place? after, int limit)
    {
        using var db = engine.OpenReader();
        using var ranges = new Ranges(db);
        var heads = new PriorityQueue<Range, Place>();
        foreach (var range in Wanted(db, query, after ?? Place.Start))
            if (ranges.Next(range, limit)) heads.Enqueue(range, range.Head);
        var page = new List<Place>(limit);
        var seen = new HashSet<string>();
        while (page.Count < limit && heads.TryDequeue(out var range, out var place))
        {
            if (seen.Add(place.Id)) page.Add(place);
            if (ranges.Next(range, limit)) heads.Enqueue(range, range.Head);
        }
        return page;
    }

    private static IEnumerable<Range> Wanted(SqliteConnection db, WorklistQuery query, Place after) =>
        from name in query.Boxes
        from box in Named(db, name)
        from cell in CaseCounts.Of(db, box)
        where query.States?.Contains(cell.State) != false && query.Kinds?.Contains(cell.Kind) != false && (query.Rank is not { } rank || rank == cell.Rank)
        let shown = query.Ended(cell.State) ? EndedRank : cell.Rank
        where shown >= after.Rank
        select new Range(box, cell, shown, shown == after.Rank ? after : new(shown, -1, ""));

    private static List<string> Named(SqliteConnection db, string name)
    {
        var fixedPart = name.IndexOf('?', StringComparison.Ordinal);
        if (fixedPart < 0) return [name];
        using var command = db.CreateCommand();
        command.CommandText = "SELECT name FROM case_boxes WHERE name>=@from AND name<@to AND name GLOB @name";
        command.Parameters.AddWithValue("@from", name[..fixedPart]);
        command.Parameters.AddWithValue("@to", name[..fixedPart] + "~");
        command.Parameters.AddWithValue("@name", name);
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read()) found.Add(rows.GetString(0));
        return found;
    }

    /// <summary>One range of the key and how far it is read.</summary>
    private sealed class Range(string box, CountCell cell, int shown, Place last)
    {
        public string Box => box;
        public CountCell Cell => cell;
        public int Shown => shown;
        public Queue<Place> Ahead { get; } = [];
        public Place Last { get; set; } = last;
        public Place Head { get; set; }
        public int Fetch { get; set; } = 4;
        public bool AtEnd { get; set; }
    }

    /// <summary>Reads ranges a few places at a time, and more each time.</summary>
    private sealed class Ranges : IDisposable
    {
        private readonly SqliteCommand seek;

        public Ranges(SqliteConnection db)
        {
            seek = db.CreateCommand();
            seek.CommandText = """
                SELECT sort, id FROM case_places
                WHERE box=(SELECT box FROM case_boxes WHERE name=@box) AND state=@state AND kind=@kind AND rank=@rank AND (sort, id) > (@sort, @id) ORDER BY sort, id LIMIT @limit
                """;
            foreach (var name in new[] { "@box", "@state", "@kind", "@rank", "@sort", "@id", "@limit" }) seek.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        public bool Next(Range range, int most)
        {
            if (range.Ahead.Count == 0 && !range.AtEnd) Fill(range, most);
            if (!range.Ahead.TryDequeue(out var head)) return false;
            range.Head = head;
            return true;
        }

        public void Dispose() => seek.Dispose();

        private void Fill(Range range, int most)
        {
            object[] values = [range.Box, range.Cell.State, range.Cell.Kind, range.Cell.Rank, range.Last.Sort, range.Last.Id, Math.Min(range.Fetch, most)];
            for (var i = 0; i < values.Length; i++) seek.Parameters[i].Value = values[i];
            using var rows = seek.ExecuteReader();
            while (rows.Read()) range.Ahead.Enqueue(range.Last = new(range.Shown, rows.GetInt64(0), rows.GetString(1)));
            range.AtEnd = range.Ahead.Count < Math.Min(range.Fetch, most);
            range.Fetch *= 4;
        }
    }
}
