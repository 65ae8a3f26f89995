using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Cases.Listing;
using Telemed.Contracts;

namespace Telemed.Referrals.Listing;

public sealed record WorklistFilter(string? Box, string? Stage, string? State, string? Direction, string? Lane, string? Q, int? Limit, string? Cursor);

/// <summary>A page of one of the caller's lists: emergencies first, then what is due first.</summary>
public sealed record ListReferrals(Caller Caller, WorklistFilter Filter) : IRequest<Answer<Page<RowView>>>, IValidated
{
    internal static Paging<Place> List { get; } = Place.List("referrals", 50, 200);

    public void Validate(FieldErrors errors)
    {
        Named.Check<Box>(errors, "box", Filter.Box);
        Named.Check<ReferralDirection>(errors, "direction", Filter.Direction);
        Named.Check<Urgency>(errors, "lane", Filter.Lane);
        if (BoxAccess.Numbers(Filter.Stage, Filter.State) is null) errors.Unknown(string.IsNullOrEmpty(Filter.State) ? "stage" : "state");
        List.Check(errors, Filter.Limit, Filter.Cursor);
        errors.Optional("q", Filter.Q, 50);
    }
}

internal sealed class ListReferralsHandler(WorklistReader reader, ReferralRows rows, RowViews views) : IRequestHandler<ListReferrals, Answer<Page<RowView>>>
{
    /// <summary>A search looks at no more than this many cases of the list; the rest is behind the cursor.</summary>
    private const int SearchDepth = 2000;
    private const int SearchStep = 200;

    public async Task<Answer<Page<RowView>>> Handle(ListReferrals request, CancellationToken cancellationToken)
    {
        var (caller, filter) = request;
        if (BoxAccess.Owners(filter.Box, caller) is not { } owners) return Problem.Forbidden;
        var query = new WorklistQuery(
            owners, BoxAccess.Numbers(filter.Stage, filter.State), Named.Read<ReferralDirection>(filter.Direction) is { } direction ? new HashSet<int> { (int)direction } : null,
            (int?)Named.Read<Urgency>(filter.Lane), number => Stages.Of(number) == Stage.Ended);
        var limit = ListReferrals.List.Take(filter.Limit);
        var after = ListReferrals.List.After(filter.Cursor);
        return Answer<Page<RowView>>.Ok(string.IsNullOrWhiteSpace(filter.Q)
            ? await Page(caller, query, after, limit, cancellationToken)
            : await Search(caller, query, after, limit, filter.Q.Trim(), cancellationToken));
    }

    private async Task<Page<RowView>> Page(Caller caller, WorklistQuery query, Place? after, int limit, CancellationToken cancellationToken)
    {
        var found = reader.Read(query, after, limit + 1);
        var page = await views.Of(rows.Of(found.Take(limit).Select(p => p.Id)), caller, cancellationToken);
        return new(page, found.Count > limit ? found[limit - 1].ToCursor(ListReferrals.List) : null);
    }

    private async Task<Page<RowView>> Search(Caller caller, WorklistQuery query, Place? after, int limit, string q, CancellationToken cancellationToken)
    {
        var hits = new List<RowView>();
        for (var looked = 0; looked < SearchDepth; looked += SearchStep)
        {
            var found = reader.Read(query, after, SearchStep);
            var page = await views.Of(rows.Of(found.Select(p => p.Id)), caller, cancellationToken);
            for (var i = 0; i < page.Count; i++)
            {
                after = found[i];
                if (!Matches(page[i], q)) continue;
                hits.Add(page[i]);
                if (hits.Count == limit) return new(hits, after.Value.ToCursor(ListReferrals.List));
            }
            if (found.Count < SearchStep) return new(hits, null);
        }
        return new(hits, after?.ToCursor(ListReferrals.List));
    }

    private static bool Matches(RowView row, string q) =>
        new[] { row.Patient?.Name, row.Number, row.Reason?.Text, row.To.Department, row.From.Name, row.To.Name }
            .Any(text => text?.Contains(q, StringComparison.OrdinalIgnoreCase) == true);
}

internal static class ListReferralsEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapGet("", Get);

    private static async Task<IResult> Get([AsParameters] WorklistFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListReferrals(http.Caller(), filter), cancellationToken)).ToResult(http);
}
