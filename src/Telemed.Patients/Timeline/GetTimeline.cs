using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Patients.Keeping;
using Telemed.ReadModel;

namespace Telemed.Patients.Timeline;

/// <summary>What happened to a patient, newest first, in plain words (全病程时间轴); recorded as a read.</summary>
public sealed record GetTimeline(Caller Caller, string PatientId, int? Limit, string? Cursor, Language Language = Language.Zh)
    : IRequest<Answer<Page<TimelineItem>>>, IValidated
{
    internal static Paging<Place> List { get; } = new("timeline", 50, 200, Place.Read);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

/// <summary>One line. A reader who has no business with its case gets title and institution alone.</summary>
/// <param name="CaseId">The case; of a result its own id.</param>
/// <param name="CaseCategory"><c>visit</c>, <c>consultation</c>, <c>referral</c> or <c>result</c>.</param>
/// <param name="State">State of the case after the step.</param>
public sealed record TimelineItem(
    DateTimeOffset At, TimelineKind Kind, string Title, string? Text, string? InstitutionId, string? InstitutionName,
    string? CaseId, string CaseCategory, string? Number, string? State);

internal sealed class GetTimelineHandler(
    ProjectionEngine readModel, PatientRows rows, TimelineWords words, IEnumerable<ITimelineResults> results, IAccessLog reads, TimeProvider time)
    : IRequestHandler<GetTimeline, Answer<Page<TimelineItem>>>
{
    public async Task<Answer<Page<TimelineItem>>> Handle(GetTimeline request, CancellationToken cancellationToken)
    {
        var (caller, patientId) = (request.Caller, request.PatientId);
        if (rows.Find(patientId) is not { Record: not null } || rows.MayRead(caller, patientId) is not { } door) return Problem.NotFound;
        await reads.Record(new(caller, patientId, "timeline", door.Purpose, door.CaseId, time.GetUtcNow()), cancellationToken);
        var take = GetTimeline.List.Take(request.Limit);
        var place = GetTimeline.List.After(request.Cursor);
        var lines = Lines(patientId, place, take + 1).Select(line => (line.At, Place: Place.Of(line), Item: Item(line, caller, patientId, request.Language)))
            .Concat(results.SelectMany(r => r.Of(caller, patientId, place?.Results, take + 1)).Select(r => (r.At, Place: Place.Of(r), Item: Item(r, request.Language))))
            .OrderByDescending(line => line.At).ThenBy(line => line.Place.IsResult)   // stable: each source is in order already
            .Take(take + 1).ToArray();
        return Answer<Page<TimelineItem>>.Ok(new([.. lines.Take(take).Select(line => line.Item)], lines.Length > take ? lines[take - 1].Place.ToCursor() : null));
    }

    private TimelineItem Item(TimelineResult result, Language language) => new(
        result.At, TimelineKind.Result, result.Title.In(language), result.Summary, result.InstitutionId, words.NameOf(result.InstitutionId), result.Open ? result.Id : null, "result", null, null);

    private List<TimelineRow> Lines(string patientId, Place? place, int limit)
    {
        var behind = place?.Cases ?? default;
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText =
            $"""
            SELECT seq, at, kind, category, case_id, step, case_kind, number, state, from_id, to_id, by_id, department, detail FROM timeline
            WHERE patient=@patient {(behind.At is null ? "" : "AND (at, seq) < (@at, @seq)")} ORDER BY at DESC, seq DESC LIMIT @limit
            """;
        command.Parameters.AddWithValue("@patient", patientId);
        command.Parameters.AddWithValue("@limit", limit);
        if (behind.At is not null)
        {
            command.Parameters.AddWithValue("@at", behind.At);
            command.Parameters.AddWithValue("@seq", behind.Seq);
        }
        using var row = command.ExecuteReader();
        var found = new List<TimelineRow>();
        while (row.Read())
            found.Add(new(
                row.GetInt64(0), row.GetString(1), row.GetDateTimeOffset(1), Enum.Parse<TimelineKind>(row.GetString(2)), row.GetString(3), row.GetString(4), row.GetString(5),
                Text(row, 6), Text(row, 7), Text(row, 8), row.GetString(9), Text(row, 10), Text(row, 11), Text(row, 12), Text(row, 13)));
        return found;
    }

    private TimelineItem Item(TimelineRow line, Caller caller, string patientId, Language language)
    {
        var visit = line.Category == VisitRules.Category;   // whoever may read the patient may read what the own house of a visit wrote
        var known = visit || Access.Decide(caller, RelationTo(line, caller, patientId), Operation.SeeCase);
        var institution = TimelineWords.InstitutionOf(line);
        return new(
            line.At, line.Kind, words.Title(line).In(language), known ? words.Said(line, language) : null, institution, words.NameOf(institution),
            known ? line.CaseId : null, line.Category, known ? line.Number : null, known ? line.State : null);
    }

    private static Relation RelationTo(TimelineRow line, Caller caller, string patientId) =>
        (caller.PatientId == patientId ? Relation.Patient : Relation.None)
        | (caller.InstitutionId == line.FromId ? Relation.Inviting : Relation.None)
        | (caller.InstitutionId is { } own && own == line.ToId ? Relation.Invited : Relation.None);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

internal static class GetTimelineEndpoint
{
    public static void Map(RouteGroupBuilder patients) => patients.MapGet("{id}/timeline", Get);

    private static async Task<IResult> Get(string id, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new GetTimeline(http.Caller(), id, limit, cursor, http.Language()), ct)).ToResult(http);
}
