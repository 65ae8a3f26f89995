using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Opining;

public sealed record DraftOpinionBody(OpinionBody? Opinion);

/// <summary>An assigned physician saves the opinion's draft; earlier signatures on it fall.</summary>
public sealed record DraftOpinion(Command Command, string Id, DraftOpinionBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("opinion", Body.Opinion);
        Body.Opinion?.Validate(errors);
    }
}

internal sealed class DraftOpinionHandler(ConsultationCases cases) : IRequestHandler<DraftOpinion, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(DraftOpinion request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Consultation.DraftOpinion(state, command.Caller, body.Opinion!.ToContent(), command.At), cancellationToken);
    }
}

internal static class DraftOpinionEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/draftOpinion", Post);

    private static async Task<IResult> Post(
        string id, DraftOpinionBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new DraftOpinion(http.Command(), id, body), cancellationToken)).ToResult(http);
}
