using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Checking;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition.Opening;

/// <summary>Before an order: which earlier results could stand in its place. It blocks nothing; whoever turns away from the answer has ordered nothing and decided nothing.</summary>
public sealed record OpenCheck(Command Command, CheckBody Body) : IRequest<Answer<CheckView>>, IValidated
{
    public void Validate(FieldErrors errors) => Body.Validate(errors, Command.At);
}

internal sealed class OpenCheckHandler(RecognitionCases cases, CheckDesk desk, IDirectory directory, IPatients patients, IStandardItems items) : IRequestHandler<OpenCheck, Answer<CheckView>>
{
    public async Task<Answer<CheckView>> Handle(OpenCheck request, CancellationToken cancellationToken)
    {
        var (command, body) = request;
        var caller = command.Caller;
        if (!caller.Is(Role.Physician) || caller.InstitutionId is not { } own || directory.Institution(own) is not { } institution) return Problem.Forbidden;
        var errors = new FieldErrors();
        body.Known(items, errors);
        if (!errors.None) return Problem.Invalid(errors.Found);
        if (await patients.Find(body.PatientId!, cancellationToken) is not { } patient) return Refusals.ToProblem(RecognitionRefusal.PatientUnknown);
        var id = command.NewId("recognition");
        var department = string.IsNullOrWhiteSpace(body.Department) ? caller.PractitionerId is { } practitioner ? directory.Practitioner(practitioner)?.Department : null : body.Department.Trim();
        var answer = await desk.Ask(
            RecognitionCheck.NumberOf(id, command.At), new(caller.AccountId, caller.PractitionerId), institution, patient, body.ReadItems(), body.ReadDiagnoses(), department,
            body.Context?.Read() ?? OrderContext.Ordinary, command.At, cancellationToken);
        return await cases.Open(command, id, state => RecognitionCheck.Check(state, caller, answer), cancellationToken);
    }
}

internal static class OpenCheckEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapPost("", Post);

    private static async Task<IResult> Post(CheckBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new OpenCheck(http.Command(), body), cancellationToken)).ToResult(http);
}
