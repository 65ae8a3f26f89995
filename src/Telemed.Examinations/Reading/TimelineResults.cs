using Telemed.Contracts;
using Telemed.Examinations.Keeping;

namespace Telemed.Examinations.Reading;

/// <summary>Rows of results in the words of the timeline.</summary>
internal sealed class TimelineResults(ResultTables tables, ResultDoors doors, ResultViews views, IStandardItems items) : ITimelineResults
{
    public IReadOnlyList<TimelineResult> Of(Caller caller, string patientId, (DateTimeOffset At, string Id)? behind, int limit)
    {
        var door = doors.Of(caller, patientId);
        return [.. tables.Rows(patientId, behind is { } place ? (place.At.UtcTicks, place.Id) : null).Take(limit).Select(row =>
        {
            var open = door(row.Id, row.Kind.InstitutionId) is not null;
            return new TimelineResult(row.Id, row.PerformedAt, row.Kind.InstitutionId, Title(row), open, open ? row.Shown?.Summary : null);
        })];
    }

    private Text Title(ResultRow row)
    {
        var (standard, mark) = (row.Kind.Standard, views.MarkOf(row.Kind.InstitutionId, row.Kind.Standard, row.PerformedAt));
        var name = standard is not null ? items.Find(standard)?.Name : null;
        var own = row.Kind.Name ?? row.Kind.Code;
        return new($"{name?.Zh ?? own}{(mark is null ? "" : $"（{mark}）")}", $"{name?.En ?? own}{(mark is null ? "" : $" ({mark})")}");
    }
}
