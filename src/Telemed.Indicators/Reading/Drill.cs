using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Indicators.Counting;
using Telemed.Indicators.Defining;
using Telemed.ReadModel;

namespace Telemed.Indicators.Reading;

/// <summary>How far a list of cases was read: newest month first, then by cell, then the newest case.</summary>
internal readonly record struct DrillPlace(int Month, int Cell, long Seq)
{
    public static DrillPlace Start { get; } = new(int.MaxValue, 0, long.MaxValue);

    public static Paging<DrillPlace> List { get; } = new("counted", 50, 200, parts =>
        parts is [var first, var second, var third] && int.TryParse(first, CultureInfo.InvariantCulture, out var month) && int.TryParse(second, CultureInfo.InvariantCulture, out var cell)
            && long.TryParse(third, CultureInfo.InvariantCulture, out var seq) ? new(month, cell, seq) : null);

    public string ToCursor() => List.Cursor($"{Month}|{Cell}|{Seq}");
}

/// <summary>One counted unit with its case.</summary>
internal sealed record DrilledCase(string Category, string Id, string Number, string State, DateTimeOffset At, Cell Cell);

/// <summary>Opens a number down to its cases: the figures say under which months and cells they lie, the track of each case is counted again.</summary>
internal sealed class Drill(ProjectionEngine engine, MonthRows months, Units units, Book book, Dimensions dimensions)
{
    /// <summary>A page of the units that make a number; the last case of a page may make it longer than the limit.</summary>
    /// <param name="measures">The rule of each version, the newest first.</param>
    public (List<DrilledCase> Cases, DrillPlace? Next) Page(IEnumerable<Measure> measures, Selection selection, bool denominator, DrillPlace after, int limit)
    {
        var all = new List<DrilledCase>();
        foreach (var measure in measures)
        {
            var (found, next) = Page(measure, selection, denominator, after, limit - all.Count);
            all.AddRange(found);
            if (next is not null) return (all, next);
        }
        return (all, null);
    }

    private (List<DrilledCase> Cases, DrillPlace? Next) Page(Measure measure, Selection selection, bool denominator, DrillPlace after, int limit)
    {
        var reason = denominator || selection.Reason is null ? null : selection.Reason.Length == 0 ? 0 : book.NumberOf(selection.Reason) ?? (int?)Units.Missed;
        var compiled = units.Compile(measure);
        var found = new List<DrilledCase>();
        using var db = engine.OpenReader();
        using var tracks = new Tracks(db);
        foreach (var (month, rows) in months.Of(measure.Id, selection.From, Math.Min(selection.To, after.Month)).AsEnumerable().Reverse())
            foreach (var cell in rows.Where(r => Wanted(r.Value)).Select(r => r.Cell).Distinct())
            {
                if (month == after.Month && cell < after.Cell || !Selected(cell, month)) continue;
                var before = month == after.Month && cell == after.Cell ? after.Seq : long.MaxValue;
                foreach (var track in tracks.Of(month, cell, before))
                {
                    Add(track, month, cell);
                    if (found.Count >= limit) return (found, new(month, cell, track.Seq));
                }
            }
        return (found, null);

        bool Wanted(long value) => denominator || (reason is { } only ? value == only && value != Units.Missed : value != Units.Missed);

        bool Selected(int cell, int month)
        {
            var content = book.Cell(cell);
            return selection.Key(dimensions, measure.Rule, content, month) is not null && (denominator || dimensions.Passes(measure.Rule.Within, content));
        }

        void Add(CaseTrack track, int month, int cell)
        {
            var own = new List<Unit>();
            units.Of(compiled, track, own);
            foreach (var unit in own)
                if (unit.Month == month && unit.Cell == cell && Wanted(unit.Value))
                    found.Add(new(track.Category, track.Id, track.Number, book.Word(track.State), new(unit.At, TimeSpan.Zero), book.Cell(cell)));
        }
    }

    /// <summary>Tracks under a month and cell, the newest case first.</summary>
    internal sealed class Tracks : IDisposable
    {
        private readonly SqliteCommand command;

        public Tracks(SqliteConnection db)
        {
            command = db.CreateCommand();
            command.CommandText = """
                SELECT t.seq, t.id, t.category, t.number, t.state, t.open, t.track FROM indicator_places p JOIN indicator_tracks t ON t.seq=p.seq
                WHERE p.month=@month AND p.cell=@cell AND p.seq<@before ORDER BY p.seq DESC
                """;
            foreach (var name in new[] { "@month", "@cell", "@before" }) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        public IEnumerable<CaseTrack> Of(int month, int cell, long before)
        {
            command.Parameters["@month"].Value = month;
            command.Parameters["@cell"].Value = cell;
            command.Parameters["@before"].Value = before;
            using var rows = command.ExecuteReader();
            while (rows.Read()) yield return Read(rows);
        }

        public void Dispose() => command.Dispose();

        public static CaseTrack Read(SqliteDataReader row)
        {
            var track = new CaseTrack
            {
                Seq = row.GetInt64(0),
                Id = row.GetString(1),
                Category = row.GetString(2),
                Number = row.GetString(3),
                State = row.GetInt32(4),
                Open = row.GetInt64(5) != 0,
            };
            TrackCoding.Read(row.GetFieldValue<byte[]>(6), track);
            return track;
        }
    }
}
