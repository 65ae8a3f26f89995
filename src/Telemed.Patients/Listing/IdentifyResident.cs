using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Patients.Documents;
using Telemed.Patients.Keeping;

namespace Telemed.Patients.Listing;

/// <summary>A person as whoever opens accounts sees one: enough to compare with the card on the desk, and nothing of where they were treated.</summary>
public sealed record ResidentItem(string Id, string Name, string IdType, string MaskedIdNumber, bool IdentityChecked);

/// <summary>Persons for whom an administrator may open an account: by the whole document number, or by the whole name at an institution that registered them.</summary>
/// <remarks>Administrators have no clinical reading right: neither the beginning of a name nor an institution alone tells them who was a patient there.</remarks>
/// <param name="InstitutionId">For a name; the caller's own when not given.</param>
public sealed record IdentifyResident(Caller Caller, string? IdType, string? IdNumber, string? Name, string? InstitutionId)
    : IRequest<Answer<Page<ResidentItem>>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Optional("idNumber", IdNumber, 40);
        errors.Optional("name", Name, 60);
        if (!string.IsNullOrWhiteSpace(IdNumber)) return;
        if (string.IsNullOrWhiteSpace(Name)) errors.Required("idNumber", (object?)null);
        else errors.Required("institutionId", InstitutionId ?? Caller.InstitutionId, 80);
    }
}

internal sealed class IdentifyResidentHandler(PatientRows rows, PersonStore persons, NameSearch names, IPatients patients, IAccessLog reads, TimeProvider clock)
    : IRequestHandler<IdentifyResident, Answer<Page<ResidentItem>>>
{
    /// <summary>Persons of one name; whoever is behind them is found by number.</summary>
    private const int Most = 20;

    public async Task<Answer<Page<ResidentItem>>> Handle(IdentifyResident request, CancellationToken cancellationToken)
    {
        if (!request.Caller.Is(Role.Administrator)) return Problem.Forbidden;
        var found = request.IdNumber is { } number && !string.IsNullOrWhiteSpace(number)
            ? await ByDocument(IdDocument.Read(request.IdType ?? IdTypes.ResidentId, number, out _), cancellationToken)
            : await ByName((request.InstitutionId ?? request.Caller.InstitutionId)!, request.Name!.Trim(), cancellationToken);
        foreach (var person in found) await reads.Record(new(request.Caller, person.Id, "patient", "account", null, clock.GetUtcNow()), cancellationToken);
        return Answer<Page<ResidentItem>>.Ok(new([.. found.Select(p => new ResidentItem(p.Id, p.Name, p.IdType, p.MaskedIdNumber, p.IdentityChecked))], null));
    }

    private async Task<IReadOnlyList<PatientSummary>> ByDocument(IdDocument? document, CancellationToken cancellationToken) =>
        document is not null && rows.ByDocument(persons.KeyOf(document)) is { } id && await patients.Find(id, cancellationToken) is { } person ? [person] : [];

    private Task<IReadOnlyList<PatientSummary>> ByName(string institutionId, string name, CancellationToken cancellationToken) =>
        names.Find(institutionId, name, found => found == name, Most, cancellationToken);
}

internal static class IdentifyResidentEndpoint
{
    public sealed record Body(string? IdType, string? IdNumber, string? Name, string? InstitutionId);

    public static void Map(RouteGroupBuilder patients) => patients.MapPost("identify", Post);   // numbers and names stay out of addresses

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new IdentifyResident(http.Caller(), body.IdType, body.IdNumber, body.Name, body.InstitutionId), ct)).ToResult(http);
}
