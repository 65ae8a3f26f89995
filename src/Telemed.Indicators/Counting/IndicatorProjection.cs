using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Indicators.Defining;
using Telemed.Indicators.Targeting;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Indicators.Counting;

/// <summary>Keeps the track of every case and what all tracks add up to: figures by month and cell, open cases, the last hour.</summary>
/// <remarks>Figures are sums over the units of all tracks (<see cref="Units"/>); a step changes them by the difference of the case's units before and after it.</remarks>
internal sealed class IndicatorProjection(IndicatorSet set, Vocabulary vocabulary, Units units, Book book) : IProjection
{
    private const int TablesVersion = 2;
    private const int TracksInMemory = 20_000;
    private readonly List<CaseStep> steps = [];
    private readonly List<Unit> before = [], after = [];
    private readonly HashSet<Measure> touched = [];
    private readonly LiveFigures live = new(book);

    public string Name => "indicators";

    public int Version => set.Fingerprint ^ TablesVersion;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = Book.Tables + LiveFigures.Tables + TargetRows.Tables + """
            CREATE TABLE indicator_tracks (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, category TEXT NOT NULL, number TEXT NOT NULL, state INTEGER NOT NULL, open INTEGER NOT NULL,
              track BLOB NOT NULL) STRICT;
            CREATE TABLE indicator_counts (measure INTEGER NOT NULL, month INTEGER NOT NULL, cell INTEGER NOT NULL, value INTEGER NOT NULL, n INTEGER NOT NULL,
              PRIMARY KEY (measure, month, cell, value)) STRICT, WITHOUT ROWID;
            CREATE TABLE indicator_changes (measure INTEGER NOT NULL, month INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (measure, month)) STRICT, WITHOUT ROWID;
            CREATE TABLE indicator_places (month INTEGER NOT NULL, cell INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (month, cell, seq)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
        book.Begin(db, vocabulary.Words);
    }

    public void Apply(Projecting projecting, StoredAppend append) => TargetRows.Apply(projecting, append);

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is CaseStep step) steps.Add(step);
    }

    public void Complete(Projecting projecting)
    {
        for (var from = 0; from < steps.Count;)
        {
            var to = from + 1;
            while (to < steps.Count && steps[to].CaseId == steps[from].CaseId) to++;
            Take(projecting, steps.GetRange(from, to - from));
            from = to;
        }
        steps.Clear();
    }

    public void Forget()
    {
        steps.Clear();
        book.Forget();
    }

    private void Take(Projecting projecting, List<CaseStep> taken)
    {
        var kept = Track(projecting, taken[0], out var isNew);
        var (track, stood) = (kept.Track, kept.Stands);
        touched.Clear();
        foreach (var step in taken)
            if (Counted(step) is { } counted)
                touched.UnionWith(counted.Measures(step.Detail));
        before.Clear();
        var ends = new List<(Measure Measure, int End)>(touched.Count);
        foreach (var measure in touched)
        {
            units.Of(units.Compile(measure), track, before);
            ends.Add((measure, before.Count));
        }
        foreach (var step in taken) Follow(projecting, track, step);
        Recount(projecting, track, ends);
        var stands = live.Standing(track);
        Tracks(projecting).Set(track.Id, isNew ? null : kept, new(track, stands));
        live.Move(projecting, track, stood, stands, taken);
    }

    private void Follow(Projecting projecting, CaseTrack track, CaseStep step)
    {
        if (Cell.Of(step.Category, step.Case) is { } cell) track.Cell = book.Number(projecting, cell);
        (track.Number, track.State, track.Open) = (step.Case.Number, book.Number(projecting, step.Case.State), step.Case.Open);
        if (step.Step is "returnedDown" or "returnEnded") track.Returned = step.Step == "returnedDown";
        Clock(projecting, track, step);
        if (Counted(step) is not { } counted || !counted.Counts(step.Detail)) return;
        var detail = step.Detail is { } said && counted.Keeps(said) ? book.Number(projecting, said) : 0;
        track.Steps.Add(new(counted.Number, detail, track.Cell, step.At.UtcTicks));
    }

    private void Clock(Projecting projecting, CaseTrack track, CaseStep step)
    {
        if (step.Detail is not { } said || !step.Step.StartsWith("clock", StringComparison.Ordinal)) return;
        var name = book.Number(projecting, said);
        var place = track.Clocks.FindIndex(c => c.Name == name);
        var known = place < 0 ? default : track.Clocks[place];
        TrackClock? now = step.Step switch
        {
            "clockStarted" => new(name, step.Due!.Value.UtcTicks, 0, false),
            "clockPaused" when place >= 0 => known with { Paused = true },
            "clockResumed" when place >= 0 => known with { Paused = false, Due = step.Due!.Value.UtcTicks },
            "clockBreached" => new(name, (step.Due ?? step.At).UtcTicks, step.At.UtcTicks, false),
            "clockStopped" => null,
            _ => place < 0 ? null : known,
        };
        if (place >= 0) track.Clocks.RemoveAt(place);
        if (now is { } kept) track.Clocks.Add(kept);
    }

    private void Recount(Projecting projecting, CaseTrack track, List<(Measure Measure, int End)> ends)
    {
        var start = 0;
        foreach (var (measure, end) in ends)
        {
            after.Clear();
            units.Of(units.Compile(measure), track, after);
            for (var i = 0; i < Math.Max(end - start, after.Count); i++)
            {
                var (was, now) = (i < end - start ? before[start + i] : (Unit?)null, i < after.Count ? after[i] : (Unit?)null);
                if (was == now) continue;
                if (was is { } gone) Count(projecting, measure, gone, -1);
                if (now is { } come)
                {
                    Count(projecting, measure, come, 1);
                    Place(projecting, track, come);
                }
            }
            start = end;
        }
    }

    private static void Count(Projecting projecting, Measure measure, Unit unit, int change)
    {
        projecting.Add("""
            INSERT INTO indicator_counts (measure, month, cell, value, n) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (measure, month, cell, value) DO UPDATE SET n=n+excluded.n
            """, change, (measure.Id, unit.Month, unit.Cell, unit.Value));
        projecting.Add("""
            INSERT INTO indicator_changes (measure, month, n) VALUES (?1, ?2, ?3)
            ON CONFLICT (measure, month) DO UPDATE SET n=n+excluded.n
            """, 1, measure.Id.ToString(CultureInfo.InvariantCulture), unit.Month.ToString(CultureInfo.InvariantCulture));
    }

    private static void Place(Projecting projecting, CaseTrack track, Unit unit)
    {
        if (track.Places.Contains((unit.Month, unit.Cell))) return;
        track.Places.Add((unit.Month, unit.Cell));
        projecting.Execute("INSERT INTO indicator_places VALUES (?1, ?2, ?3)", unit.Month, unit.Cell, track.Seq);
    }

    private CountedStep? Counted(CaseStep step) =>
        vocabulary.Find(step.Category, step is { Step: "clockStopped", Met: false } ? "clockDropped" : step.Step);

    private WriteBehind<Kept> Tracks(Projecting projecting) => projecting.Rows(Name, () => new WriteBehind<Kept>(TracksInMemory, Write));

    private Kept Track(Projecting projecting, CaseStep step, out bool isNew)
    {
        isNew = false;
        if (Tracks(projecting).TryGet(step.CaseId, out var known)) return known;
        if (Stored(projecting, step) is { } stored) return new(stored, live.Standing(stored));
        isNew = true;
        projecting.Made("indicator_tracks", step.CaseId);
        return new(new() { Seq = NextSeq(projecting), Category = step.Category, Id = step.CaseId }, null);
    }

    private long NextSeq(Projecting projecting)
    {
        var newest = projecting.Remember<string, long>(Name, 1);
        if (!newest.TryGet("seq", out var last)) last = projecting.Scalar<long>("SELECT max(seq) FROM indicator_tracks");
        newest.Set("seq", last + 1);
        return last + 1;
    }

    private static CaseTrack? Stored(Projecting projecting, CaseStep step)
    {
        if (projecting.HasNone("indicator_tracks", step.CaseId)) return null;
        var seq = projecting.Scalar<long>("SELECT seq FROM indicator_tracks WHERE id=?1", step.CaseId);
        if (seq == 0) return null;
        var track = new CaseTrack
        {
            Seq = seq,
            Category = step.Category,
            Id = step.CaseId,
            Number = step.Case.Number,
            State = projecting.Scalar<int>("SELECT state FROM indicator_tracks WHERE seq=?1", seq),
            Open = projecting.Scalar<int>("SELECT open FROM indicator_tracks WHERE seq=?1", seq) != 0,
        };
        TrackCoding.Read(projecting.Scalar<byte[]>("SELECT track FROM indicator_tracks WHERE seq=?1", seq)!, track);
        return track;
    }

    private static void Write(Projecting projecting, Kept? before, Kept after)
    {
        var track = after.Track;
        var coded = TrackCoding.Write(track);
        if (before is null)
            projecting.Execute("INSERT INTO indicator_tracks VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", track.Seq, track.Id, track.Category, track.Number, track.State, track.Open, coded);
        else
            projecting.Execute("UPDATE indicator_tracks SET number=?2, state=?3, open=?4, track=?5 WHERE seq=?1", track.Seq, track.Number, track.State, track.Open, coded);
        LiveFigures.Watch(projecting, track, before?.Stands, after.Stands);
    }

    /// <summary>A track and where its case is counted among the open ones. The track itself goes on changing.</summary>
    private sealed record Kept(CaseTrack Track, LiveFigures.Stood? Stands);
}
