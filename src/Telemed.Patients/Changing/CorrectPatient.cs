using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Patients.Documents;
using Telemed.Patients.Keeping;
using Telemed.Patients.Listing;
using Telemed.Patients.Registering;

namespace Telemed.Patients.Changing;

/// <summary>Corrects what is on record about a person, as a new version; what is not given stays.</summary>
public sealed record CorrectPatient(Command By, string Id, string? Name, Sex? Sex, DateOnly? BirthDate, string? Phone, string? Address)
    : IRequest<Answer<PatientView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        if (Name is not null) errors.Required("name", Name, 60);
        errors.Optional("address", Address, 200);
        PersonFields.Phone(errors, "phone", Phone);
        PersonFields.Agreement(errors, null, Sex, BirthDate, ChinaTime.Day(By.At));
    }
}

internal sealed class CorrectPatientHandler(PatientChanges patients) : IRequestHandler<CorrectPatient, Answer<PatientView>>
{
    public Task<Answer<PatientView>> Handle(CorrectPatient request, CancellationToken cancellationToken)
    {
        var (conflict, changed) = (false, false);
        return patients.Run(request.By, request.Id,
            person =>
            {
                var number = person.Documents.Select(d => IdDocument.Read(d.Type, d.Number, out _)?.Person).FirstOrDefault(p => p is not null);
                var errors = new FieldErrors();
                PersonFields.Agreement(errors, number, request.Sex, request.BirthDate, ChinaTime.Day(request.By.At));
                conflict = !errors.None;
                var after = person with
                {
                    Name = request.Name?.Trim() ?? person.Name,
                    Sex = request.Sex ?? person.Sex,
                    BirthDate = request.BirthDate ?? person.BirthDate,
                    Phone = request.Phone ?? person.Phone,
                    Address = request.Address ?? person.Address,
                };
                changed = !conflict && after != person;
                return changed ? after : person;
            },
            (state, record) => conflict ? PatientRefusal.AgainstTheNumber
                : changed ? PatientRules.Correct(state, record) : Decision<PatientEvent, PatientRefusal>.Nothing,
            cancellationToken);
    }
}

internal static class CorrectPatientEndpoint
{
    public sealed record Body(string? Name, Sex? Sex, DateOnly? BirthDate, string? Phone, string? Address);

    public static void Map(RouteGroupBuilder patients) => patients.MapPost("{id}/actions/correct", Post);

    private static async Task<IResult> Post(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new CorrectPatient(http.Command(), id, body.Name, body.Sex, body.BirthDate, body.Phone, body.Address), ct)).ToResult(http);
}
