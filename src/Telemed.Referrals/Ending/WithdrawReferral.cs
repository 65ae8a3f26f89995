using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Ending;

public sealed record WithdrawBody(string? Comment);

/// <summary>The referring side takes back what nobody has accepted.</summary>
public sealed record WithdrawReferral(Command Command, string Id, WithdrawBody? Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Optional("comment", Body?.Comment, 1000);
}

internal sealed class WithdrawReferralHandler(ReferralCases cases) : IRequestHandler<WithdrawReferral, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(WithdrawReferral request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Referral.Withdraw(state, command.Caller, body?.Comment, command.At), cancellationToken);
    }
}

internal static class WithdrawReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/withdraw", Post);

    private static async Task<IResult> Post(string id, WithdrawBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new WithdrawReferral(http.Command(), id, body), cancellationToken)).ToResult(http);
}
