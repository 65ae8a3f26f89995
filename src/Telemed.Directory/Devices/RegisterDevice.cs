using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Devices;

/// <summary>An office or administrator registers a room, a fixed device or a shared app of an institution.</summary>
/// <param name="InstitutionId">The caller's own when not given.</param>
public sealed record RegisterDevice(Command By, DeviceKind? Kind, string Name, string? InstitutionId, string? Model, string? SerialNumber)
    : IRequest<Answer<DeviceView>>, IValidated
{
    internal const int LongestName = 40;

    public void Validate(FieldErrors errors)
    {
        errors.Required("kind", Kind);
        errors.Required("name", Name, LongestName);
        if ((InstitutionId ?? By.Caller.InstitutionId) is null) errors.Required("institutionId", (object?)null);
        errors.Optional("model", Model, 60);
        errors.Optional("serialNumber", SerialNumber, 60);
    }
}

internal sealed class RegisterDeviceHandler(DeviceDesk desk, DirectoryMemory memory) : IRequestHandler<RegisterDevice, Answer<DeviceView>>
{
    public async Task<Answer<DeviceView>> Handle(RegisterDevice request, CancellationToken cancellationToken)
    {
        var (by, institution) = (request.By, (request.InstitutionId ?? request.By.Caller.InstitutionId)!);
        if (!DeviceAccess.Decide(by.Caller, DeviceAccess.RelationOf(by.Caller, institution, null), DeviceOperation.Register)) return Problem.Forbidden;
        if (memory.Index.Institution(institution) is null) return Words.Unknown("institutionId");
        var id = by.NewId("device");
        var card = new DeviceEvent.Registered(
            request.Kind!.Value, request.Name.Trim(), institution, null, null, Text(request.Model), Text(request.SerialNumber), by.Caller.AccountId, by.At);
        return (await desk.Write(by, id, state => DeviceRules.Register(state, card), cancellationToken, $"/api/v1/devices/{id}")).Answer;
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

internal static class RegisterDeviceEndpoint
{
    public sealed record Body(DeviceKind? Kind, string? Name, string? InstitutionId, string? Model, string? SerialNumber);

    public static void Map(RouteGroupBuilder devices) => devices.MapPost("", Post);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new RegisterDevice(http.Command(), body.Kind, body.Name!, body.InstitutionId, body.Model, body.SerialNumber), ct)).ToResult(http);
}
