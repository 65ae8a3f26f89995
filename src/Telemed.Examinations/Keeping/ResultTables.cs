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
    private const string PriorColumns = "kind, at, id, flags, number, collected, extra";

    public ValueTask<IReadOnlyList<PriorResult>> Of(string patientId, CancellationToken cancellationToken)
    {
        using var tables = readModel.Read();
        var met = kinds.Now();
        var found = new List<PriorResult>();
        var row = tables.Of($"SELECT {PriorColumns} FROM results WHERE patient=@patient").Bind("@patient", patientId);
        while (row.Step()) found.Add(Prior(row, patientId, met.Of(tables, row.Number(0))));
        return new(found);
    }

    /// <remarks>A patient's rows lie by kind, then by time: only those of the answer are read. The numbers of each kind stay open beside them, so both show one state of the tables.</remarks>
    public ValueTask<ResultsOfItems> Of(string patientId, IReadOnlyDictionary<string, DateTimeOffset> since, CancellationToken cancellationToken)
    {
        using var tables = readModel.Read();
        var (met, found, older) = (kinds.Now(), new List<PriorResult>(), new Dictionary<string, int>());
        var had = tables.Of("SELECT kind, n FROM result_counts WHERE patient=@patient").Bind("@patient", patientId);
        while (had.Step())
        {
            var (number, before, kind) = (had.Number(0), found.Count, met.Of(tables, had.Number(0)));
            if (kind.Standard is not { } item || !since.TryGetValue(item, out var from)) continue;
            var row = tables.Of($"SELECT {PriorColumns} FROM results WHERE patient=@patient AND kind=@kind AND at>=@since")
                .Bind("@patient", patientId).Bind("@kind", number).Bind("@since", from.UtcTicks);
            while (row.Step()) found.Add(Prior(row, patientId, kind));
            row.Reset();
            if ((int)had.Number(1) - (found.Count - before) is > 0 and var past) older[item] = older.GetValueOrDefault(item) + past;
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
        using var tables = readModel.Read();
        var met = kinds.Now();
        var row = behind is { } place
            ? tables.Of($"SELECT {PriorColumns}, version, shown FROM results WHERE patient=@patient AND (at, id) < (@at, @id) ORDER BY at DESC, id DESC")
                .Bind("@patient", patientId).Bind("@at", place.At).Bind("@id", place.Id)
            : tables.Of($"SELECT {PriorColumns}, version, shown FROM results WHERE patient=@patient ORDER BY at DESC, id DESC").Bind("@patient", patientId);
        while (row.Step())
            yield return new(
                row.Text(2), row.Number(7), (int)row.Number(4), At(row.Number(1)), row.IsNull(5) ? null : At(row.Number(5)), met.Of(tables, row.Number(0)), (ResultFlag)row.Number(3),
                ResultExtra.FromJson(row.TextOrNull(6)), ResultShown.FromJson(row.TextOrNull(8)));
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

    private static PriorResult Prior(ReadStatement row, string patientId, ResultKind kind)
    {
        var flags = (ResultFlag)row.Number(3);
        var extra = ResultExtra.FromJson(row.TextOrNull(6));
        return new(
            row.Text(2), (int)row.Number(4), patientId, kind.InstitutionId, kind.Standard, kind.Category, At(row.Number(1)),
            row.IsNull(5) ? null : At(row.Number(5)), extra?.StudyUid, extra?.DeviceClass, extra?.Method,
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
