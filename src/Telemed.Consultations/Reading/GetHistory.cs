using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Consultations.Reading;

/// <summary>What happened to one case, oldest first, in plain words.</summary>
public sealed record GetHistory(Caller Caller, string Id, Language Language) : IRequest<Answer<Page<HistoryItem>>>;

internal sealed class GetHistoryHandler(ConsultationCases cases, HistoryReader history, IDirectory directory) : IRequestHandler<GetHistory, Answer<Page<HistoryItem>>>
{
    public async Task<Answer<Page<HistoryItem>>> Handle(GetHistory request, CancellationToken cancellationToken)
    {
        var (caller, id, language) = request;
        if (await cases.Find(caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var relation = Relations.Of(found.State, caller, directory);
        var words = new HistoryWords(
            directory, Access.Decide(caller, relation, Operation.ReadContent), Access.Decide(caller, relation, Operation.ReadDraft), language);
        return Answer<Page<HistoryItem>>.Ok(await history.Read(Consultation.Aggregate, id, (_, fact) => words.Of(fact), language, cancellationToken), found.Version);
    }
}

internal static class GetHistoryEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapGet("{id}/history", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetHistory(http.Caller(), id, http.Language()), cancellationToken)).ToResult(http);
}
