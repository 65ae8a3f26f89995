using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Capacity.Rostering;

/// <summary>Writes to rosters: by those who keep them, and seen by this node's lists once it answers.</summary>
internal sealed class RosterWriter(ICaseOwner cases, RosterTables tables, ProjectionEngine readModel, IDirectory directory, IPolicies policies)
{
    /// <summary>Why this caller may not keep that roster; null when they may.</summary>
    public Problem? Stops(Caller caller, string institutionId, DateTimeOffset at) => Stops(caller, institutionId, RosterOperation.Keep, at);

    /// <summary>Why this caller may not do that with the roster; null when they may.</summary>
    public Problem? Stops(Caller caller, string institutionId, RosterOperation operation, DateTimeOffset at) =>
        directory.Institution(institutionId) is null ? Problem.NotFound
        : RosterAccess.Decide(caller, RosterAccess.TieOf(caller, institutionId, directory, ChinaTime.Day(at)), operation) ? null : Problem.Forbidden;

    /// <summary>What decisions about that week have to know: the directory, the region's rules, and the shifts on both sides of the week.</summary>
    public DutySurroundings Around(string institutionId, DateOnly monday, DateTimeOffset at) => new(
        directory.Practitioner, policies.For(directory.Institution(institutionId)?.AreaCode ?? "", at),
        [.. tables.Beginning(institutionId, monday.AddDays(-1), monday.AddDays(-1)).Concat(tables.Beginning(institutionId, monday.AddDays(7), monday.AddDays(7))).Select(s => s.Shift)]);

    /// <summary>A step on the roster of a week.</summary>
    public async Task<Answer<T>> Write<T>(
        Command by, string institutionId, DateOnly monday, Func<RosterState, RosterDecision> decide, Func<RosterState, long, T> view, CancellationToken cancellationToken,
        string? location = null)
    {
        var stream = new StreamId(RosterRules.Category, RosterRules.IdOf(institutionId, monday));
        var outcome = await cases.Transact(RosterRules.Aggregate, stream.Id, by.SeenVersion, by.Context(), decide, cancellationToken);
        if (outcome is Outcome<RosterState, RosterRefusal>.Done { Version: > 0 } done) await readModel.WaitFor(stream, done.Version, cancellationToken);
        return outcome.ToAnswer(stream, view, location);
    }

    /// <summary>The roster of a week as its owner has it.</summary>
    public async Task<RosterState> Load(string institutionId, DateOnly monday, CancellationToken cancellationToken) =>
        (await cases.Load(RosterRules.Aggregate, RosterRules.IdOf(institutionId, monday), cancellationToken)).State;
}
