using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Patients.Documents;
using Telemed.Patients.Keeping;
using Telemed.Patients.Listing;
using Telemed.Patients.Registering;

namespace Telemed.Patients.Changing;

/// <summary>Puts a guardian with identity and relation on record, instead of the one before.</summary>
public sealed record NameGuardian(Command By, string Id, GuardianInput Guardian) : IRequest<Answer<PatientView>>, IValidated
{
    public void Validate(FieldErrors errors) => PersonFields.Guardian(errors, "", Guardian);
}

internal sealed class NameGuardianHandler(PatientChanges patients, PersonStore persons) : IRequestHandler<NameGuardian, Answer<PatientView>>
{
    public Task<Answer<PatientView>> Handle(NameGuardian request, CancellationToken cancellationToken)
    {
        var guardian = RegisterPatientHandler.GuardianOf(request.Guardian);
        var key = persons.KeyOf(IdDocument.Read(guardian.IdType, guardian.IdNumber, out _)!);
        return patients.Run(request.By, request.Id, person => person with { Guardian = guardian },
            (state, record) => PatientRules.NameGuardian(state, new(guardian.Relation, key), record), cancellationToken);
    }
}

internal static class NameGuardianEndpoint
{
    public static void Map(RouteGroupBuilder patients) => patients.MapPost("{id}/actions/nameGuardian", Post);

    private static async Task<IResult> Post(string id, GuardianInput body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new NameGuardian(http.Command(), id, body), ct)).ToResult(http);
}
