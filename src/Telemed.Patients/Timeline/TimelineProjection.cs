using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Patients.Timeline;

/// <summary>One line for each meaningful step of a patient's cases, and for each visit. Institutions by id: names are looked up when it is read.</summary>
internal sealed class TimelineProjection : IProjection
{
    private const string Insert =
        """
        INSERT INTO timeline (patient, at, kind, category, case_id, step, case_kind, number, state, from_id, to_id, by_id, department, detail)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """;

    public string Name => "timeline";

    public int Version => 3;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE timeline (seq INTEGER PRIMARY KEY, patient TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, category TEXT NOT NULL, case_id TEXT NOT NULL,
              step TEXT NOT NULL, case_kind TEXT, number TEXT, state TEXT, from_id TEXT NOT NULL, to_id TEXT, by_id TEXT, department TEXT, detail TEXT) STRICT;
            CREATE INDEX timeline_of ON timeline (patient, at, seq);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != VisitRules.Category) return;
        foreach (var fact in projecting.Facts(append, VisitRules.Aggregate.Format).OfType<VisitEvent.Recorded>())
        {
            projecting.Execute(
                Insert, fact.PatientId, fact.At, nameof(TimelineKind.Visit), VisitRules.Category, append.Stream.Id, "recorded", null, null, null,
                fact.InstitutionId, null, fact.InstitutionId, fact.Department, JsonSerializer.Serialize(new VisitText(fact.Diagnoses, fact.Note), StoredJson.Options));
            projecting.Publish(Told(append, fact));
        }
    }

    /// <summary>For those who count; of the day of the visit, not of its entry.</summary>
    private static CaseStep Told(StoredAppend append, VisitEvent.Recorded fact) => new(
        VisitRules.Category, append.Stream.Id, "recorded", fact.At, fact.InstitutionId,
        new(append.Stream.Id, "visit", Urgency.Routine, "recorded", false, fact.PatientId, fact.InstitutionId, fact.InstitutionId, fact.Department, null, null));

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is RecognitionStep recognised) Recognised(projecting, recognised);
        if (fact is not CaseStep step || TimelineSteps.KindOf(step) is not { } kind) return;
        var of = step.Case;
        projecting.Execute(
            Insert, of.PatientId, step.At, kind.ToString(), step.Category, step.CaseId, step.Step, of.Kind, of.Number, of.State,
            of.FromId, of.ToId, step.By, of.Department, step.Detail);
    }

    /// <summary>An earlier result stood in place of an order, or no longer does. Its maker has no part in the case.</summary>
    private static void Recognised(Projecting projecting, RecognitionStep step)
    {
        if (step.Step is not "accepted" && step is not { Step: "revoked", OrderCancelled: true }) return;
        projecting.Execute(
            Insert, step.PatientId, step.At, nameof(TimelineKind.Recognition), TimelineWords.RecognitionCategory, step.CheckId, step.Step, step.ItemCode, step.Number, null,
            step.InstitutionId, null, step.InstitutionId, step.Department, step.SourceId);
    }
}

/// <summary>What a visit's line shows beside its title.</summary>
internal sealed record VisitText(IReadOnlyList<VisitDiagnosis> Diagnoses, string? Note);
