using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Keeping;
using Telemed.Contracts;

namespace Telemed.Capacity.Listing;

/// <summary>How a bed stands.</summary>
public enum BedState
{
    /// <summary>Can be booked.</summary>
    Free,

    /// <summary>A case holds it.</summary>
    Held,

    /// <summary>Takes nobody.</summary>
    Closed,
}

/// <summary>A bed as clients see it.</summary>
/// <param name="Closing">Held by a case, and closed once it is given back.</param>
public sealed record BedView(string Id, string Ward, string Department, string Label, BedState State, Holder? HeldBy, bool? Closing);

/// <summary>Beds of an institution, the caller's own when none is named.</summary>
public sealed record ListBeds(Caller Caller, string? InstitutionId, string? Department, bool Free) : IRequest<Answer<Page<BedView>>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        if (InstitutionId is null && Caller.InstitutionId is null) errors.Required("institutionId", (object?)null);
    }
}

internal sealed class ListBedsHandler(CapacityTables tables) : IRequestHandler<ListBeds, Answer<Page<BedView>>>
{
    public Task<Answer<Page<BedView>>> Handle(ListBeds request, CancellationToken cancellationToken)
    {
        var institution = request.InstitutionId ?? request.Caller.InstitutionId!;
        var wards = tables.Wards(institution, ListSchedulesHandler.Named(request.Department));
        var beds = wards.OrderBy(w => w.State.Department, StringComparer.Ordinal).ThenBy(w => w.State.Ward, StringComparer.Ordinal)
            .SelectMany(w => Views(w.Id, w.State, tables.HeldBeds(w.Id), request.Caller))
            .Where(b => !request.Free || b.State == BedState.Free);
        return Task.FromResult(Answer<Page<BedView>>.Ok(new([.. beds], null)));
    }

    internal static IEnumerable<BedView> Views(string wardId, WardState ward, Dictionary<string, string> held, Caller caller) =>
        from bed in ward.Beds
        let id = WardRules.BedId(wardId, bed.Label)
        let holder = held.GetValueOrDefault(id)
        select new BedView(
            id, ward.Ward, ward.Department, bed.Label, holder is not null ? BedState.Held : bed.Open ? BedState.Free : BedState.Closed,
            holder is not null && caller.InstitutionId == ward.InstitutionId ? new(holder) : null, holder is not null && !bed.Open ? true : null);
}

internal static class ListBedsEndpoint
{
    public static void Map(RouteGroupBuilder beds) => beds.MapGet("", Get);

    private static async Task<IResult> Get(string? institutionId, string? department, bool? free, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListBeds(http.Caller(), institutionId, department, free == true), ct)).ToResult(http);
}
