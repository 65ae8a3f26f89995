using Telemed.Contracts;
using Telemed.Examinations.Keeping;

namespace Telemed.Examinations.Reading;

/// <summary>From what is kept to what clients see: names of today, the mark of the day of the examination.</summary>
internal sealed class ResultViews(ResultTables tables, IStandardItems items, IDirectory directory, IAccountDirectory accounts, IEnumerable<IMarks> marks)
{
    public async ValueTask<ResultView> Of(string id, ResultState state, long version, Language language, CancellationToken cancellationToken)
    {
        var report = state.Report!;
        var content = report.Content;
        var standard = tables.StandardOf(report.InstitutionId, content.Item);
        var corrections = new List<CorrectionView>(state.Corrections.Count);
        foreach (var c in state.Corrections) corrections.Add(new(c.Number, c.At, c.Reason, await NameOf(c.By, cancellationToken)));
        return new(
            id, version, report.PatientId, report.InstitutionId, directory.Institution(report.InstitutionId)?.Name, report.LocalId, ItemOf(standard, language),
            content.Item.IsStandard() ? null : new(content.Item.Code, content.Item.Name, content.Item.System), content.Category, content.PerformedAt, content.CollectedAt,
            content.ReportedAt, [.. content.Values.Select(ValueView.Of)], content.Report, content.StudyUid, content.Equipment, content.DeviceClass, content.Method, content.Interventions,
            MarkOf(report.InstitutionId, standard, content.PerformedAt), report.Legacy, standard is not null, corrections,
            state.Voided is { } voided ? new(voided.Reason, voided.At) : null,
            await Of(state.Critical, cancellationToken), report.Origin);
    }

    /// <summary>Null where there is none.</summary>
    public async ValueTask<CriticalView?> Of(CriticalState? critical, CancellationToken cancellationToken) => critical is null ? null
        : new(critical.Values, critical.Since, critical.DueAt, critical.BreachedAt, critical.ConfirmedAt, critical.Handling, await NameOf(critical.By, cancellationToken));

    public ResultItem Of(ResultRow row, string patientId, Language language, CriticalView? critical = null, IReadOnlyList<ValueView>? values = null) => new(
        row.Id, row.Version, patientId, row.Kind.InstitutionId, directory.Institution(row.Kind.InstitutionId)?.Name, row.Shown?.LocalId, ItemOf(row.Kind.Standard, language),
        row.Kind.System == ItemRef.Standard ? null : new(row.Kind.Code, row.Kind.Name, row.Kind.System), row.Kind.Category, row.PerformedAt, row.CollectedAt, row.Shown?.ReportedAt,
        row.Extra?.StudyUid, row.Shown?.Equipment, row.Extra?.DeviceClass, row.Extra?.Method, row.Extra?.Interventions ?? [],
        MarkOf(row.Kind.InstitutionId, row.Kind.Standard, row.PerformedAt), row.Flags.HasFlag(ResultFlag.Legacy), row.Kind.Standard is not null, row.Number - 1,
        critical, row.Shown?.Summary, values);

    public CodeView? ItemOf(string? standard, Language language) =>
        standard is null ? null : items.Find(standard) is { } item ? new(item.Code, item.Name.In(language), item.System) : new(standard, null, ItemRef.Standard);

    public string? MarkOf(string institutionId, string? standard, DateTimeOffset performedAt) =>
        standard is null ? null : marks.Select(m => m.Of(institutionId, standard, ChinaTime.Day(performedAt))).FirstOrDefault(mark => mark is not null);

    private async ValueTask<string?> NameOf(string? accountId, CancellationToken cancellationToken) =>
        accountId is null ? null : (await accounts.Find(accountId, cancellationToken))?.DisplayName;
}
