using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Answering;

public sealed record DeclineBody(string? ReasonCode, string? Comment, string? Alternative);

/// <summary>The receiving institution declines, with a reason and, where it can, an alternative.</summary>
public sealed record DeclineReferral(Command Command, string Id, DeclineBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("reasonCode", Body.ReasonCode, 50);
        errors.Optional("comment", Body.Comment, 1000);
        errors.Optional("alternative", Body.Alternative, 500);
    }
}

internal sealed class DeclineReferralHandler(ReferralCases cases) : IRequestHandler<DeclineReferral, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(DeclineReferral request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Referral.Decline(state, command.Caller, body.ReasonCode, body.Comment, body.Alternative, pack, command.At), cancellationToken, body.ReasonCode);
    }
}

internal static class DeclineReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/decline", Post);

    private static async Task<IResult> Post(string id, DeclineBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new DeclineReferral(http.Command(), id, body), cancellationToken)).ToResult(http);
}
