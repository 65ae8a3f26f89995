using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Keeping;
using Telemed.Capacity.Listing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Capacity.Wards;

/// <summary>A bed takes nobody from now on, or takes patients again. A case that holds it keeps it.</summary>
public sealed record CloseBed(Command By, string BedId, bool Close, string? Reason = null) : IRequest<Answer<BedView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Optional("reason", Reason, 100);
}

internal sealed class CloseBedHandler(ICaseOwner cases, CapacityTables tables, ProjectionEngine readModel) : IRequestHandler<CloseBed, Answer<BedView>>
{
    public async Task<Answer<BedView>> Handle(CloseBed request, CancellationToken cancellationToken)
    {
        var (by, bedId) = (request.By, request.BedId);
        if (WardRules.WardOf(bedId) is not { } id || tables.Ward(id) is not { } ward) return Refusals.ToProblem(WardRefusal.BedUnknown);
        if (!by.Caller.Is(Role.Office) || by.Caller.InstitutionId != ward.State.InstitutionId) return Problem.Forbidden;
        var outcome = await cases.Transact(WardRules.Aggregate, id, by.SeenVersion, by.Context(),
            state => request.Close ? WardRules.CloseBed(state, bedId, id, request.Reason) : WardRules.OpenBed(state, bedId, id), cancellationToken);
        if (outcome is Outcome<WardState, WardRefusal>.Done { Version: > 0 } done)
            await readModel.WaitFor(new(WardRules.Category, id), done.Version, cancellationToken);
        return outcome.ToAnswer(new StreamId(WardRules.Category, id),
            (state, _) => ListBedsHandler.Views(id, state, tables.HeldBeds(id), by.Caller).First(b => b.Id == bedId));
    }
}

internal static class CloseBedEndpoints
{
    public sealed record Body(string? Reason);

    public static void Map(RouteGroupBuilder beds)
    {
        beds.MapPost("{id}/actions/close", Close);
        beds.MapPost("{id}/actions/open", Open);
    }

    private static async Task<IResult> Close(string id, Body? body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new CloseBed(http.Command(), id, Close: true, body?.Reason), ct)).ToResult(http);

    private static async Task<IResult> Open(string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new CloseBed(http.Command(), id, Close: false), ct)).ToResult(http);
}
