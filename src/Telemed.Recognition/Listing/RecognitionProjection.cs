using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using static Telemed.Recognition.RecognitionEvent;

namespace Telemed.Recognition.Listing;

/// <summary>Checks as lists show them, the doors they open, and who has judged which item of whom; no list reads the log. What found nothing is in no list (ADR-0046).</summary>
internal sealed class RecognitionProjection : IProjection
{
    private const int RowsInMemory = 5000;

    public string Name => "recognition";

    public int Version => 4;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE recognition_checks (no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, row BLOB NOT NULL) STRICT;
            CREATE TABLE recognition_asked (at TEXT NOT NULL, region TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (at, id)) STRICT, WITHOUT ROWID;
            CREATE TABLE recognition_judged (patient TEXT NOT NULL, item TEXT NOT NULL, institution TEXT NOT NULL, at TEXT NOT NULL,
              PRIMARY KEY (patient, item, institution, at)) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != RecognitionCheck.Category) return;
        var id = append.Stream.Id;
        var before = append.Version > 1 ? Find(projecting, id) : null;
        if (append.Version > 1 && before is null)
        {
            StepAfterNothing(projecting, append);
            return;
        }
        var state = before?.State ?? RecognitionState.Initial;
        var steps = new List<(RecognitionEvent Fact, RecognitionState After)>();
        foreach (var fact in projecting.Facts(append, RecognitionCheck.Aggregate.Format)) steps.Add((fact, state = RecognitionEvolve.Evolve(state, fact)));
        if (steps[0].Fact is Checked asked)
            projecting.Publish(new PatientReadInCase(asked.PatientId, RecognitionCheck.Category, "treatment", id, asked.Author.AccountId, asked.Orderer.InstitutionId, asked.At));
        if (state.FoundNothing)
        {
            RecognitionSteps.Publish(projecting, append, steps);
            return;
        }
        var after = new CheckRow(id, append.Version, CheckRow.Slim(state));
        projecting.Remember<string, CheckRow>(Name, RowsInMemory).Set(id, after);
        projecting.Execute("INSERT INTO recognition_checks (id, row) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET row=excluded.row", id, after.ToJson());
        var (stood, stands) = (before?.Listed(), after.Listed());
        CaseLists.Count(projecting, stood, stands);
        CaseLists.Move(projecting, RecognitionCheck.Category, stood, stands);
        foreach (var (fact, _) in steps) Note(projecting, id, fact, after.State);
        Ring(projecting, before, after, steps, append.Context.At);
        Open(projecting, before, after);
        RecognitionSteps.Publish(projecting, append, steps);
    }

    private CheckRow? Find(Projecting projecting, string id) =>
        projecting.Remember<string, CheckRow>(Name, RowsInMemory).TryGet(id, out var known) ? known
        : projecting.Scalar<byte[]>("SELECT row FROM recognition_checks WHERE id=?1", id) is { } json ? CheckRow.FromJson(json) : null;

    /// <summary>A check without a row found nothing. Whoever orders what was asked has looked; the rest of what may happen to it is its own matter.</summary>
    private static void StepAfterNothing(Projecting projecting, StoredAppend append)
    {
        foreach (var fact in projecting.Facts(append, RecognitionCheck.Aggregate.Format))
        {
            if (fact is Ordered { PatientId: { } patient } ordered) Judged(projecting, patient, ordered.Code, append.Context.Actor.InstitutionId!, ordered.At);
            var state = fact is Closed ? RecognitionStatus.Closed : RecognitionStatus.Decided;
            projecting.Ring($"case:{append.Stream.Id}", JsonNamingPolicy.CamelCase.ConvertName(fact.GetType().Name), append.Context.At, new { state, version = append.Version });
        }
    }

    private static void Note(Projecting projecting, string id, RecognitionEvent fact, RecognitionState state)
    {
        if (fact is Checked asked) projecting.Execute("INSERT INTO recognition_asked VALUES (?1, ?2, ?3)", asked.At, state.Catalogue.Region, id);
        var judged = fact switch
        {
            Accepted e => (e.Code, e.At),
            Declined e => (e.Code, e.At),
            Ordered e => (e.Code, e.At),
            _ => (null, default),
        };
        if (judged.Code is { } code) Judged(projecting, state.PatientId, code, state.Orderer.InstitutionId, judged.At);
    }

    private static void Judged(Projecting projecting, string patientId, string code, string institutionId, DateTimeOffset at) =>
        projecting.Execute("INSERT OR IGNORE INTO recognition_judged VALUES (?1, ?2, ?3, ?4)", patientId, code, institutionId, at);

    /// <summary>Nobody can watch a case before it is there: its first step rings nothing, unless others have to ask about it.</summary>
    private static void Ring(Projecting projecting, CheckRow? before, CheckRow after, List<(RecognitionEvent Fact, RecognitionState After)> steps, DateTimeOffset at)
    {
        foreach (var (fact, state) in steps)
        {
            if (before is not null)
                projecting.Ring($"case:{after.Id}", JsonNamingPolicy.CamelCase.ConvertName(fact.GetType().Name), at, new { state = state.Status, version = after.Version });
            if (fact is Ordered { Repeated: true } or RepeatFound { Unasked: true })
                projecting.Ring($"inbox:{state.Orderer.InstitutionId}", "recognitionRepeated", at, new
                {
                    category = RecognitionCheck.Category,
                    caseId = after.Id,
                    number = state.Number,
                    state = state.Status,
                    version = after.Version,
                    patientId = state.PatientId,
                });
        }
    }

    /// <summary>What was looked at is open to the ordering institution while the check lives. Its makers have no part in the case.</summary>
    private static void Open(Projecting projecting, CheckRow? before, CheckRow after)
    {
        var state = after.State;
        if (state.Viewed.Count == 0) return;
        var open = Lives(state);
        if (before is not null && before.State.Viewed.Count == state.Viewed.Count && open == Lives(before.State)) return;
        var candidates = state.Viewed.Select(v => v.ResultId).Distinct().Select(r => state.Find(r)!.Value.Candidate).ToArray();
        projecting.Publish(new CaseAccessChanged(
            after.Id, state.PatientId, [state.Orderer.InstitutionId], [.. candidates.Where(c => c.StudyUid is not null).Select(c => c.StudyUid!)], open,
            [.. candidates.Select(c => c.ResultId)], [.. candidates.Select(c => c.InstitutionId).Distinct()]));
    }

    private static bool Lives(RecognitionState state) => state.Status is RecognitionStatus.Open or RecognitionStatus.Decided;
}
