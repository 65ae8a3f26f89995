using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Indicators.Counting;

/// <summary>The present: open cases by cell and state, their clocks, and what happened in the last hours. Rings the boards of everybody concerned.</summary>
internal sealed class LiveFigures(Book book)
{
    /// <summary>What boards show of the last hour, and the step behind it.</summary>
    public static readonly IReadOnlyList<(string Name, string Step)> Moments =
        [("submitted", "submitted"), ("accepted", "accepted"), ("arrived", "arrived"), ("returned", "returnedDown"), ("released", "opinionReleased")];

    private static readonly int[] AreaDigits = [2, 4, 6];
    private const int TopicsInMemory = 20_000;
    private const int HoursKept = 3;

    public const string Tables = """
        CREATE TABLE indicator_open (cell INTEGER NOT NULL, stage INTEGER NOT NULL, breached INTEGER NOT NULL, clock INTEGER NOT NULL, n INTEGER NOT NULL,
          PRIMARY KEY (cell, stage, breached, clock)) STRICT, WITHOUT ROWID;
        CREATE INDEX indicator_open_some ON indicator_open (cell) WHERE n > 0;
        CREATE TABLE indicator_watch (breached INTEGER NOT NULL, due INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (breached, due, seq)) STRICT, WITHOUT ROWID;
        CREATE TABLE indicator_moments (hour INTEGER NOT NULL, minute INTEGER NOT NULL, moment INTEGER NOT NULL, cell INTEGER NOT NULL, n INTEGER NOT NULL,
          PRIMARY KEY (hour, minute, moment, cell)) STRICT, WITHOUT ROWID;
        """;

    /// <summary>Where an open case is counted.</summary>
    public readonly record struct Stood(int Cell, Stage Stage, TrackClock? Clock);

    public Stood? Standing(CaseTrack track) => track is { Open: true, Cell: > 0 } ? new(track.Cell, Stages.Of(book.Cell(track.Cell), book.Word(track.State), track.Returned), track.Watched) : null;

    /// <summary>Moves the case from where it stood to where it stands, after it has been followed.</summary>
    public void Move(Projecting projecting, CaseTrack track, Stood? stood, Stood? stands, IReadOnlyList<CaseStep> steps)
    {
        if (stood != stands)
        {
            if (stood is { } from) Count(projecting, from, -1);
            if (stands is { } to) Count(projecting, to, 1);
        }
        if (track.Cell == 0) return;
        foreach (var step in steps) Note(projecting, track, step);
        foreach (var topic in Topics(projecting, track.Cell)) projecting.Knock(topic, steps[^1].At);
    }

    /// <summary>Moves the case among those whose clocks are watched: once for all appends of a transaction.</summary>
    public static void Watch(Projecting projecting, CaseTrack track, Stood? stood, Stood? stands)
    {
        if (stood?.Clock == stands?.Clock) return;
        if (stood?.Clock is { } from) projecting.Execute("DELETE FROM indicator_watch WHERE breached=?1 AND due=?2 AND seq=?3", Breached(from), from.Due, track.Seq);
        if (stands?.Clock is { } to) projecting.Execute("INSERT INTO indicator_watch VALUES (?1, ?2, ?3)", Breached(to), to.Due, track.Seq);
    }

    private static void Count(Projecting projecting, Stood at, int change) => projecting.Add("""
        INSERT INTO indicator_open (cell, stage, breached, clock, n) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (cell, stage, breached, clock) DO UPDATE SET n=n+excluded.n
        """, change, (at.Cell, (int)at.Stage, at.Clock is { } clock ? Breached(clock) : 0, at.Clock is null ? 0 : 1));

    private static int Breached(TrackClock clock) => clock.BreachedAt > 0 ? 1 : 0;

    private void Note(Projecting projecting, CaseTrack track, CaseStep step)
    {
        var moment = -1;
        for (var i = 0; i < Moments.Count; i++)
            if (Moments[i].Step == step.Step) moment = i;
        if (moment < 0) return;
        var minute = step.At.UtcTicks / TimeSpan.TicksPerMinute;
        var hour = minute / 60;
        var newest = projecting.Remember<string, long>("indicator hour", 1);
        if (!newest.TryGet("newest", out var last)) last = projecting.Scalar<long>("SELECT max(hour) FROM indicator_moments");
        if (hour < last - HoursKept) return;
        projecting.Execute("""
            INSERT INTO indicator_moments (hour, minute, moment, cell, n) VALUES (?1, ?2, ?3, ?4, 1)
            ON CONFLICT (hour, minute, moment, cell) DO UPDATE SET n=n+1
            """, hour, minute, moment, track.Cell);
        if (hour > last) projecting.Execute("DELETE FROM indicator_moments WHERE hour<?1", hour - HoursKept);
        newest.Set("newest", Math.Max(hour, last));
    }

    private string[] Topics(Projecting projecting, int number)
    {
        var known = projecting.Remember<int, string[]>("indicator topics", TopicsInMemory);
        if (known.TryGet(number, out var topics)) return topics;
        var cell = book.Cell(number);
        topics =
        [
            .. new[] { cell.FromArea, cell.ToArea }.SelectMany(a => AreaDigits.Where(n => n <= a.Length).Select(n => $"board:{a[..n]}")).Distinct(),
            .. new[] { cell.FromId, cell.ToId }.Distinct().Select(id => $"board:{id}"),
        ];
        known.Set(number, topics);
        return topics;
    }
}
