using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;

namespace Telemed.Directory.Devices;

/// <summary>A signed-in person's browser says that it is there, and is registered as that account's app when it is new. Safe to repeat.</summary>
/// <param name="Id">By the browser, which keeps it: random, and of this account alone.</param>
public sealed record UseOwnDevice(Command By, string Id, string Name, string? Model) : IRequest<Answer<DeviceView>>, IValidated
{
    private const int ShortestId = 16;

    public void Validate(FieldErrors errors)
    {
        errors.Required("id", Id, 80);
        if (Id is { Length: > 0 } && (Id.Length < ShortestId || !DirectoryWriter.IsId(Id))) errors.Invalid("id");
        errors.Required("name", Name, RegisterDevice.LongestName);
        errors.Optional("model", Model, 60);
    }
}

internal sealed class UseOwnDeviceHandler(DeviceDesk desk, DeviceRows rows, DirectoryMemory memory, IPolicies policies) : IRequestHandler<UseOwnDevice, Answer<DeviceView>>
{
    public async Task<Answer<DeviceView>> Handle(UseOwnDevice request, CancellationToken cancellationToken)
    {
        var (by, id) = (request.By, request.Id);
        if (by.Caller.InstitutionId is not { } institution || memory.Index.Institution(institution) is not { } at) return Problem.Forbidden;   // nobody else joins sessions
        if (await desk.Find(id, cancellationToken) is not null)
            return (await desk.Write(by with { SeenVersion = null }, id, state => DeviceRules.UseOwn(state, Card(null)), cancellationToken)).Answer;
        var held = rows.SlotsOf(by.Caller.AccountId);
        for (var slot = 0; slot < policies.For(at.AreaCode, by.At).AppsPerAccount; slot++)
        {
            if (held.Contains(slot)) continue;
            var card = Card(slot);
            var (answer, taken) = await desk.Write(by with { SeenVersion = null }, id, state => DeviceRules.UseOwn(state, card), cancellationToken, $"/api/v1/devices/{id}");
            if (!taken) return answer;   // else another browser of this account was faster, perhaps at another node
        }
        return Refusals.ToProblem(DeviceRefusal.TooManyDevices);

        DeviceEvent.Registered Card(int? slot) => new(
            DeviceKind.App, request.Name.Trim(), institution, by.Caller.AccountId, slot, string.IsNullOrWhiteSpace(request.Model) ? null : request.Model.Trim(), null,
            by.Caller.AccountId, by.At);
    }
}

internal static class UseOwnDeviceEndpoint
{
    public sealed record Body(string? Id, string? Name, string? Model);

    public static void Map(RouteGroupBuilder devices) => devices.MapPost("self", Post);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new UseOwnDevice(http.Command(), body.Id!, body.Name!, body.Model), ct)).ToResult(http);
}
