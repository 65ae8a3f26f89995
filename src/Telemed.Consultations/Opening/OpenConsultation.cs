using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Opening;

/// <summary>A physician opens a case, as a draft or submitted at once. Safe to repeat: a retry finds the case it made.</summary>
public sealed record OpenConsultation(Command Command, RequestBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors) => Body.Validate(errors);
}

internal sealed class OpenConsultationHandler(ConsultationCases cases, SurroundingsLookup lookup, ConsentSigners signers)
    : IRequestHandler<OpenConsultation, Answer<ConsultationView>>
{
    public async Task<Answer<ConsultationView>> Handle(OpenConsultation request, CancellationToken cancellationToken)
    {
        var (command, body) = request;
        var wish = body.ToRequest(command.At);
        var around = await lookup.Around(
            command.Caller.InstitutionId, command.Caller.PractitionerId, wish.Kind, wish.PatientId, wish.Invited, command.At, cancellationToken);
        if (body.Submit && SubmissionGate.Incomplete(wish).ToArray() is { Length: > 0 } missing) return Missing(missing);
        if (around.Patient is null) return Refusals.ToProblem(ConsultationRefusal.PatientUnknown);
        var id = command.NewId("consultation");
        wish = wish.SignedBy(await signers.Keep(wish.PatientId, body.Consent?.SignedBy, cancellationToken));
        return await cases.Open(command, id,
            state => Consultation.Open(state, command.Caller, Number(id, command.At), wish, body.Submit ? around : null, command.At), cancellationToken);
    }

    /// <summary>The first missing field names the problem; all of them are listed.</summary>
    internal static Problem Missing(IReadOnlyList<(string Field, ConsultationRefusal Refusal)> missing)
    {
        var first = Refusals.ToProblem(missing[0].Refusal);
        return first with { Fields = [.. missing.Select(m => (m.Field, Problem: Refusals.ToProblem(m.Refusal))).Select(m => new FieldError(m.Field, m.Problem.Code, m.Problem.Text))] };
    }

    internal static string Number(string id, DateTimeOffset at) => CaseNumber.Of("HZ", id, at);
}

internal static class OpenConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("", Post);

    private static async Task<IResult> Post(RequestBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new OpenConsultation(http.Command(), body), cancellationToken)).ToResult(http);
}
