using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Following;

/// <param name="Score">1 to 5.</param>
public sealed record RateBody(int? Score, string? Comment);

/// <summary>The author rates the service, once.</summary>
public sealed record RateReferral(Command Command, string Id, RateBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("score", Body.Score);
        errors.Optional("comment", Body.Comment, 1000);
    }
}

internal sealed class RateReferralHandler(ReferralCases cases) : IRequestHandler<RateReferral, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(RateReferral request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Referral.Rate(state, command.Caller, body.Score!.Value, body.Comment, command.At), cancellationToken);
    }
}

internal static class RateReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/rate", Post);

    private static async Task<IResult> Post(string id, RateBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RateReferral(http.Command(), id, body), cancellationToken)).ToResult(http);
}
