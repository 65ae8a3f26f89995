using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Opening;

/// <summary>The author saves the content of a draft.</summary>
public sealed record EditConsultation(Command Command, string Id, RequestBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors) => Body.Validate(errors);
}

internal sealed class EditConsultationHandler(ConsultationCases cases, ConsentSigners signers)
    : IRequestHandler<EditConsultation, Answer<ConsultationView>>
{
    public async Task<Answer<ConsultationView>> Handle(EditConsultation request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var wish = body.ToRequest(command.At);
        if (ConsultationTable.Forbids(found.State, ConsultationAction.Edit, command.Caller) is null)
            wish = wish.SignedBy(await signers.Keep(wish.PatientId, body.Consent?.SignedBy, cancellationToken));
        return await cases.Act(command, id, (state, _) => Consultation.Edit(state, command.Caller, wish, command.At), cancellationToken);
    }
}

internal static class EditConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/edit", Post);

    private static async Task<IResult> Post(
        string id, RequestBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new EditConsultation(http.Command(), id, body), cancellationToken)).ToResult(http);
}
