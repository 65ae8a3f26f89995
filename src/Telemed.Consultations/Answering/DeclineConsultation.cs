using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Answering;

public sealed record DeclineBody(string? ReasonCode, string? Comment, string? Alternative);

/// <summary>The asked institution's office declines, with a reason and, where it can, an alternative.</summary>
public sealed record DeclineConsultation(Command Command, string Id, DeclineBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("reasonCode", Body.ReasonCode, 50);
        errors.Optional("comment", Body.Comment, 1000);
        errors.Optional("alternative", Body.Alternative, 500);
    }
}

internal sealed class DeclineConsultationHandler(ConsultationCases cases) : IRequestHandler<DeclineConsultation, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(DeclineConsultation request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Consultation.Decline(state, command.Caller, body.ReasonCode, body.Comment, body.Alternative, pack, command.At), body.ReasonCode, cancellationToken);
    }
}

internal static class DeclineConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/decline", Post);

    private static async Task<IResult> Post(
        string id, DeclineBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new DeclineConsultation(http.Command(), id, body), cancellationToken)).ToResult(http);
}
