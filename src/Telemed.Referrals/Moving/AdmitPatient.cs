using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Moving;

public sealed record AdmitBody(string? Ward, string? AdmissionNumber);

/// <summary>The receiving institution takes the patient into treatment.</summary>
public sealed record AdmitPatient(Command Command, string Id, AdmitBody? Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Optional("ward", Body?.Ward, 100);
        errors.Optional("admissionNumber", Body?.AdmissionNumber, 50);
    }
}

internal sealed class AdmitPatientHandler(ReferralCases cases) : IRequestHandler<AdmitPatient, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(AdmitPatient request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Referral.Admit(state, command.Caller, body?.Ward, body?.AdmissionNumber, command.At), cancellationToken);
    }
}

internal static class AdmitPatientEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/admit", Post);

    private static async Task<IResult> Post(string id, AdmitBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new AdmitPatient(http.Command(), id, body), cancellationToken)).ToResult(http);
}
