using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Ending;

public sealed record ConfirmCancelBody(bool? Agree);

/// <summary>The other side agrees to a cancellation, or does not.</summary>
public sealed record ConfirmCancel(Command Command, string Id, ConfirmCancelBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("agree", (object?)Body.Agree);
}

internal sealed class ConfirmCancelHandler(ReferralCases cases) : IRequestHandler<ConfirmCancel, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(ConfirmCancel request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Referral.ConfirmCancel(state, command.Caller, body.Agree!.Value, pack, command.At), cancellationToken);
    }
}

internal static class ConfirmCancelEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/confirmCancel", Post);

    private static async Task<IResult> Post(string id, ConfirmCancelBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ConfirmCancel(http.Command(), id, body), cancellationToken)).ToResult(http);
}
