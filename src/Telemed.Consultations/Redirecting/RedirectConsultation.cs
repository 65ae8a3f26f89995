using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Redirecting;

public sealed record RedirectBody(InvitedBody? Invited);

/// <summary>The asking side turns to another institution, after a refusal or when a second hospital was offered.</summary>
public sealed record RedirectConsultation(Command Command, string Id, RedirectBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("invited.institutionId", Body.Invited?.InstitutionId, 100);
        Body.Invited?.Validate(errors);
    }
}

internal sealed class RedirectConsultationHandler(ConsultationCases cases, SurroundingsLookup lookup)
    : IRequestHandler<RedirectConsultation, Answer<ConsultationView>>
{
    public async Task<Answer<ConsultationView>> Handle(RedirectConsultation request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { State: var now }) return Problem.NotFound;
        var to = body.Invited!.ToInvited();
        var around = await lookup.Around(now.InvitingId, null, now.Request.Kind, now.Request.PatientId, to, command.At, cancellationToken);
        return await cases.Act(command, id, (state, _) => Consultation.Redirect(state, command.Caller, to, around, command.At), cancellationToken);
    }
}

internal static class RedirectConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/redirect", Post);

    private static async Task<IResult> Post(
        string id, RedirectBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RedirectConsultation(http.Command(), id, body), cancellationToken)).ToResult(http);
}
