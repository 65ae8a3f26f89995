using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Patients.Documents;
using Telemed.Patients.Keeping;

namespace Telemed.Patients.Listing;

/// <summary>Patients the caller may read: by document (an unfinished number finds nobody), by the beginning of the name within the own institution, or the last registered there.</summary>
public sealed record FindPatients(Caller Caller, string? IdType = null, string? IdNumber = null, string? Name = null, int? Limit = null, string? Cursor = null)
    : IRequest<Answer<Page<PatientItem>>>, IValidated
{
    internal static Paging<(string At, string Id)> List { get; } = new("patients", 50, 200, parts => parts is [{ Length: > 0 } at, { Length: > 0 } id] ? (at, id) : null);

    public void Validate(FieldErrors errors)
    {
        errors.Optional("idNumber", IdNumber, 40);
        errors.Optional("name", Name, 60);
        List.Check(errors, Limit, Cursor);
    }
}

internal sealed class FindPatientsHandler(PatientRows rows, PersonStore persons, NameSearch names, IPatients patients, IAccessLog reads, TimeProvider clock)
    : IRequestHandler<FindPatients, Answer<Page<PatientItem>>>
{
    public async Task<Answer<Page<PatientItem>>> Handle(FindPatients request, CancellationToken cancellationToken)
    {
        var limit = FindPatients.List.Take(request.Limit);
        var (ids, next) = request switch
        {
            { IdNumber: { } number } => (await ByDocument(request.Caller, IdDocument.Read(request.IdType ?? IdTypes.ResidentId, number, out _), cancellationToken), null),
            { Caller: { Roles: var roles, PatientId: { } self } } when roles.Contains(Role.Resident) => ([self], null),
            { Caller.InstitutionId: null } => ([], null),
            { Name: { Length: > 0 } name } => (await ByName(request.Caller.InstitutionId, name.Trim(), limit, cancellationToken), null),
            _ => Recent(request.Caller, request.Cursor, limit),
        };
        var today = ChinaTime.Day(clock.GetUtcNow());
        var found = await patients.Find(ids, cancellationToken);
        return Answer<Page<PatientItem>>.Ok(new([.. ids.Where(found.ContainsKey).Select(id => PatientItem.Of(found[id], today))], next));
    }

    private async Task<IReadOnlyList<string>> ByDocument(Caller caller, IdDocument? document, CancellationToken cancellationToken)
    {
        if (document is null || rows.ByDocument(persons.KeyOf(document)) is not { } id || rows.MayRead(caller, id) is not { } door) return [];
        await reads.Record(new(caller, id, "patient", door.Purpose, door.CaseId, clock.GetUtcNow()), cancellationToken);
        return [id];
    }

    private async Task<IReadOnlyList<string>> ByName(string institutionId, string name, int limit, CancellationToken cancellationToken) =>
        [.. (await names.Find(institutionId, name, found => found.StartsWith(name, StringComparison.Ordinal), limit, cancellationToken)).Select(p => p.Id)];

    private (IReadOnlyList<string> Ids, string? Next) Recent(Caller caller, string? cursor, int limit)
    {
        if (!caller.Is(Role.Physician) && !caller.Is(Role.Office)) return ([], null);
        var found = rows.Recent(caller.InstitutionId!, FindPatients.List.After(cursor), limit);
        return ([.. found.Select(f => f.Id)], found.Count == limit ? FindPatients.List.Cursor($"{found[^1].At}|{found[^1].Id}") : null);
    }
}

internal static class FindPatientsEndpoint
{
    public sealed record Body(string? IdType, string? IdNumber, string? Name, int? Limit, string? Cursor);

    public static void Map(RouteGroupBuilder patients)
    {
        patients.MapGet("", Get);
        patients.MapPost("find", Post);   // keeps numbers and names out of addresses
    }

    private static async Task<IResult> Get(
        string? idType, string? idNumber, string? name, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new FindPatients(http.Caller(), idType, idNumber, name, limit, cursor), ct)).ToResult(http);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new FindPatients(http.Caller(), body.IdType, body.IdNumber, body.Name, body.Limit, body.Cursor), ct)).ToResult(http);
}
