using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Redirecting;

public sealed record ContestBody(string? Reason);

/// <summary>The referring side insists after a refusal, once.</summary>
public sealed record ContestReferral(Command Command, string Id, ContestBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("reason", Body.Reason, 1000);
}

internal sealed class ContestReferralHandler(ReferralCases cases) : IRequestHandler<ContestReferral, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(ContestReferral request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Referral.Contest(state, command.Caller, body.Reason, pack, command.At), cancellationToken);
    }
}

internal static class ContestReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/contest", Post);

    private static async Task<IResult> Post(string id, ContestBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ContestReferral(http.Command(), id, body), cancellationToken)).ToResult(http);
}
