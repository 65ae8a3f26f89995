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

/// <summary>Beds of an institution by department and ward, the caller's own when none is named.</summary>
public sealed record ListBeds(Caller Caller, string? InstitutionId, string? Department, bool Free, int? Limit, string? Cursor) : IRequest<Answer<Page<BedView>>>, IValidated
{
    /// <summary>The place counts beds of every state: one that is booked meanwhile moves no other.</summary>
    internal static Paging<int> List { get; } = Paging.Counted("beds", 200, 1000);

    public void Validate(FieldErrors errors)
    {
        List.Check(errors, Limit, Cursor);
        if (InstitutionId is null && Caller.InstitutionId is null) errors.Required("institutionId", (object?)null);
    }
}

internal sealed class ListBedsHandler(CapacityTables tables) : IRequestHandler<ListBeds, Answer<Page<BedView>>>
{
    public Task<Answer<Page<BedView>>> Handle(ListBeds request, CancellationToken cancellationToken)
    {
        var institution = request.InstitutionId ?? request.Caller.InstitutionId!;
        var wards = tables.Wards(institution, ListSchedulesHandler.Named(request.Department));
        var take = ListBeds.List.Take(request.Limit);
        var found = wards.OrderBy(w => w.State.Department, StringComparer.Ordinal).ThenBy(w => w.State.Ward, StringComparer.Ordinal).ThenBy(w => w.Id, StringComparer.Ordinal)
            .SelectMany(w => Views(w.Id, w.State, tables.HeldBeds(w.Id), request.Caller))
            .Select((bed, before) => (Bed: bed, Next: before + 1)).Skip(ListBeds.List.After(request.Cursor) ?? 0)
            .Where(b => !request.Free || b.Bed.State == BedState.Free).Take(take + 1).ToArray();
        return Task.FromResult(Answer<Page<BedView>>.Ok(
            new([.. found.Take(take).Select(b => b.Bed)], found.Length > take ? ListBeds.List.Cursor($"{found[take - 1].Next}") : null)));
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

    private static async Task<IResult> Get(
        string? institutionId, string? department, bool? free, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListBeds(http.Caller(), institutionId, department, free == true, limit, cursor), ct)).ToResult(http);
}
