using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Reading;

/// <param name="Reasons">None: a round takes reasons in words.</param>
public sealed record RoundActionView(RoundAction Action, IReadOnlyList<string> Needs, IReadOnlyList<ReasonView> Reasons);

/// <summary>What this caller may do now: the same table that decides.</summary>
public sealed record GetRoundActions(Caller Caller, string Id) : IRequest<Answer<IReadOnlyList<RoundActionView>>>;

internal sealed class GetRoundActionsHandler(RoundCases rounds) : IRequestHandler<GetRoundActions, Answer<IReadOnlyList<RoundActionView>>>
{
    public async Task<Answer<IReadOnlyList<RoundActionView>>> Handle(GetRoundActions request, CancellationToken cancellationToken)
    {
        if (await rounds.Find(request.Caller, request.Id, cancellationToken) is not { } found) return Problem.NotFound;
        return Answer<IReadOnlyList<RoundActionView>>.Ok(
            [.. RoundTable.Allowed(found.State, request.Caller).DistinctBy(t => t.Action).Select(t => new RoundActionView(t.Action, t.Needs, []))], found.Version);
    }
}

internal static class GetRoundActionsEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapGet("{id}/actions", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetRoundActions(http.Caller(), id), cancellationToken)).ToResult(http);
}
