using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Moving;

/// <summary>The patient is there.</summary>
public sealed record ArrivePatient(Command Command, string Id) : IRequest<Answer<ReferralView>>;

internal sealed class ArrivePatientHandler(ReferralCases cases) : IRequestHandler<ArrivePatient, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(ArrivePatient request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        return cases.Act(command, id, (state, _) =>
            Referral.Arrive(state, command.Caller, command.At), cancellationToken);
    }
}

internal static class ArrivePatientEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/arrive", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ArrivePatient(http.Command(), id), cancellationToken)).ToResult(http);
}
