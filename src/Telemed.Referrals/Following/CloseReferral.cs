using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Following;

/// <summary>Closes a case whose loop is closed.</summary>
public sealed record CloseReferral(Command Command, string Id) : IRequest<Answer<ReferralView>>;

internal sealed class CloseReferralHandler(ReferralCases cases) : IRequestHandler<CloseReferral, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(CloseReferral request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        return cases.Act(command, id, (state, _) =>
            Referral.Close(state, command.Caller, command.At), cancellationToken);
    }
}

internal static class CloseReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/close", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CloseReferral(http.Command(), id), cancellationToken)).ToResult(http);
}
