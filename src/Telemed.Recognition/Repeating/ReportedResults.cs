using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using Telemed.Recognition.Sampling;

namespace Telemed.Recognition.Repeating;

/// <summary>Results that came in since the platform runs, to be held against earlier ones; old stock is no repeat.</summary>
internal sealed class ReportedProjection : IProjection
{
    public string Name => "recognition-reported";

    public int Version => 2;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE recognition_reported (seq INTEGER PRIMARY KEY, result TEXT NOT NULL UNIQUE, patient TEXT NOT NULL, institution TEXT NOT NULL, item TEXT NOT NULL,
              performed TEXT NOT NULL, study TEXT, digest TEXT) STRICT;
            CREATE INDEX recognition_reported_by ON recognition_reported (institution, performed);
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append) { }

    /// <summary>One that was corrected is looked at again.</summary>
    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not ResultReported { Result: { Legacy: false, ItemCode: not null } result } reported) return;
        projecting.Execute("DELETE FROM recognition_reported WHERE result=?1", result.Id);
        projecting.Execute(
            "INSERT INTO recognition_reported (result, patient, institution, item, performed, study, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            result.Id, result.PatientId, result.InstitutionId, result.ItemCode, result.PerformedAt, result.StudyUid, reported.Digest);
    }
}

/// <summary>A reported result.</summary>
internal sealed record Reported(long Seq, string ResultId, string PatientId, DateTimeOffset PerformedAt);

/// <summary>Reads reported results, and who has judged what.</summary>
internal sealed class ReportedResults(ProjectionEngine readModel)
{
    /// <summary>The last one before a moment; where to begin.</summary>
    public long Before(DateTimeOffset performed) =>
        Scalar<long?>("SELECT min(seq) - 1 FROM recognition_reported WHERE performed>=@a", performed.ToUniversalTime()) ?? Scalar<long?>("SELECT max(seq) FROM recognition_reported") ?? 0;

    public List<Reported> Behind(long seq, int limit)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT seq, result, patient, performed FROM recognition_reported WHERE seq>@seq ORDER BY seq LIMIT @limit";
        command.Parameters.AddWithValue("@seq", seq);
        command.Parameters.AddWithValue("@limit", limit);
        using var rows = command.ExecuteReader();
        var found = new List<Reported>();
        while (rows.Read()) found.Add(new(rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetDateTimeOffset(3)));
        return found;
    }

    /// <summary>What an institution reported in a span of time, of one item or of all.</summary>
    public List<SampledResult> By(string institutionId, string? itemCode, DateTimeOffset from, DateTimeOffset to)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = """
            SELECT result, item, patient, performed, study FROM recognition_reported
            WHERE institution=@institution AND performed>=@from AND performed<@to AND (@item IS NULL OR item=@item) ORDER BY performed, result
            """;
        command.Parameters.AddWithValue("@institution", institutionId);
        command.Parameters.AddWithValue("@from", from.ToUniversalTime());
        command.Parameters.AddWithValue("@to", to.ToUniversalTime());
        command.Parameters.AddWithValue("@item", string.IsNullOrEmpty(itemCode) ? DBNull.Value : itemCode);
        using var rows = command.ExecuteReader();
        var found = new List<SampledResult>();
        while (rows.Read()) found.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetDateTimeOffset(3), rows.IsDBNull(4) ? null : rows.GetString(4)));
        return found;
    }

    /// <summary>Null where results of its kind cannot be compared, and for old stock.</summary>
    public string? DigestOf(string resultId) => Scalar<string>("SELECT digest FROM recognition_reported WHERE result=@a", resultId);

    /// <summary>Somebody of the institution accepted, declined or ordered the item for the patient in that span.</summary>
    public bool Judged(string patientId, string itemCode, string institutionId, DateTimeOffset from, DateTimeOffset to)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM recognition_judged WHERE patient=@patient AND item=@item AND institution=@institution AND at BETWEEN @from AND @to)";
        command.Parameters.AddWithValue("@patient", patientId);
        command.Parameters.AddWithValue("@item", itemCode);
        command.Parameters.AddWithValue("@institution", institutionId);
        command.Parameters.AddWithValue("@from", from.ToUniversalTime());
        command.Parameters.AddWithValue("@to", to.ToUniversalTime());
        return (long)command.ExecuteScalar()! == 1;
    }

    private T? Scalar<T>(string sql, object? value = null)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        if (value is not null) command.Parameters.AddWithValue("@a", value);
        return command.ExecuteScalar() is T found ? found : default;
    }
}
