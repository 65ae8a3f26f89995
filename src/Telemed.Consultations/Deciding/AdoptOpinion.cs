using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Deciding;

public sealed record AdoptBody(string? Decision, string? Note);

/// <summary>The asking side records its own decision on the opinion.</summary>
public sealed record AdoptOpinion(Command Command, string Id, AdoptBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        RequestBody.Name<AdoptionDecision>(errors, "decision", Body.Decision, required: true);
        errors.Optional("note", Body.Note, 2000);
    }
}

internal sealed class AdoptOpinionHandler(ConsultationCases cases) : IRequestHandler<AdoptOpinion, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(AdoptOpinion request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Consultation.Adopt(state, command.Caller, RequestBody.Read<AdoptionDecision>(body.Decision), body.Note, command.At), cancellationToken);
    }
}

internal static class AdoptOpinionEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/adopt", Post);

    private static async Task<IResult> Post(
        string id, AdoptBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new AdoptOpinion(http.Command(), id, body), cancellationToken)).ToResult(http);
}
