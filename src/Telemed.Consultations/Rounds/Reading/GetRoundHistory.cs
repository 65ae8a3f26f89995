using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Reading;

/// <summary>What happened to one round, oldest first, in plain words.</summary>
public sealed record GetRoundHistory(Caller Caller, string Id, Language Language) : IRequest<Answer<Page<HistoryItem>>>;

internal sealed class GetRoundHistoryHandler(RoundCases rounds, RoundViews views, HistoryReader history, IDirectory directory)
    : IRequestHandler<GetRoundHistory, Answer<Page<HistoryItem>>>
{
    public async Task<Answer<Page<HistoryItem>>> Handle(GetRoundHistory request, CancellationToken cancellationToken)
    {
        var (caller, id, language) = request;
        if (await rounds.Find(caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var known = await views.Known(found.State, caller, cancellationToken);
        var words = new RoundWords(directory, known.ToDictionary(k => k.Place.CaseId, k => k.Readable), RoundRelations.Of(found.State, caller) != Relation.None);
        return Answer<Page<HistoryItem>>.Ok(await history.Read(Round.Aggregate, id, words.Of, language, cancellationToken), found.Version);
    }
}

internal static class GetRoundHistoryEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapGet("{id}/history", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetRoundHistory(http.Caller(), id, http.Language()), cancellationToken)).ToResult(http);
}
