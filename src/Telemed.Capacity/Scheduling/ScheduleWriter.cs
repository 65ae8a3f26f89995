using Telemed.Capacity.Keeping;
using Telemed.Capacity.Listing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Capacity.Scheduling;

/// <summary>Writes to schedules: by the office of the institution, and seen by everybody's lists of this node once it answers.</summary>
internal sealed class ScheduleWriter(ICaseOwner cases, CapacityTables tables, ProjectionEngine readModel, ScheduleViews views)
{
    /// <summary>A step on a schedule that is there.</summary>
    /// <param name="decide">Gets the schedule and the other schedules of its practitioner.</param>
    public async Task<Answer<ScheduleView>> Change(
        Command by, string id, Func<ScheduleState, IReadOnlyList<ScheduleState>, ScheduleDecision> decide, CancellationToken cancellationToken)
    {
        if (tables.Schedule(id) is not { } known) return Refusals.ToProblem(ScheduleRefusal.ScheduleUnknown);
        if (!by.Caller.Is(Role.Office) || by.Caller.InstitutionId != known.State.InstitutionId) return Problem.Forbidden;
        ScheduleState[] others = known.State.PractitionerId is { } practitioner
            ? [.. tables.SchedulesOf(practitioner).Where(s => s.Id != id).Select(s => s.State)] : [];
        return await Write(by, id, state => decide(state, others), cancellationToken);
    }

    /// <summary>A step on a schedule, also on one that is made by it.</summary>
    public async Task<Answer<ScheduleView>> Write(
        Command by, string id, Func<ScheduleState, ScheduleDecision> decide, CancellationToken cancellationToken, string? location = null)
    {
        var stream = new StreamId(ScheduleRules.Category, id);
        var outcome = await cases.Transact(ScheduleRules.Aggregate, id, by.SeenVersion, by.Context(), decide, cancellationToken);
        if (outcome is Outcome<ScheduleState, ScheduleRefusal>.Done { Version: > 0 } done) await readModel.WaitFor(stream, done.Version, cancellationToken);
        return outcome.ToAnswer(stream, (state, version) => views.Of(id, state, version, by.Caller, by.At), location);
    }
}
