using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition.Listing;

/// <summary>Which lists a caller may ask for.</summary>
public enum Box
{
    /// <summary>Checks that I made; a resident's own.</summary>
    Mine,

    /// <summary>Of my institution.</summary>
    Institution,

    /// <summary>In the area I supervise.</summary>
    Supervised,
}

public sealed record CheckFilter(string? Box, string? PatientId, string? State, int? Limit, string? Cursor);

public sealed record RowItem(string Code, string? Name, Verdict Verdict, RecognitionRelation Relation, PhysicianDecision? Decision, string? ReasonCode, bool Ordered, bool Repeated, decimal? Fee);

public sealed record RowView(
    string Id, string Number, RecognitionStatus State, long Version, CheckPatient? Patient, string InstitutionId, string? InstitutionName, string? Department, string? Physician,
    IReadOnlyList<RowItem> Items, DateTimeOffset CreatedAt, DateTimeOffset EndsAt);

/// <summary>A page of one of the caller's lists, newest first.</summary>
public sealed record ListChecks(Caller Caller, CheckFilter Filter) : IRequest<Answer<Page<RowView>>>, IValidated
{
    internal static Paging<Place> List { get; } = Place.List("checks", 50, 200);

    public void Validate(FieldErrors errors)
    {
        Named.Check<Box>(errors, "box", Filter.Box);
        Named.Check<RecognitionStatus>(errors, "state", Filter.State);
        errors.Optional("patientId", Filter.PatientId, 100);
        List.Check(errors, Filter.Limit, Filter.Cursor);
    }
}

internal sealed class ListChecksHandler(WorklistReader reader, CheckRows rows, IPatients patients, IDirectory directory, IStandardItems items)
    : IRequestHandler<ListChecks, Answer<Page<RowView>>>
{
    public async Task<Answer<Page<RowView>>> Handle(ListChecks request, CancellationToken cancellationToken)
    {
        var (caller, filter) = request;
        if (Owner(caller, filter) is not { } owner) return Problem.Forbidden;
        var limit = ListChecks.List.Take(filter.Limit);
        var state = Named.Read<RecognitionStatus>(filter.State);
        var query = new WorklistQuery([owner], state is { } wanted ? new HashSet<int> { (int)wanted } : null, null, null, _ => true);
        var found = reader.Read(query, ListChecks.List.After(filter.Cursor), limit + 1);
        var page = rows.Of(found.Take(limit).Select(p => p.Id))
            .Where(r => Access.Decide(caller, Relations.Of(r.State, caller, directory), Operation.SeeCase)).ToArray();
        var named = await patients.Find([.. page.Where(r => Content(r, caller)).Select(r => r.State.PatientId).Distinct()], cancellationToken);
        return Answer<Page<RowView>>.Ok(new([.. page.Select(r => Row(r, named.GetValueOrDefault(r.State.PatientId)))], found.Count > limit ? found[limit - 1].ToCursor(ListChecks.List) : null));
    }

    /// <summary>The list behind a box; null when this caller has no such box. A patient's list holds checks of all institutions: the caller sees those of the own one.</summary>
    private static string? Owner(Caller caller, CheckFilter filter)
    {
        var works = caller.InstitutionId is not null && (caller.Is(Role.Physician) || caller.Is(Role.Office));
        var supervises = caller.AreaCode is { Length: 2 or 4 or 6 } && (caller.Is(Role.HealthAuthority) || caller.Is(Role.Insurer));
        if (!string.IsNullOrEmpty(filter.PatientId)) return works || caller.PatientId == filter.PatientId ? CheckRow.Boxes.Patient(filter.PatientId) : null;
        return (Named.Read<Box>(filter.Box) ?? (supervises ? Box.Supervised : Box.Mine)) switch
        {
            Box.Mine => caller.Is(Role.Resident) && caller.PatientId is { } own ? CheckRow.Boxes.Patient(own) : works ? CheckRow.Boxes.Account(caller.AccountId) : null,
            Box.Institution => works ? CheckRow.Boxes.Outgoing(caller.InstitutionId!) : null,
            _ => supervises ? CheckRow.Boxes.Area(caller.AreaCode!.PadRight(4, '?')) : null,
        };
    }

    private bool Content(CheckRow row, Caller caller) => Access.Decide(caller, Relations.Of(row.State, caller, directory), Operation.ReadContent);

    private RowView Row(CheckRow row, PatientSummary? p)
    {
        var s = row.State;
        return new(
            row.Id, s.Number, s.Status, row.Version, p is null ? null : new(p.Id, p.Name, p.Sex, p.AgeOn(ChinaTime.Day(s.CreatedAt)), p.MaskedIdNumber),
            s.Orderer.InstitutionId, directory.Institution(s.Orderer.InstitutionId)?.Name, s.Department,
            s.Author.PractitionerId is { } practitioner ? directory.Practitioner(practitioner)?.Name : null,
            [.. s.Items.Select(i => new RowItem(
                i.Code, items.Find(i.Code)?.Name.Zh, i.Verdict, i.Relation, s.Standing(i.Code)?.Decision, s.Standing(i.Code)?.ReasonCode, s.Order(i.Code) is not null,
                s.Order(i.Code)?.Repeated == true, i.Fee))],
            s.CreatedAt, s.EndsAt);
    }
}

internal static class ListChecksEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapGet("", Get);

    private static async Task<IResult> Get([AsParameters] CheckFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListChecks(http.Caller(), filter), cancellationToken)).ToResult(http);
}
