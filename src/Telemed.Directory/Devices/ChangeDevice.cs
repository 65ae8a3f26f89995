using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Directory.Devices;

/// <summary>Gives a device another name.</summary>
public sealed record RenameDevice(Command By, string Id, string Name) : IRequest<Answer<DeviceView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("name", Name, RegisterDevice.LongestName);
}

internal sealed class RenameDeviceHandler(DeviceDesk desk) : IRequestHandler<RenameDevice, Answer<DeviceView>>
{
    public Task<Answer<DeviceView>> Handle(RenameDevice request, CancellationToken cancellationToken) =>
        desk.Act(request.By, request.Id, DeviceOperation.Rename, state => DeviceRules.Rename(state, request.Name.Trim()), cancellationToken);
}

/// <summary>Keeps a device out of every session until further notice; whoever sits in one on it is put out.</summary>
public sealed record BlockDevice(Command By, string Id, string Reason) : IRequest<Answer<DeviceView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("reason", Reason, 200);
}

internal sealed class BlockDeviceHandler(DeviceDesk desk) : IRequestHandler<BlockDevice, Answer<DeviceView>>
{
    public Task<Answer<DeviceView>> Handle(BlockDevice request, CancellationToken cancellationToken) =>
        desk.Act(request.By, request.Id, DeviceOperation.Block, state => DeviceRules.Block(state, request.Reason.Trim()), cancellationToken);
}

/// <summary>Lets a blocked device in again.</summary>
public sealed record UnblockDevice(Command By, string Id) : IRequest<Answer<DeviceView>>;

internal sealed class UnblockDeviceHandler(DeviceDesk desk) : IRequestHandler<UnblockDevice, Answer<DeviceView>>
{
    public Task<Answer<DeviceView>> Handle(UnblockDevice request, CancellationToken cancellationToken) =>
        desk.Act(request.By, request.Id, DeviceOperation.Unblock, DeviceRules.Unblock, cancellationToken);
}

/// <summary>A device is gone for good; an app gives its place back.</summary>
public sealed record RetireDevice(Command By, string Id) : IRequest<Answer<DeviceView>>;

internal sealed class RetireDeviceHandler(DeviceDesk desk) : IRequestHandler<RetireDevice, Answer<DeviceView>>
{
    public Task<Answer<DeviceView>> Handle(RetireDevice request, CancellationToken cancellationToken) =>
        desk.Act(request.By, request.Id, DeviceOperation.Retire, DeviceRules.Retire, cancellationToken);
}

internal static class DeviceActions
{
    public sealed record NameBody(string? Name);
    public sealed record ReasonBody(string? Reason);

    public static void Map(RouteGroupBuilder devices)
    {
        devices.MapPost("{id}/actions/rename", async (string id, NameBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
            (await mediator.Send(new RenameDevice(http.Command(), id, body.Name!), ct)).ToResult(http));
        devices.MapPost("{id}/actions/block", async (string id, ReasonBody body, HttpContext http, IMediator mediator, CancellationToken ct) =>
            (await mediator.Send(new BlockDevice(http.Command(), id, body.Reason!), ct)).ToResult(http));
        devices.MapPost("{id}/actions/unblock", async (string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
            (await mediator.Send(new UnblockDevice(http.Command(), id), ct)).ToResult(http));
        devices.MapPost("{id}/actions/retire", async (string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
            (await mediator.Send(new RetireDevice(http.Command(), id), ct)).ToResult(http));
    }
}
