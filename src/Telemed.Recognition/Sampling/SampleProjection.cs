using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Recognition.Sampling;

/// <summary>Samples by who is graded and who grades; each result is open to the grader until it is graded.</summary>
internal sealed class SampleProjection : IProjection
{
    public string Name => "recognition-samples";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE recognition_samples (id TEXT PRIMARY KEY, institution TEXT NOT NULL, grader TEXT NOT NULL, at TEXT NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE INDEX recognition_samples_of ON recognition_samples (institution, at);
            CREATE INDEX recognition_samples_by ON recognition_samples (grader, at);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != SampleRules.Category) return;
        var id = append.Stream.Id;
        var state = projecting.Scalar<string>("SELECT json FROM recognition_samples WHERE id=?1", id) is { } json ? JsonSerializer.Deserialize<SampleState>(json, StoredJson.Options) : null;
        foreach (var fact in projecting.Facts(append, SampleRules.Aggregate.Format))
        {
            state = SampleRules.Evolve(state, fact);
            for (var n = 0; n < state!.Results.Count; n++)
                if (fact is SampleEvent.SampleDrawn || fact is SampleEvent.ResultGraded { Given.ResultId: var graded } && graded == state.Results[n].ResultId)
                    projecting.Publish(Door(id, state, n, fact is SampleEvent.SampleDrawn));
        }
        projecting.Execute(
            "INSERT INTO recognition_samples VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO UPDATE SET json=excluded.json",
            id, state!.InstitutionId, state.GraderId, state.DrawnAt, JsonSerializer.Serialize(state, StoredJson.Options));
        if (append.Version == 1)
            projecting.Ring($"inbox:{state.GraderId}", "samplesToGrade", append.Context.At, new { category = SampleRules.Category, caseId = id, n = state.Results.Count });
    }

    private static CaseAccessChanged Door(string id, SampleState state, int n, bool open)
    {
        var result = state.Results[n];
        return new(SampleRules.DoorOf(id, n), result.PatientId, [state.GraderId], result.StudyUid is { } study ? [study] : [], open, [result.ResultId], [state.InstitutionId]);
    }
}

/// <summary>Reads samples of the read model.</summary>
internal sealed class SampleRows(ProjectionEngine readModel)
{
    /// <summary>Newest first, behind a place in that order, read as far as they are taken; all when neither side is named.</summary>
    public IEnumerable<(string Id, SampleState State)> Read(string? institutionId, string? graderId, (DateTimeOffset At, string Id)? behind)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        List<string> conditions = ["1"];
        void And(string condition, string name, object value)
        {
            conditions.Add(condition);
            command.Parameters.AddWithValue(name, value);
        }
        if (institutionId is not null) And("institution=@institution", "@institution", institutionId);
        if (graderId is not null) And("grader=@grader", "@grader", graderId);
        if (behind is { } place)
        {
            And("(at, id)<(@at, @id)", "@at", place.At.ToUniversalTime());
            command.Parameters.AddWithValue("@id", place.Id);
        }
        command.CommandText = $"SELECT id, json FROM recognition_samples WHERE {string.Join(" AND ", conditions)} ORDER BY at DESC, id DESC";
        using var rows = command.ExecuteReader();
        while (rows.Read()) yield return (rows.GetString(0), JsonSerializer.Deserialize<SampleState>(rows.GetString(1), StoredJson.Options)!);
    }
}

/// <summary>The grader stands to a drawn result as one who asks; the graded institution owns it anyway.</summary>
internal sealed class SampleAccess(ICaseOwner owner) : ICaseAccess
{
    public async ValueTask<Relation> RelationOf(Caller caller, string caseId, CancellationToken cancellationToken)
    {
        var dot = caseId.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || caller.InstitutionId is not { } own || !RecognitionCases.IsId(caseId)) return Relation.None;
        var state = (await owner.Load(SampleRules.Aggregate, caseId[..dot], cancellationToken)).State;
        return state?.GraderId == own ? Relation.Inviting : Relation.None;
    }
}
