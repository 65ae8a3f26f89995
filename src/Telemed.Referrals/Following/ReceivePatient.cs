using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Following;

public sealed record ReceiveBody(string? PractitionerId);

/// <summary>The lower institution has the patient.</summary>
public sealed record ReceivePatient(Command Command, string Id, ReceiveBody? Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Optional("practitionerId", Body?.PractitionerId, 100);
}

internal sealed class ReceivePatientHandler(ReferralCases cases, IDirectory directory) : IRequestHandler<ReceivePatient, Answer<ReferralView>>
{
    public async Task<Answer<ReferralView>> Handle(ReceivePatient request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        var receiver = body?.PractitionerId is { } named ? directory.Practitioner(named) : null;
        return await cases.Act(command, id, (state, pack) =>
            Referral.Receive(state, command.Caller, body?.PractitionerId, receiver, pack, command.At), cancellationToken);
    }
}

internal static class ReceivePatientEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/receive", Post);

    private static async Task<IResult> Post(string id, ReceiveBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReceivePatient(http.Command(), id, body), cancellationToken)).ToResult(http);
}
