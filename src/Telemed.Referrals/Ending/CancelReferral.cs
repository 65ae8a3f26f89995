using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Ending;

public sealed record CancelBody(string? Reason);

/// <summary>Either side wishes to cancel what was accepted.</summary>
public sealed record CancelReferral(Command Command, string Id, CancelBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("reason", Body.Reason, 1000);
}

internal sealed class CancelReferralHandler(ReferralCases cases) : IRequestHandler<CancelReferral, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(CancelReferral request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Referral.Cancel(state, command.Caller, body.Reason, pack, command.At), cancellationToken);
    }
}

internal static class CancelReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/cancel", Post);

    private static async Task<IResult> Post(string id, CancelBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CancelReferral(http.Command(), id, body), cancellationToken)).ToResult(http);
}
