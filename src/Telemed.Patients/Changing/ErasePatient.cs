using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Patients.Keeping;

namespace Telemed.Patients.Changing;

/// <summary>Destroys the key of a person's data; the cases stay and name a patient nobody can tell any more.</summary>
public sealed record ErasePatient(Command By, string Id) : IRequest<Answer<PatientErased>>;

/// <summary>Nothing is left to show but the id.</summary>
public sealed record PatientErased(string Id);

internal sealed class ErasePatientHandler(ICaseOwner cases, PersonStore persons) : IRequestHandler<ErasePatient, Answer<PatientErased>>
{
    public async Task<Answer<PatientErased>> Handle(ErasePatient request, CancellationToken cancellationToken)
    {
        if (!request.By.Caller.Is(Role.Administrator)) return Problem.Forbidden;
        if (!request.Id.All(char.IsAsciiLetterOrDigit)) return Problem.NotFound;
        var outcome = await cases.Transact(PatientRules.Aggregate, request.Id, request.By.SeenVersion, request.By.Context(), PatientRules.Erase, cancellationToken);
        if (outcome is Outcome<PatientState, PatientRefusal>.Done) await persons.Erase(request.Id, cancellationToken);   // again on a retry: the log may have got further than the vault
        return outcome.ToAnswer(new StreamId(PatientRules.Category, request.Id), (_, _) => new PatientErased(request.Id));
    }
}

internal static class ErasePatientEndpoint
{
    public static void Map(RouteGroupBuilder patients) => patients.MapPost("{id}/actions/erase", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ErasePatient(http.Command(), id), ct)).ToResult(http);
}
