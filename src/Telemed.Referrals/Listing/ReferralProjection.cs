using Microsoft.Data.Sqlite;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Referrals.Listing;

/// <summary>Worklists, clocks, live cases and what is owed to other cases, kept event by event; no list reads the log.</summary>
public sealed class ReferralProjection : IProjection
{
    private const int RowsInMemory = 5000;

    public string Name => "referrals";

    public int Version => 2;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE referrals (id TEXT PRIMARY KEY, row BLOB NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE referral_live (patient TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (patient, id)) STRICT, WITHOUT ROWID;
            CREATE TABLE referral_owed (target TEXT NOT NULL, what TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (target, what, source)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != ReferralCases.Category) return;
        var id = append.Stream.Id;
        var before = append.Version > 1 ? Find(projecting, id) : null;
        if (append.Version == 1) projecting.Made(Name, id);
        var steps = Fold(before?.State ?? ReferralState.Initial, projecting.Facts(append, Referral.Aggregate.Format));
        var after = new ReferralRow(id, append.Version, append.Context.Actor.InstitutionId ?? before?.LastBy, ReferralRow.Slim(steps[^1].After));
        Rows(projecting).Set(id, before, after);
        CaseLists.Count(projecting, before?.Listed, after.Listed);
        LiveCases.Move(projecting, before, after);
        Owed.Keep(projecting, before, after, steps, other => Find(projecting, other));
        ReferralRings.Ring(projecting, before, after, steps, append.Context.At);
        Publish(projecting, before, after, append.Context.At);
        ReferralSteps.Publish(projecting, append, steps);
    }

    private WriteBehind<ReferralRow> Rows(Projecting projecting) => projecting.Rows(Name, () => new WriteBehind<ReferralRow>(RowsInMemory, Write));

    private static void Write(Projecting projecting, ReferralRow? before, ReferralRow after)
    {
        projecting.Execute("INSERT INTO referrals (id, row) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET row=excluded.row", after.Id, after.ToJson());
        CaseLists.Move(projecting, ReferralCases.Category, before?.Listed, after.Listed);
    }

    private ReferralRow? Find(Projecting projecting, string id) =>
        Rows(projecting).TryGet(id, out var known) ? known
        : projecting.HasNone(Name, id) ? null
        : projecting.Scalar<byte[]>("SELECT row FROM referrals WHERE id=?1", id) is { } json ? ReferralRow.FromJson(json) : null;

    private static List<(ReferralEvent Fact, ReferralState After)> Fold(ReferralState state, IEnumerable<ReferralEvent> facts)
    {
        var steps = new List<(ReferralEvent, ReferralState)>();
        foreach (var fact in facts) steps.Add((fact, state = ReferralEvolve.Evolve(state, fact)));
        return steps;
    }

    /// <summary>A live case opens its studies to both sides and holds its slot or bed; its end closes the doors and gives the place back.</summary>
    private static void Publish(Projecting projecting, ReferralRow? before, ReferralRow after, DateTimeOffset at)
    {
        var (then, now) = (before is null ? null : Doors(before), Doors(after));
        if (now is not null && (then is null || !Same(then, now))) projecting.Publish(now);
        var (had, has) = (before?.State.Held, after.State.Held);
        if (had?.Id == has?.Id) return;
        if (had is not null) projecting.Publish(new CapacityHeld(had.Id, had.Kind, after.Id, false, at));
        if (has is not null) projecting.Publish(new CapacityHeld(has.Id, has.Kind, after.Id, true, at));
    }

    private static bool Same(CaseAccessChanged then, CaseAccessChanged now) =>
        then.Open == now.Open && then.PatientId == now.PatientId
        && then.InstitutionIds.SequenceEqual(now.InstitutionIds) && then.StudyInstanceUids.SequenceEqual(now.StudyInstanceUids)
        && then.ResultIds!.SequenceEqual(now.ResultIds!);

    private static CaseAccessChanged? Doors(ReferralRow row) => row.State.SubmittedAt is null
        ? null
        : new(row.Id, row.State.Request.PatientId, [row.State.FromId, row.State.To.InstitutionId!], row.State.Studies, row.State.Status.Open(), row.State.Results);
}
