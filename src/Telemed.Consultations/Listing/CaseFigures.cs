using System.Globalization;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.ReadModel;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations.Listing;

/// <summary>The figures of the board: volumes by day, by institution, and the clocks at risk.</summary>
internal static class CaseFigures
{
    private const string AddSubmitted = "INSERT INTO consultation_days VALUES (?1, ?2, ?3, 0) ON CONFLICT (area, day) DO UPDATE SET submitted=submitted+excluded.submitted";
    private const string AddReleased = "INSERT INTO consultation_days VALUES (?1, ?2, 0, ?3) ON CONFLICT (area, day) DO UPDATE SET released=released+excluded.released";

    public static void Count(Projecting projecting, CaseRow? before, CaseRow after, IReadOnlyList<(ConsultationEvent Fact, ConsultationState After)> steps)
    {
        foreach (var (fact, _) in steps)
        {
            if (fact is Submitted submitted) Volume(projecting, after, "submitted", submitted.At);
            if (fact is OpinionReleased { Version: 1 } released) Volume(projecting, after, "released", released.At);
        }
        Institutions(projecting, before, after);
    }

    private static void Volume(Projecting projecting, CaseRow row, string what, DateTimeOffset at)
    {
        var day = ChinaTime.Day(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var area in row.Areas)
        {
            projecting.Add(what == "submitted" ? AddSubmitted : AddReleased, 1, area, day);
            projecting.Execute("INSERT OR IGNORE INTO consultation_moments (area, what, at, id) VALUES (?1, ?2, ?3, ?4)", area, what, at, row.Id);
        }
    }

    /// <summary>Moves the case among those whose clocks are watched.</summary>
    public static void Watch(Projecting projecting, CaseRow? before, CaseRow after)
    {
        var from = before is null ? [] : Watched(before);
        var to = Watched(after);
        foreach (var (area, breached, due) in from.Except(to))
            projecting.Execute("DELETE FROM consultation_watch WHERE area=?1 AND breached=?2 AND due=?3 AND id=?4", area, breached, due, after.Id);
        foreach (var (area, breached, due) in to.Except(from))
            projecting.Execute("INSERT INTO consultation_watch (area, breached, due, id) VALUES (?1, ?2, ?3, ?4)", area, breached, due, after.Id);
    }

    private static HashSet<(int Area, int Breached, long Due)> Watched(CaseRow row) => row.Clock is not { } clock
        ? []
        : [.. row.Areas.Where(CaseAreas.Listed).Select(area => (int.Parse(area, CultureInfo.InvariantCulture), clock.BreachedAt is null ? 0 : 1, clock.DueAt.UtcTicks))];

    private static void Institutions(Projecting projecting, CaseRow? before, CaseRow after)
    {
        if (before is not null && Standing(before) == Standing(after)) return;   // most appends
        var from = before is null ? [] : Shares(before);
        var to = Shares(after);
        foreach (var share in from.Except(to)) Add(projecting, share, -1);
        foreach (var share in to.Except(from)) Add(projecting, share, 1);
    }

    private static (string Inviting, string? Invited, Areas? Areas, bool Open, bool Breached)? Standing(CaseRow row)
    {
        if (row.State is not { SubmittedAt: not null, Areas: { } areas } state) return null;
        var open = state.Status.Open();
        return (state.InvitingId, state.Invited.InstitutionId, areas, open, open && state.Clocks.Any(c => c is { BreachedAt: not null, StoppedAt: null }));
    }

    private static HashSet<Share> Shares(CaseRow row)
    {
        if (Standing(row) is not var (inviting, invited, areas, open, breached)) return [];
        return [new(inviting, areas!.Inviting, true, open, breached), new(invited!, areas.Invited, false, open, breached)];
    }

    /// <summary>Written once in a transaction for each institution; the area is that of the last step.</summary>
    private static void Add(Projecting projecting, Share share, int sign)
    {
        var rows = projecting.Rows("consultation_institutions", () => new WriteBehind<Sums>(0, Write));
        if (!rows.TryGet(share.Institution, out var sums)) sums = new(share.Institution);
        sums.Area = share.Area;
        if (share.Outgoing) sums.Outgoing += sign;
        else sums.Incoming += sign;
        if (share.Open) sums.Open += sign;
        if (share.Breached) sums.Breached += sign;
        rows.Set(share.Institution, null, sums);
    }

    private static void Write(Projecting projecting, Sums? before, Sums sums) => projecting.Execute("""
        INSERT INTO consultation_institutions (id, area, outgoing, incoming, open, breached) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (id) DO UPDATE SET area=excluded.area, outgoing=outgoing+excluded.outgoing, incoming=incoming+excluded.incoming,
          open=open+excluded.open, breached=breached+excluded.breached
        """, sums.Institution, sums.Area, sums.Outgoing, sums.Incoming, sums.Open, sums.Breached);

    /// <summary>What a transaction adds to the row of an institution.</summary>
    private sealed class Sums(string institution)
    {
        public string Institution => institution;
        public string Area { get; set; } = "";
        public int Outgoing { get; set; }
        public int Incoming { get; set; }
        public int Open { get; set; }
        public int Breached { get; set; }
    }

    private sealed record Share(string Institution, string Area, bool Outgoing, bool Open, bool Breached);
}
