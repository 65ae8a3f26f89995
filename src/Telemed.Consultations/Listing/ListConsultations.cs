using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Cases.Listing;
using Telemed.Consultations.Opening;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Consultations.Listing;

public sealed record RowPatient(string Id, string Name, Sex Sex, int? Age, string MaskedIdNumber);

public sealed record RowParty(string? Id, string? Name, string? Department = null);

public sealed record RowClock(string Name, DateTimeOffset DueAt, DateTimeOffset? BreachedAt);

/// <param name="Unread">The other side acted last.</param>
public sealed record RowView(
    string Id, string Number, ServiceKind Kind, ConsultationMode Mode, Urgency Urgency, ConsultationStatus State, long Version, RowPatient? Patient, RowParty Inviting,
    RowParty Invited, RowParty? Lead, string? Reason, int StudyCount, RowClock? Clock, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, bool Unread);

public sealed record WorklistFilter(string? Box, string? Stage, string? State, string? Kind, string? Urgency, string? Q, int? Limit, string? Cursor);

/// <summary>A page of one of the caller's lists: emergencies first, then what is due first.</summary>
public sealed record ListConsultations(Caller Caller, WorklistFilter Filter) : IRequest<Answer<Page<RowView>>>, IValidated
{
    internal static Paging<Place> List { get; } = Place.List("consultations", 50, 200);

    public void Validate(FieldErrors errors)
    {
        RequestBody.Name<Box>(errors, "box", Filter.Box);
        RequestBody.Name<ServiceKind>(errors, "kind", Filter.Kind);
        RequestBody.Name<Urgency>(errors, "urgency", Filter.Urgency);
        if (BoxAccess.States(Filter.Stage, Filter.State) is null) errors.Unknown(string.IsNullOrEmpty(Filter.State) ? "stage" : "state");
        List.Check(errors, Filter.Limit, Filter.Cursor);
        errors.Optional("q", Filter.Q, 50);
    }
}

internal sealed class ListConsultationsHandler(WorklistReader reader, ProjectionEngine engine, RowViews views)
    : IRequestHandler<ListConsultations, Answer<Page<RowView>>>
{
    /// <summary>A search looks at no more than this many cases of the list; the rest is behind the cursor.</summary>
    private const int SearchDepth = 2000;
    private const int SearchStep = 200;

    public async Task<Answer<Page<RowView>>> Handle(ListConsultations request, CancellationToken cancellationToken)
    {
        var (caller, filter) = request;
        var box = BoxAccess.Name<Box>(filter.Box) ?? (caller.Is(Role.HealthAuthority) || caller.Is(Role.Insurer) ? Box.Supervised : Box.Mine);
        if (BoxAccess.Owners(box, caller) is not { } owners) return Problem.Forbidden;
        var query = new WorklistQuery(
            owners, BoxAccess.States(filter.Stage, filter.State)!.Select(s => (int)s).ToHashSet(), BoxAccess.Name<ServiceKind>(filter.Kind) is { } kind ? new HashSet<int> { (int)kind } : null,
            (int?)BoxAccess.Name<Urgency>(filter.Urgency), state => ((ConsultationStatus)state).Ended());
        var limit = ListConsultations.List.Take(filter.Limit);
        var after = ListConsultations.List.After(filter.Cursor);
        return Answer<Page<RowView>>.Ok(string.IsNullOrWhiteSpace(filter.Q)
            ? await Page(caller, query, after, limit, cancellationToken)
            : await Search(caller, query, after, limit, filter.Q.Trim(), cancellationToken));
    }

    private async Task<Page<RowView>> Page(Caller caller, WorklistQuery query, Place? after, int limit, CancellationToken cancellationToken)
    {
        var found = reader.Read(query, after, limit + 1);
        var rows = await views.Of(Rows(found.Take(limit)), caller, cancellationToken);
        return new(rows, found.Count > limit ? found[limit - 1].ToCursor(ListConsultations.List) : null);
    }

    private async Task<Page<RowView>> Search(Caller caller, WorklistQuery query, Place? after, int limit, string q, CancellationToken cancellationToken)
    {
        var hits = new List<RowView>();
        for (var looked = 0; looked < SearchDepth; looked += SearchStep)
        {
            var found = reader.Read(query, after, SearchStep);
            var rows = await views.Of(Rows(found), caller, cancellationToken);
            for (var i = 0; i < rows.Count; i++)
            {
                after = found[i];
                if (!Matches(rows[i], q)) continue;
                hits.Add(rows[i]);
                if (hits.Count == limit) return new(hits, after.Value.ToCursor(ListConsultations.List));
            }
            if (found.Count < SearchStep) return new(hits, null);
        }
        return new(hits, after?.ToCursor(ListConsultations.List));
    }

    private List<CaseRow> Rows(IEnumerable<Place> places)
    {
        using var db = engine.OpenReader();
        return CaseRows.Of(db, places);
    }

    private static bool Matches(RowView row, string q) =>
        new[] { row.Patient?.Name, row.Number, row.Reason, row.Invited.Department, row.Inviting.Name, row.Invited.Name, row.Lead?.Name }
            .Any(text => text?.Contains(q, StringComparison.OrdinalIgnoreCase) == true);
}

internal static class ListConsultationsEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapGet("", Get);

    private static async Task<IResult> Get(
        [AsParameters] WorklistFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListConsultations(http.Caller(), filter), cancellationToken)).ToResult(http);
}
