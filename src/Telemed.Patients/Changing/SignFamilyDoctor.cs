using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Patients.Listing;

namespace Telemed.Patients.Changing;

/// <summary>A contract with a family doctor (家庭医生签约).</summary>
/// <param name="LastDay">Inclusive; null while open.</param>
public sealed record SignFamilyDoctor(Command By, string Id, string? PractitionerId, DateOnly From, DateOnly? LastDay) : IRequest<Answer<PatientView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("practitionerId", PractitionerId, 80);
        if (From == default) errors.Required("from", (object?)null);
    }
}

internal sealed class SignFamilyDoctorHandler(PatientChanges patients, IDirectory directory) : IRequestHandler<SignFamilyDoctor, Answer<PatientView>>
{
    public async Task<Answer<PatientView>> Handle(SignFamilyDoctor request, CancellationToken cancellationToken)
    {
        if (directory.Practitioner(request.PractitionerId!) is not { Active: true })
        {
            var errors = new FieldErrors();
            errors.Unknown("practitionerId");
            return Problem.Invalid(errors.Found);
        }
        return await patients.Run(request.By, request.Id, person => person,
            (state, _) => PatientRules.SignFamilyDoctor(state, request.PractitionerId!, request.From, request.LastDay), cancellationToken);
    }
}

/// <summary>The contract ends with a last day.</summary>
public sealed record EndFamilyDoctor(Command By, string Id, DateOnly LastDay) : IRequest<Answer<PatientView>>;

internal sealed class EndFamilyDoctorHandler(PatientChanges patients) : IRequestHandler<EndFamilyDoctor, Answer<PatientView>>
{
    public Task<Answer<PatientView>> Handle(EndFamilyDoctor request, CancellationToken cancellationToken) => patients.Run(
        request.By, request.Id, person => person, (state, _) => PatientRules.EndFamilyDoctor(state, request.LastDay), cancellationToken);
}

internal static class FamilyDoctorEndpoints
{
    public sealed record Signing(string? PractitionerId, DateOnly From, DateOnly? LastDay);
    public sealed record Ending(DateOnly LastDay);

    public static void Map(RouteGroupBuilder patients)
    {
        patients.MapPost("{id}/actions/signFamilyDoctor", Sign);
        patients.MapPost("{id}/actions/endFamilyDoctor", End);
    }

    private static async Task<IResult> Sign(string id, Signing body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new SignFamilyDoctor(http.Command(), id, body.PractitionerId, body.From, body.LastDay), ct)).ToResult(http);

    private static async Task<IResult> End(string id, Ending body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new EndFamilyDoctor(http.Command(), id, body.LastDay), ct)).ToResult(http);
}
