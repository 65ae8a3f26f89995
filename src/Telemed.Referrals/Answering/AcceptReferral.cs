using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Receiving;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Answering;

/// <summary>One of the two, or neither.</summary>
public sealed record PlaceBody(string? SlotId, string? BedId);

/// <summary>The receiving institution accepts, and books a slot or bed in the same step when one is named.</summary>
public sealed record AcceptReferral(Command Command, string Id, PlaceBody? Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Optional("slotId", Body?.SlotId, 200);
        errors.Optional("bedId", Body?.BedId, 200);
    }
}

internal sealed class AcceptReferralHandler(ReferralCases cases, PlaceFinder places) : IRequestHandler<AcceptReferral, Answer<ReferralView>>
{
    public async Task<Answer<ReferralView>> Handle(AcceptReferral request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { State: var now }) return Problem.NotFound;
        var (place, problem) = ReferralTable.Forbids(now, ReferralAction.Accept, command.Caller) is null ? places.Find(body?.SlotId, body?.BedId, now, command.At) : default;
        if (problem is not null) return await cases.Again(command, id, cancellationToken) ?? problem;
        return await cases.Act(command, id, (state, pack) =>
            Referral.Accept(state, command.Caller, place, pack, command.At), cancellationToken);
    }
}

internal static class AcceptReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/accept", Post);

    private static async Task<IResult> Post(string id, PlaceBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new AcceptReferral(http.Command(), id, body), cancellationToken)).ToResult(http);
}
