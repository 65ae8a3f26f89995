using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Opening;

/// <summary>The author sends a draft to the asked institution.</summary>
public sealed record SubmitConsultation(Command Command, string Id) : IRequest<Answer<ConsultationView>>;

internal sealed class SubmitConsultationHandler(ConsultationCases cases, SurroundingsLookup lookup)
    : IRequestHandler<SubmitConsultation, Answer<ConsultationView>>
{
    public async Task<Answer<ConsultationView>> Handle(SubmitConsultation request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { State: var draft } found) return Problem.NotFound;
        var wish = draft.Request;
        if (draft.Status == ConsultationStatus.Draft && ConsultationTable.Forbids(draft, ConsultationAction.Submit, command.Caller) is null
            && SubmissionGate.Incomplete(wish).ToArray() is { Length: > 0 } missing)
            return OpenConsultationHandler.Missing(missing);
        var around = await lookup.Around(
            draft.InvitingId, command.Caller.PractitionerId, wish.Kind, wish.PatientId, wish.Invited, command.At, cancellationToken);
        // what was looked up belongs to the content that was read: a draft edited in between is judged again by its new version
        return await cases.Act(command with { SeenVersion = command.SeenVersion ?? (draft.Status == ConsultationStatus.Draft ? found.Version : null) }, id,
            (state, _) => Consultation.Submit(state, command.Caller, around, command.At), cancellationToken);
    }
}

internal static class SubmitConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/submit", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new SubmitConsultation(http.Command(), id), cancellationToken)).ToResult(http);
}
