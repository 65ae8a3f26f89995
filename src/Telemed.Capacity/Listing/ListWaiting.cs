using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Keeping;
using Telemed.Contracts;

namespace Telemed.Capacity.Listing;

/// <summary>How long patients wait in a department.</summary>
/// <param name="NextFree">Start of the next free slot.</param>
/// <param name="WaitingDays">Calendar days until then; 0 is today.</param>
public sealed record WaitingRow(
    string InstitutionId, string? InstitutionName, string Department, DateTimeOffset? NextFree, int? WaitingDays, int FreeBeds);

/// <summary>Waiting times of the service directory, shortest first, as they are for the caller's institution, or for primary care where the caller has none.</summary>
/// <param name="Service">Only institutions that offer this remote service.</param>
public sealed record ListWaiting(Caller Caller, string? InstitutionId, string? Department, string? Service) : IRequest<Answer<Page<WaitingRow>>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        if (!string.IsNullOrEmpty(Service) && ServiceOf(Service) is null) errors.Unknown("service");
    }

    internal static ServiceKind? ServiceOf(string? text) =>
        Enum.GetValues<ServiceKind>().Cast<ServiceKind?>().FirstOrDefault(k => string.Equals(k.ToString(), text, StringComparison.OrdinalIgnoreCase));
}

internal sealed class ListWaitingHandler(CapacityTables tables, OpenCapacity capacity, IDirectory directory, TimeProvider time)
    : IRequestHandler<ListWaiting, Answer<Page<WaitingRow>>>
{
    public Task<Answer<Page<WaitingRow>>> Handle(ListWaiting request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (service, department) = (ListWaiting.ServiceOf(request.Service), ListSchedulesHandler.Named(request.Department));
        var primary = request.Caller.InstitutionId is not { } own || directory.Institution(own)?.IsPrimary == true;
        var rows = tables.Schedules(request.InstitutionId, department).Select(s => (Institution: s.State.InstitutionId!, s.State.Department))
            .Union(tables.Wards(request.InstitutionId, department).Select(w => (Institution: w.State.InstitutionId!, w.State.Department)))
            .Select(place => (place.Department, Found: directory.Institution(place.Institution)))
            .Where(place => place.Found is { Status: ConnectionStatus.Connected or ConnectionStatus.Trial } found && (service is not { } kind || found.Services.Contains(kind)))
            .Select(place => Row(place.Found!, place.Department, primary, now))
            .OrderBy(r => r.WaitingDays ?? int.MaxValue).ThenBy(r => r.NextFree).ThenByDescending(r => r.FreeBeds)
            .ThenBy(r => r.InstitutionId, StringComparer.Ordinal).ThenBy(r => r.Department, StringComparer.Ordinal);
        return Task.FromResult(Answer<Page<WaitingRow>>.Ok(new([.. rows], null)));
    }

    private WaitingRow Row(Institution institution, string department, bool primary, DateTimeOffset now)
    {
        var waiting = capacity.Waiting(institution.Id, department, primary, now);
        return new(institution.Id, institution.Name, department, waiting.NextSlot, waiting.Days, waiting.FreeBeds);
    }
}

internal static class ListWaitingEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("capacity/waiting", Get);

    private static async Task<IResult> Get(string? institutionId, string? department, string? service, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListWaiting(http.Caller(), institutionId, department, service), ct)).ToResult(http);
}
