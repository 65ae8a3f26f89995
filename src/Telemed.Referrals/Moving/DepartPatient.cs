using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Opening;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Moving;

public sealed record DepartBody(TransportBody? Transport);

/// <summary>The patient leaves; in an emergency before anybody has answered.</summary>
public sealed record DepartPatient(Command Command, string Id, DepartBody? Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors) => Body?.Transport?.Validate(errors, "transport.");
}

internal sealed class DepartPatientHandler(ReferralCases cases) : IRequestHandler<DepartPatient, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(DepartPatient request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Referral.Depart(state, command.Caller, body?.Transport?.ToTransport(), pack, command.At), cancellationToken);
    }
}

internal static class DepartPatientEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/depart", Post);

    private static async Task<IResult> Post(string id, DepartBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new DepartPatient(http.Command(), id, body), cancellationToken)).ToResult(http);
}
