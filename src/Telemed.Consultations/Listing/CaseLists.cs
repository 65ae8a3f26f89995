using System.Text.Json;
using Telemed.ReadModel;

namespace Telemed.Consultations.Listing;

/// <summary>Moves a case between the lists of those who may see it.</summary>
internal static class CaseLists
{
    public static void Move(Projecting projecting, CaseRow? before, CaseRow after)
    {
        var from = before is null ? [] : Entries(before);
        var to = Entries(after);
        foreach (var entry in from.Except(to))
            projecting.Execute("DELETE FROM consultation_boxes WHERE owner=?1 AND state=?2 AND rank=?3 AND sort=?4 AND id=?5",
                entry.Owner, entry.State, entry.Rank, entry.Sort, after.Id);
        foreach (var entry in to.Except(from))
            projecting.Execute("INSERT INTO consultation_boxes (owner, state, rank, sort, id, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                entry.Owner, entry.State, entry.Rank, entry.Sort, after.Id, entry.Kind);
        foreach (var entry in from.Select(Key).Except(to.Select(Key))) Count(projecting, entry, -1);
        foreach (var entry in to.Select(Key).Except(from.Select(Key))) Count(projecting, entry, 1);
        MoveClocks(projecting, before, after);
    }

    private static void MoveClocks(Projecting projecting, CaseRow? before, CaseRow after)
    {
        var from = before is null ? [] : Running(before);
        var to = Running(after);
        foreach (var (name, due) in from.Except(to)) projecting.Execute("DELETE FROM consultation_clocks WHERE id=?1 AND name=?2", after.Id, name);
        foreach (var (name, due) in to.Except(from)) projecting.Execute("INSERT INTO consultation_clocks (id, name, due) VALUES (?1, ?2, ?3)", after.Id, name, due);
    }

    private static HashSet<(string Name, DateTimeOffset Due)> Running(CaseRow row) => [.. row.State.Clocks.Where(c => c.Running).Select(c => (c.Name, c.DueAt))];

    private static HashSet<Entry> Entries(CaseRow row) =>
        [.. row.Owners.Select(owner => new Entry(owner, Name(row.State.Status), row.Rank, row.SortKey, Name(row.State.Request.Kind), Name(row.State.Request.Urgency)))];

    private static (string Owner, string State, string Kind, string Urgency) Key(Entry entry) => (entry.Owner, entry.State, entry.Kind, entry.Urgency);

    private static void Count(Projecting projecting, (string Owner, string State, string Kind, string Urgency) entry, int change) => projecting.Add("""
        INSERT INTO consultation_counts (owner, state, kind, urgency, n) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (owner, state, kind, urgency) DO UPDATE SET n=n+excluded.n
        """, change, entry.Owner, entry.State, entry.Kind, entry.Urgency);

    internal static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private sealed record Entry(string Owner, string State, int Rank, string Sort, string Kind, string Urgency);
}
