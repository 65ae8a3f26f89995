using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Cases.Listing;

/// <summary>Moves a case between the lists of those who may see it.</summary>
public static class CaseLists
{
    private const int CachedBoxes = 100_000;

    /// <summary>Takes the case from where it stood to where it stands: once for all appends of a transaction.</summary>
    public static void Move(Projecting projecting, string category, ListedCase? before, ListedCase after)
    {
        MovePlaces(projecting, before, after);
        MoveClocks(projecting, category, before, after);
    }

    /// <summary>Counts the case where it stands, no longer where it stood. After each append: a list that a case only passed through has a counter of zero.</summary>
    public static void Count(Projecting projecting, ListedCase? before, ListedCase after)
    {
        var was = Numbers(projecting, before);
        var now = Numbers(projecting, after, before);
        var same = before is not null && (before.State, before.Kind, before.Rank) == (after.State, after.Kind, after.Rank);
        foreach (var box in was)
            if (!same || !now.Contains(box)) Add(projecting, box, before!, -1);
        foreach (var box in now)
            if (!same || !was.Contains(box)) Add(projecting, box, after, 1);
    }

    /// <summary>Number of a list; a new one when it has none.</summary>
    public static long Number(Projecting projecting, string box) => Number(projecting, projecting.Remember<string, long>("case boxes", CachedBoxes), box);

    private static void MovePlaces(Projecting projecting, ListedCase? before, ListedCase after)
    {
        var was = before is null ? [] : Numbers(projecting, before)[..before.Boxes.Count];
        var now = Numbers(projecting, after, before)[..after.Boxes.Count];
        var moved = before is null || (before.State, before.Kind, before.Rank, before.Sort) != (after.State, after.Kind, after.Rank, after.Sort);
        foreach (var box in was)
        {
            if (!moved && now.Contains(box)) continue;
            projecting.Execute("DELETE FROM case_places WHERE box=?1 AND state=?2 AND kind=?3 AND rank=?4 AND sort=?5 AND id=?6",
                box, before!.State, before.Kind, before.Rank, before.Sort, before.Id);
        }
        foreach (var box in now)
        {
            if (!moved && was.Contains(box)) continue;
            projecting.Execute("INSERT INTO case_places VALUES (?1, ?2, ?3, ?4, ?5, ?6)", box, after.State, after.Kind, after.Rank, after.Sort, after.Id);
        }
    }

    /// <summary>Of the lists it is in and then of those it is only counted in; looked up once for a case that stays in them.</summary>
    private static ReadOnlySpan<long> Numbers(Projecting projecting, ListedCase? of, ListedCase? like = null)
    {
        if (of is null) return [];
        if (of.Numbers is { } known) return known;
        if (like?.Numbers is { } same && of.Boxes.SequenceEqual(like.Boxes) && of.Counted.SequenceEqual(like.Counted)) return of.Numbers = same;
        var boxes = projecting.Remember<string, long>("case boxes", CachedBoxes);
        return of.Numbers = [.. of.Boxes.Concat(of.Counted).Select(box => Number(projecting, boxes, box))];
    }

    private static void MoveClocks(Projecting projecting, string category, ListedCase? before, ListedCase after)
    {
        foreach (var clock in before?.Clocks ?? [])
            if (!after.Clocks.Contains(clock)) projecting.Execute("DELETE FROM case_clocks WHERE id=?1 AND name=?2", after.Id, clock.Name);
        foreach (var clock in after.Clocks)
        {
            if (before?.Clocks.Contains(clock) == true) continue;
            projecting.Execute("INSERT INTO case_clocks (category, id, name, due) VALUES (?1, ?2, ?3, ?4)", category, after.Id, clock.Name, clock.Due.UtcTicks);
        }
    }

    private static void Add(Projecting projecting, long box, ListedCase at, int change) => projecting.Add("""
        INSERT INTO case_counts (box, state, kind, rank, n) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (box, state, kind, rank) DO UPDATE SET n=n+excluded.n
        """, change, (box, at.State, at.Kind, at.Rank));

    private static long Number(Projecting projecting, RecentlyUsed<string, long> boxes, string box)
    {
        if (boxes.TryGet(box, out var number)) return number;
        if (!projecting.HasNone("case_boxes", box)) number = projecting.Scalar<long>("SELECT box FROM case_boxes WHERE name=?1", box);
        if (number == 0)
        {
            number = NextNumber(projecting);
            projecting.Made("case_boxes", box);
            projecting.Execute("INSERT INTO case_boxes (box, name) VALUES (?1, ?2)", number, box);
        }
        boxes.Set(box, number);
        return number;
    }

    private static long NextNumber(Projecting projecting)
    {
        var newest = projecting.Remember<string, long>("newest case box", 1);
        if (!newest.TryGet("", out var last)) last = projecting.Scalar<long>("SELECT max(box) FROM case_boxes");
        newest.Set("", last + 1);
        return last + 1;
    }
}
