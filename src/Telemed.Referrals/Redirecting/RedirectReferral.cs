using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Opening;
using Telemed.Referrals.Receiving;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Redirecting;

public sealed record RedirectBody(ReceiverBody? To, string? ReasonCode);

/// <summary>The referring side turns to another institution, after a refusal or when a second hospital was offered.</summary>
public sealed record RedirectReferral(Command Command, string Id, RedirectBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("to.institutionId", Body.To?.InstitutionId, 100);
        Body.To?.Validate(errors);
        errors.Optional("reasonCode", Body.ReasonCode, 50);
    }
}

internal sealed class RedirectReferralHandler(ReferralCases cases, PairLookup pairs, ReceiverList receivers) : IRequestHandler<RedirectReferral, Answer<ReferralView>>
{
    public async Task<Answer<ReferralView>> Handle(RedirectReferral request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { State: var now }) return Problem.NotFound;
        var to = body.To!.ToReceiver() with { Department = string.IsNullOrWhiteSpace(body.To.Department) ? now.To.Department : body.To.Department };
        var pair = pairs.Of(now.FromId, to.InstitutionId, ChinaTime.Day(command.At));
        return receivers.Offer(now.FromId, now.Direction, now.Lane, to.InstitutionId, cases.Pack(now.FromId, command.At), command.At, await cases.Act(command, id, (state, pack) =>
            Referral.Redirect(state, command.Caller, to, body.ReasonCode, pair, pack, command.At), cancellationToken, body.ReasonCode));
    }
}

internal static class RedirectReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/redirect", Post);

    private static async Task<IResult> Post(string id, RedirectBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RedirectReferral(http.Command(), id, body), cancellationToken)).ToResult(http);
}
