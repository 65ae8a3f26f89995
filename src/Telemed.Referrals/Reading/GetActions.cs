using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Referrals.Reading;

public sealed record ActionReason(string Code, string Text, bool CommentRequired);

public sealed record ActionView(ReferralAction Action, IReadOnlyList<string> Needs, IReadOnlyList<ActionReason> Reasons);

/// <summary>What this caller may do now: the same table that decides.</summary>
public sealed record GetActions(Caller Caller, string Id, Language Language) : IRequest<Answer<IReadOnlyList<ActionView>>>;

internal sealed class GetActionsHandler(ReferralCases cases, TimeProvider time) : IRequestHandler<GetActions, Answer<IReadOnlyList<ActionView>>>
{
    public async Task<Answer<IReadOnlyList<ActionView>>> Handle(GetActions request, CancellationToken cancellationToken)
    {
        var (caller, id, language) = request;
        if (await cases.Find(caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var now = time.GetUtcNow();
        var pack = cases.Pack(found.State.FromId, now);
        ActionReason[] Reasons(ReferralAction action) => action switch
        {
            ReferralAction.Decline => Said(pack.Referrals.DeclineReasons),
            ReferralAction.Contest => Said(pack.Referrals.ContestReasons),
            _ => [],
        };
        ActionReason[] Said(IReadOnlyList<ReferralReason> reasons) =>
            [.. reasons.Where(r => r.ValidOn(pack.Day(now)) && r.Directions.Contains(found.State.Direction)).Select(r => new ActionReason(r.Code, r.Text.In(language), r.CommentRequired))];
        return Answer<IReadOnlyList<ActionView>>.Ok(
            [.. ReferralTable.Allowed(found.State, caller).DistinctBy(t => t.Action).Select(t => new ActionView(t.Action, t.Needs, Reasons(t.Action)))], found.Version);
    }
}

internal static class GetActionsEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapGet("{id}/actions", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetActions(http.Caller(), id, http.Language()), cancellationToken)).ToResult(http);
}
