using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Receiving;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Answering;

/// <summary>The receiving institution books a slot or bed, or another one instead.</summary>
public sealed record ReservePlace(Command Command, string Id, PlaceBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Optional("slotId", Body.SlotId, 200);
        errors.Optional("bedId", Body.BedId, 200);
    }
}

internal sealed class ReservePlaceHandler(ReferralCases cases, PlaceFinder places) : IRequestHandler<ReservePlace, Answer<ReferralView>>
{
    public async Task<Answer<ReferralView>> Handle(ReservePlace request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { State: var now }) return Problem.NotFound;
        var (place, problem) = ReferralTable.Forbids(now, ReferralAction.Reserve, command.Caller) is null ? places.Find(body.SlotId, body.BedId, now, command.At) : default;
        if (problem is not null) return await cases.Again(command, id, cancellationToken) ?? problem;
        return await cases.Act(command, id, (state, pack) =>
            Referral.Reserve(state, command.Caller, place, pack, command.At), cancellationToken);
    }
}

internal static class ReservePlaceEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/reserve", Post);

    private static async Task<IResult> Post(string id, PlaceBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReservePlace(http.Command(), id, body), cancellationToken)).ToResult(http);
}
