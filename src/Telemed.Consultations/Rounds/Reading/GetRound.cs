using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Reading;

/// <summary>One round with the patients that this caller may see, in order.</summary>
public sealed record GetRound(Caller Caller, string Id) : IRequest<Answer<RoundView>>;

internal sealed class GetRoundHandler(RoundCases rounds, RoundViews views) : IRequestHandler<GetRound, Answer<RoundView>>
{
    public async Task<Answer<RoundView>> Handle(GetRound request, CancellationToken cancellationToken) =>
        await rounds.Find(request.Caller, request.Id, cancellationToken) is { } found
            ? Answer<RoundView>.Ok(await views.Of(request.Id, found.State, found.Version, request.Caller, cancellationToken), found.Version)
            : Problem.NotFound;
}

internal static class GetRoundEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapGet("{id}", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetRound(http.Caller(), id), cancellationToken)).ToResult(http);
}
