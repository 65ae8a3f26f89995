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
        MovePlaces(projecting, projecting.Remember<string, long>("case boxes", CachedBoxes), before, after);
        MoveClocks(projecting, category, before, after);
    }

    /// <summary>Counts the case where it stands, no longer where it stood. After each append: a list that a case only passed through has a counter of zero.</summary>
    public static void Count(Projecting projecting, ListedCase? before, ListedCase after)
    {
        var boxes = projecting.Remember<string, long>("case boxes", CachedBoxes);
        var same = before is not null && (before.State, before.Kind, before.Rank) == (after.State, after.Kind, after.Rank);
        foreach (var box in before is null ? [] : before.Boxes.Concat(before.Counted))
            if (!same || !(after.Boxes.Contains(box) || after.Counted.Contains(box))) Add(projecting, Number(projecting, boxes, box), before!, -1);
        foreach (var box in after.Boxes.Concat(after.Counted))
            if (!same || !(before!.Boxes.Contains(box) || before.Counted.Contains(box))) Add(projecting, Number(projecting, boxes, box), after, 1);
    }

    /// <summary>Number of a list; a new one when it has none.</summary>
    public static long Number(Projecting projecting, string box) => Number(projecting, projecting.Remember<string, long>("case boxes", CachedBoxes), box);

    private static void MovePlaces(Projecting projecting, RecentlyUsed<string, long> boxes, ListedCase? before, ListedCase after)
    {
        var moved = before is null || (before.State, before.Kind, before.Rank, before.Sort) != (after.State, after.Kind, after.Rank, after.Sort);
        foreach (var box in before?.Boxes ?? [])
        {
            if (!moved && after.Boxes.Contains(box)) continue;
            projecting.Execute("DELETE FROM case_places WHERE box=?1 AND state=?2 AND kind=?3 AND rank=?4 AND sort=?5 AND id=?6",
                Number(projecting, boxes, box), before!.State, before.Kind, before.Rank, before.Sort, before.Id);
        }
        foreach (var box in after.Boxes)
        {
            if (!moved && before!.Boxes.Contains(box)) continue;
            projecting.Execute("INSERT INTO case_places VALUES (?1, ?2, ?3, ?4, ?5, ?6)", Number(projecting, boxes, box), after.State, after.Kind, after.Rank, after.Sort, after.Id);
        }
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
        number = projecting.Scalar<long>("SELECT box FROM case_boxes WHERE name=?1", box);
        if (number == 0)
        {
            projecting.Execute("INSERT INTO case_boxes (name) VALUES (?1)", box);
            number = projecting.Scalar<long>("SELECT last_insert_rowid()");
        }
        boxes.Set(box, number);
        return number;
    }
}
