using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Opining;

public sealed record AmendBody(string? Reason, OpinionBody? Opinion);

/// <summary>A signer opens a new version of a released opinion; the old one stays readable.</summary>
public sealed record AmendOpinion(Command Command, string Id, AmendBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("reason", Body.Reason, 1000);
        Body.Opinion?.Validate(errors);
    }
}

internal sealed class AmendOpinionHandler(ConsultationCases cases) : IRequestHandler<AmendOpinion, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(AmendOpinion request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Consultation.Amend(state, command.Caller, body.Reason, body.Opinion?.ToContent(), pack, command.At), cancellationToken);
    }
}

internal static class AmendOpinionEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/amend", Post);

    private static async Task<IResult> Post(
        string id, AmendBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new AmendOpinion(http.Command(), id, body), cancellationToken)).ToResult(http);
}
