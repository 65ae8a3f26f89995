using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Opining;

/// <param name="Code">Second factor, where one is enrolled.</param>
public sealed record SignBody(string? Password, string? Code)
{
    /// <summary>Without the secrets, for whoever prints it.</summary>
    public override string ToString() => nameof(SignBody);
}

/// <summary>An assigned physician signs the draft; the last needed signature releases it.</summary>
public sealed record SignOpinion(Command Command, string Id, SignBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("password", Body.Password, 500);
}

internal sealed class SignOpinionHandler(ConsultationCases cases, IDirectory directory, ISigner signer)
    : IRequestHandler<SignOpinion, Answer<ConsultationView>>
{
    public async Task<Answer<ConsultationView>> Handle(SignOpinion request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { State: var read }) return Problem.NotFound;
        var self = command.Caller.PractitionerId is { } own ? directory.Practitioner(own) : null;
        var pack = cases.Pack(read.InvitingId, command.At);
        // a retry of a signature that was stored is not asked for the password: the log answers it
        if (Consultation.StopsSigning(read, command.Caller, self, pack, command.At) is { } refusal)
            return await cases.Act(command, id, (_, _) => refusal, cancellationToken);

        var draft = read.Draft!;
        var content = Signing.Canonical(id, read.Opinions.Count + 1, read.Request.PatientId, draft.Content!, draft.Amends, self!.Id, command.At);
        var signed = await signer.Sign(command.Caller, body.Password!, body.Code, content, command.At, cancellationToken);
        if (signed.Problem is { } problem) return problem;
        return await cases.Act(command, id,
            (state, _) => Consultation.Sign(state, command.Caller, draft.Revision, self, signed.Value, pack, command.At), cancellationToken);
    }
}

internal static class SignOpinionEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/sign", Post);

    private static async Task<IResult> Post(
        string id, SignBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new SignOpinion(http.Command(), id, body), cancellationToken)).ToResult(http);
}
