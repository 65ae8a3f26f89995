using System.Security.Cryptography;
using System.Text;
using MediatR;
using Telemed.Contracts;
using Telemed.Directory.Keeping;

namespace Telemed.Directory.Devices;

/// <summary>Who is let into a session, and from what; asks the log, so that a block holds at once on every node.</summary>
internal sealed class DeviceDoor(DeviceDesk desk, DeviceRows rows, DirectoryMemory memory, IPolicies policies, IMediator mediator) : IDevices
{
    private const int LongestId = 200;
    private const int MostApps = 200;
    private const string Unnamed = "首次入会时登记的应用";

    public async ValueTask<Problem?> Refuses(Caller caller, string? deviceId, CancellationToken cancellationToken) =>
        DeviceRules.Refuses(await desk.Find(deviceId, cancellationToken) ?? DeviceRules.Initial, caller) is { } refusal ? Refusals.ToProblem(refusal) : null;

    public async Task<Answer<string>> LetIn(Command by, string? deviceId, CancellationToken cancellationToken)
    {
        if (await desk.Find(deviceId, cancellationToken) is null && RegistersAtTheDoor(by) && deviceId is { Length: > 0 and <= LongestId })
        {
            deviceId = OwnId(by.Caller.AccountId, deviceId);
            if (await desk.Find(deviceId, cancellationToken) is null && await Register(by, deviceId, cancellationToken) is { } problem) return problem;
        }
        return await Refuses(by.Caller, deviceId, cancellationToken) is { } refusal ? refusal : Answer<string>.Ok(deviceId!);
    }

    private bool RegistersAtTheDoor(Command by) =>
        by.Caller.InstitutionId is { } id && memory.Index.Institution(id) is { } institution && policies.For(institution.AreaCode, by.At).AppsRegisterAtTheDoor;

    private async Task<Problem?> Register(Command by, string id, CancellationToken cancellationToken)
    {
        var app = new UseOwnDevice(by, id, Unnamed, null);
        var problem = (await mediator.Send(app, cancellationToken)).Problem;
        // nobody is kept from a patient by old browsers: the one registered longest ago makes room
        if (problem?.Code != Refusals.ToProblem(DeviceRefusal.TooManyDevices).Code || Oldest(by.Caller.AccountId) is not { } oldest) return problem;
        await desk.Write(by, oldest, DeviceRules.Retire, cancellationToken);
        return (await mediator.Send(app, cancellationToken)).Problem;
    }

    private string? Oldest(string account) => rows.Read(new(null, account, DeviceKind.App, DeviceStanding.Active, null), null, MostApps).LastOrDefault()?.Id;

    private static string OwnId(string account, string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{id}")).AsSpan(0, 16));
}
