using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Examinations.Keeping;

/// <summary>One result as lists show it.</summary>
/// <param name="Number">Which version of its content.</param>
internal sealed record ResultRow(
    string Id, long Version, int Number, DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt, ResultKind Kind, ResultFlag Flags, ResultExtra? Extra, ResultShown? Shown);

/// <summary>Reads the rows of results.</summary>
internal sealed class ResultTables(ProjectionEngine readModel, ResultKinds kinds, ICaseOwner owner) : IResults
{
    private const string PriorColumns = "id, at, kind, flags, number, collected, extra";

    public ValueTask<IReadOnlyList<PriorResult>> Of(string patientId, CancellationToken cancellationToken)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT {PriorColumns} FROM results WHERE patient=@patient";
        command.Parameters.AddWithValue("@patient", patientId);
        var met = new Dictionary<long, ResultKind>();
        var found = new List<PriorResult>();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var number = row.GetInt64(2);
            if (!met.TryGetValue(number, out var kind)) met.Add(number, kind = kinds.Of(db, number));
            found.Add(Prior(row, patientId, kind));
        }
        return new(found);
    }

    public ValueTask<ResultsOfItems> Of(string patientId, IReadOnlyCollection<string> itemCodes, DateTimeOffset since, CancellationToken cancellationToken)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"""
            SELECT {PriorColumns} FROM results WHERE patient=@patient
              AND kind IN (SELECT kind FROM result_kinds WHERE standard IN ({string.Join(',', Enumerable.Range(0, itemCodes.Count).Select(i => $"@i{i}"))}))
            """;
        command.Parameters.AddWithValue("@patient", patientId);
        foreach (var code in itemCodes) command.Parameters.AddWithValue($"@i{command.Parameters.Count - 1}", code);
        var (from, met, found, older) = (since.UtcTicks, new Dictionary<long, ResultKind>(), new List<PriorResult>(), new Dictionary<string, int>());
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var number = row.GetInt64(2);
            if (!met.TryGetValue(number, out var kind)) met.Add(number, kind = kinds.Of(db, number));
            if (row.GetInt64(1) >= from) found.Add(Prior(row, patientId, kind));
            else if (kind.Standard is { } standard) older[standard] = older.GetValueOrDefault(standard) + 1;
        }
        return new(new ResultsOfItems(found, older));
    }

    public async ValueTask<PriorResult?> Find(string resultId, CancellationToken cancellationToken) =>
        await Load(resultId, cancellationToken) is { State: { Report: { } report, Voided: null } state } ? Prior(resultId, state, report) : null;

    /// <summary>What the result's own facts say; null when there is none.</summary>
    public async ValueTask<Loaded<ResultState>?> Load(string resultId, CancellationToken cancellationToken)
    {
        if (resultId.Length is 0 or > 64 || !resultId.All(char.IsAsciiLetterOrDigit)) return null;
        var loaded = await owner.Load(Result.Aggregate, resultId, cancellationToken);
        return loaded.State.Report is null ? null : loaded;
    }

    /// <summary>Results of a patient, newest first, behind a place in that order.</summary>
    public IEnumerable<ResultRow> Rows(string patientId, (long At, string Id)? behind)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText =
            $"""
            SELECT {PriorColumns}, version, shown FROM results WHERE patient=@patient {(behind is null ? "" : "AND (at, id) < (@at, @id)")} ORDER BY at DESC, id DESC
            """;
        command.Parameters.AddWithValue("@patient", patientId);
        if (behind is { } place)
        {
            command.Parameters.AddWithValue("@at", place.At);
            command.Parameters.AddWithValue("@id", place.Id);
        }
        var met = new Dictionary<long, ResultKind>();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var number = row.GetInt64(2);
            if (!met.TryGetValue(number, out var kind)) met.Add(number, kind = kinds.Of(db, number));
            yield return new(
                row.GetString(0), row.GetInt64(7), (int)row.GetInt64(4), At(row.GetInt64(1)), row.IsDBNull(5) ? null : At(row.GetInt64(5)), kind, (ResultFlag)row.GetInt64(3),
                ResultExtra.FromJson(row.IsDBNull(6) ? null : row.GetString(6)), ResultShown.FromJson(row.IsDBNull(8) ? null : row.GetString(8)));
        }
    }

    /// <summary>The standard item of what an institution reports under a code; null while it is not mapped.</summary>
    public string? StandardOf(string institutionId, ItemRef item)
    {
        if (item.IsStandard()) return item.Code;
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT standard FROM result_kinds WHERE institution=@institution AND system=@system AND code=@code AND standard IS NOT NULL LIMIT 1";
        command.Parameters.AddWithValue("@institution", institutionId);
        command.Parameters.AddWithValue("@system", item.System);
        command.Parameters.AddWithValue("@code", item.Code);
        return command.ExecuteScalar() as string;
    }

    private static PriorResult Prior(SqliteDataReader row, string patientId, ResultKind kind)
    {
        var flags = (ResultFlag)row.GetInt64(3);
        var extra = ResultExtra.FromJson(row.IsDBNull(6) ? null : row.GetString(6));
        return new(
            row.GetString(0), (int)row.GetInt64(4), patientId, kind.InstitutionId, kind.Standard, kind.Category, At(row.GetInt64(1)),
            row.IsDBNull(5) ? null : At(row.GetInt64(5)), extra?.StudyUid, extra?.DeviceClass, extra?.Method,
            (flags & ResultFlag.Retrievable) != 0, (flags & ResultFlag.Legacy) != 0, extra?.Interventions ?? []);
    }

    private PriorResult Prior(string id, ResultState state, ResultReport report)
    {
        var content = report.Content;
        return new(
            id, state.Number, report.PatientId, report.InstitutionId, StandardOf(report.InstitutionId, content.Item), content.Category, content.PerformedAt, content.CollectedAt,
            content.StudyUid, content.DeviceClass, content.Method, ResultFlag.Of(content, report.Legacy).HasFlag(ResultFlag.Retrievable), report.Legacy, content.Interventions);
    }

    internal static DateTimeOffset At(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}
