using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Listing;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Rounds.Planning;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Rounds.Changing;

public sealed record AddBody(IReadOnlyList<PlaceBody>? Places);

/// <summary>More patients at the end of the list, or one back who was left out.</summary>
public sealed record AddToRound(Command Command, string Id, AddBody Body) : IRequest<Answer<RoundView>>, IValidated
{
    public void Validate(FieldErrors errors) => PlaceBody.Validate(errors, Body.Places);
}

internal sealed class AddToRoundHandler(RoundCases rounds, PlaceOpening opening) : IRequestHandler<AddToRound, Answer<RoundView>>
{
    public async Task<Answer<RoundView>> Handle(AddToRound request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await rounds.Find(command.Caller, id, cancellationToken) is not { State: var round }) return Problem.NotFound;
        Task<Outcome<RoundState, RoundRefusal>> Add(IReadOnlyList<PlannedPlace> places) =>
            rounds.Transact(command, id, state => Round.Add(state, command.Caller, places, command.At), cancellationToken);

        var before = await Add([]);   // as when planning: nothing is stored, and a repeated command is answered as before
        if (before is not Outcome<RoundState, RoundRefusal>.Refused { Reason: RoundRefusal.PlacesMissing })
            return await rounds.Answer(command, id, before, null, cancellationToken);
        var (asked, department, named, title) = round.Invited;
        var invited = new InvitedBody(asked, department, named, title is { } least ? Names.Of(least) : null);
        var (places, problem) = await opening.Open(command, invited, body.Places!, cancellationToken);
        return problem is not null ? problem : await rounds.Answer(command, id, await Add(places), null, cancellationToken);
    }
}

internal static class AddToRoundEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapPost("{id}/actions/add", Post);

    private static async Task<IResult> Post(string id, AddBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new AddToRound(http.Command(), id, body), cancellationToken)).ToResult(http);
}
