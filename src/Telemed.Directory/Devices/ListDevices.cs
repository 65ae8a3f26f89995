using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Directory.Devices;

/// <summary>Devices, newest first: of the own institution for its office and administrator, of all for an administrator without one, the own apps for everybody.</summary>
/// <param name="Mine">Only the caller's own apps, whoever asks.</param>
/// <param name="Text">Part of the name.</param>
public sealed record ListDevices(Caller Caller, string? InstitutionId, DeviceKind? Kind, DeviceStanding? State, bool Mine, string? Text, int? Limit, string? Cursor)
    : IRequest<Answer<Page<DeviceView>>>, IValidated
{
    internal static Paging<long> List { get; } = new(
        "devices", 50, 200, parts => parts is [var part] && long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null);

    public void Validate(FieldErrors errors) => List.Check(errors, Limit, Cursor);
}

internal sealed class ListDevicesHandler(DeviceRows rows, DeviceViews views) : IRequestHandler<ListDevices, Answer<Page<DeviceView>>>
{
    public async Task<Answer<Page<DeviceView>>> Handle(ListDevices request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        var institution = request.InstitutionId ?? caller.InstitutionId;
        var keeps = !request.Mine && (institution is null ? caller.Is(Role.Administrator)
            : DeviceAccess.Decide(caller, DeviceAccess.RelationOf(caller, institution, null), DeviceOperation.See));
        if (!keeps && request.InstitutionId is not null && request.InstitutionId != caller.InstitutionId) return Problem.Forbidden;
        var filter = new DeviceFilter(keeps ? institution : null, keeps ? null : caller.AccountId, request.Kind, request.State, request.Text);
        var take = ListDevices.List.Take(request.Limit);
        var found = rows.Read(filter, ListDevices.List.After(request.Cursor), take + 1);
        var page = new List<DeviceView>(take);
        foreach (var row in found.Take(take)) page.Add(await views.Of(row.Id, row.State, row.Version, caller, cancellationToken));
        return Answer<Page<DeviceView>>.Ok(new(page, found.Count > take ? ListDevices.List.Cursor($"{found[take - 1].Seq}") : null));
    }
}

/// <summary>One device.</summary>
public sealed record GetDevice(Caller Caller, string Id) : IRequest<Answer<DeviceView>>;

internal sealed class GetDeviceHandler(DeviceDesk desk) : IRequestHandler<GetDevice, Answer<DeviceView>>
{
    public Task<Answer<DeviceView>> Handle(GetDevice request, CancellationToken cancellationToken) => desk.Show(request.Caller, request.Id, cancellationToken);
}

internal static class DeviceLists
{
    public static void Map(RouteGroupBuilder devices)
    {
        devices.MapGet("", List);
        devices.MapGet("{id}", async (string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
            (await mediator.Send(new GetDevice(http.Caller(), id), ct)).ToResult(http));
    }

    private static async Task<IResult> List(
        string? institutionId, DeviceKind? kind, DeviceStanding? state, bool? mine, string? q, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ListDevices(http.Caller(), institutionId, kind, state, mine ?? false, q, limit, cursor), ct)).ToResult(http);
}
