using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;
using Telemed.Referrals.Receiving;

namespace Telemed.Referrals.Opening;

/// <summary>The author sends a draft to the receiving institution.</summary>
public sealed record SubmitReferral(Command Command, string Id) : IRequest<Answer<ReferralView>>;

internal sealed class SubmitReferralHandler(ReferralCases cases, SurroundingsLookup lookup, ReceiverList receivers) : IRequestHandler<SubmitReferral, Answer<ReferralView>>
{
    public async Task<Answer<ReferralView>> Handle(SubmitReferral request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { State: var draft } found) return Problem.NotFound;
        var wish = draft.Request;
        if (ReferralTable.Forbids(draft, ReferralAction.Submit, command.Caller) is null && ReferralGate.Incomplete(wish).ToArray() is { Length: > 0 } missing)
            return OpenReferralHandler.Missing(missing);
        var around = await lookup.Around(id, draft.FromId, command.Caller.PractitionerId, wish, command.At, cancellationToken);
        // what was looked up belongs to the content that was read: a draft edited in between is judged again by its new version
        return receivers.Offer(draft.FromId, wish.Direction, wish.Lane, wish.To.InstitutionId, around.Pack, command.At, await cases.Act(
            command with { SeenVersion = command.SeenVersion ?? (draft.Status == ReferralStatus.Draft ? found.Version : null) }, id,
            (state, _) => Referral.Submit(state, command.Caller, around, command.At), cancellationToken));
    }
}

internal static class SubmitReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/submit", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new SubmitReferral(http.Command(), id), cancellationToken)).ToResult(http);
}
