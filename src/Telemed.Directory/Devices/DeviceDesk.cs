using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Kernel;
using Telemed.ReadModel;
using Decision = Telemed.Kernel.Decision<Telemed.Directory.DeviceEvent, Telemed.Directory.DeviceRefusal>;

namespace Telemed.Directory.Devices;

/// <summary>Steps on devices, straight from the log.</summary>
internal sealed class DeviceDesk(ICaseOwner cases, ProjectionEngine readModel, DeviceViews views)
{
    /// <summary>Null when there is none.</summary>
    public async ValueTask<DeviceState?> Find(string? id, CancellationToken cancellationToken) => (await Load(id, cancellationToken))?.State;

    /// <summary>One device, for whoever may see it.</summary>
    public async Task<Answer<DeviceView>> Show(Caller caller, string id, CancellationToken cancellationToken) =>
        await Load(id, cancellationToken) is { State: { Card: { } card } state, Version: var version }
            && DeviceAccess.Decide(caller, DeviceAccess.RelationOf(caller, card.InstitutionId, card.AccountId), DeviceOperation.See)
            ? Answer<DeviceView>.Ok(await views.Of(id, state, version, caller, cancellationToken), version)
            : Problem.NotFound;

    /// <summary>A step for whoever may take it.</summary>
    public async Task<Answer<DeviceView>> Act(Command by, string id, DeviceOperation operation, Func<DeviceState, Decision> decide, CancellationToken cancellationToken)
    {
        if (await Find(id, cancellationToken) is not { Card: { } card }) return Problem.NotFound;
        var relation = DeviceAccess.RelationOf(by.Caller, card.InstitutionId, card.AccountId);
        if (!DeviceAccess.Decide(by.Caller, relation, DeviceOperation.See)) return Problem.NotFound;
        if (!DeviceAccess.Decide(by.Caller, relation, operation)) return Problem.Forbidden;
        return (await Write(by, id, decide, cancellationToken)).Answer;
    }

    /// <summary>Without asking who may. <c>Taken</c>: a key that this step needed is held by another device.</summary>
    public async Task<(Answer<DeviceView> Answer, bool Taken)> Write(
        Command by, string id, Func<DeviceState, Decision> decide, CancellationToken cancellationToken, string? location = null)
    {
        var outcome = await cases.Transact(DeviceRules.Aggregate, id, by.SeenVersion, by.Context(), decide, cancellationToken);
        var stream = new StreamId(DeviceRules.Category, id);
        if (outcome is not Outcome<DeviceState, DeviceRefusal>.Done done)
            return (outcome.ToAnswer<DeviceState, DeviceRefusal, DeviceView>(stream, (_, _) => throw new InvalidOperationException()), outcome is Outcome<DeviceState, DeviceRefusal>.Taken);
        await readModel.WaitFor(stream, done.Version, cancellationToken);
        return (Answer<DeviceView>.Done(await views.Of(id, done.State, done.Version, by.Caller, cancellationToken), stream, done.Version, location), false);
    }

    private async ValueTask<Loaded<DeviceState>?> Load(string? id, CancellationToken cancellationToken) =>
        id is not null && DirectoryWriter.IsId(id) && await cases.Load(DeviceRules.Aggregate, id, cancellationToken) is { Version: > 0 } loaded ? loaded : null;
}
