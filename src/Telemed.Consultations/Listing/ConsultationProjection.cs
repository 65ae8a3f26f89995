using Microsoft.Data.Sqlite;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Consultations.Listing;

/// <summary>Worklists, counters, clocks and figures, kept event by event; no list reads the log.</summary>
public sealed class ConsultationProjection : IProjection
{
    private const int RowsInMemory = 5000;

    /// <summary>Of the present append: who is called is said behind it.</summary>
    private readonly List<Alarm> alarms = [];
    private readonly List<string> called = [];

    public string Name => "consultations";

    public int Version => 4;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE consultations (id TEXT PRIMARY KEY, row BLOB NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE consultation_watch (area INTEGER NOT NULL, breached INTEGER NOT NULL, due INTEGER NOT NULL, id TEXT NOT NULL,
              PRIMARY KEY (area, breached, due, id)) STRICT, WITHOUT ROWID;
            CREATE TABLE consultation_institutions (id TEXT PRIMARY KEY, area TEXT NOT NULL, outgoing INTEGER NOT NULL, incoming INTEGER NOT NULL,
              open INTEGER NOT NULL, breached INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX consultation_institutions_area ON consultation_institutions (area);
            CREATE TABLE consultation_days (area TEXT NOT NULL, day TEXT NOT NULL, submitted INTEGER NOT NULL, released INTEGER NOT NULL,
              PRIMARY KEY (area, day)) STRICT, WITHOUT ROWID;
            CREATE TABLE consultation_moments (area TEXT NOT NULL, what TEXT NOT NULL, at TEXT NOT NULL, id TEXT NOT NULL,
              PRIMARY KEY (area, what, at, id)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != ConsultationCases.Category) return;
        var id = append.Stream.Id;
        var rows = projecting.Rows(Name, () => new WriteBehind<CaseRow>(RowsInMemory, Write));
        var before = rows.TryGet(id, out var known) ? known
            : append.Version > 1 && projecting.Scalar<byte[]>("SELECT row FROM consultations WHERE id=?1", id) is { } json ? CaseRow.FromJson(json) : null;
        var steps = Fold(before?.State ?? ConsultationState.Initial, projecting.Facts(append, Consultation.Aggregate.Format));
        var after = new CaseRow(id, append.Version, append.Context.Actor.InstitutionId ?? before?.LastBy, CaseRow.Slim(steps[^1].After));
        rows.Set(id, before, after);
        CaseLists.Count(projecting, before?.Listed, after.Listed);
        CaseFigures.Count(projecting, before, after, steps);
        alarms.AddRange(CaseRings.Ring(projecting, before, after, steps, append.Context.At));
        Open(projecting, before, after);
        CaseSteps.Publish(projecting, append, steps);
        CaseWorks.Publish(projecting, before, after, steps, append.Context.At);
    }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is DutyCalled call) called.AddRange(call.PractitionerIds);
    }

    public void Complete(Projecting projecting)
    {
        foreach (var alarm in alarms) CaseRings.Ring(projecting, alarm, called.Count == 0 ? null : [.. called]);
        Forget();
    }

    public void Forget()
    {
        alarms.Clear();
        called.Clear();
    }

    private static void Write(Projecting projecting, CaseRow? before, CaseRow after)
    {
        projecting.Execute("INSERT INTO consultations (id, row) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET row=excluded.row", after.Id, after.ToJson());
        CaseLists.Move(projecting, ConsultationCases.Category, before?.Listed, after.Listed);
        CaseFigures.Watch(projecting, before, after);
    }

    private static List<(ConsultationEvent Fact, ConsultationState After)> Fold(ConsultationState state, IEnumerable<ConsultationEvent> facts)
    {
        var steps = new List<(ConsultationEvent, ConsultationState)>();
        foreach (var fact in facts) steps.Add((fact, state = ConsultationEvolve.Evolve(state, fact)));
        return steps;
    }

    /// <summary>A live case opens its studies to both sides; its end closes them.</summary>
    private static void Open(Projecting projecting, CaseRow? before, CaseRow after)
    {
        var then = before is null ? null : Doors(before);
        var now = Doors(after);
        if (now is not null && (then is null || !Same(then, now))) projecting.Publish(now);
    }

    private static bool Same(CaseAccessChanged then, CaseAccessChanged now) =>
        then.Open == now.Open && then.PatientId == now.PatientId
        && then.InstitutionIds.SequenceEqual(now.InstitutionIds) && then.StudyInstanceUids.SequenceEqual(now.StudyInstanceUids)
        && then.ResultIds!.SequenceEqual(now.ResultIds!);

    private static CaseAccessChanged? Doors(CaseRow row) => row.State.SubmittedAt is null
        ? null
        : new(row.Id, row.State.Request.PatientId, [row.State.InvitingId, row.State.Invited.InstitutionId!], row.State.Studies, row.State.Status.Open(), row.State.Results);
}
