using Telemed.Contracts;
using Telemed.Kernel;
using SessionDecision = Telemed.Kernel.Decision<Telemed.Consultations.Sessions.SessionEvent, Telemed.Consultations.Sessions.SessionRefusal>;

namespace Telemed.Consultations.Sessions;

/// <summary>Where in the log a fact of the room ended.</summary>
public sealed record SessionMark(string ConsultationId, long Version);

/// <summary>Runs a step in the room of a consultation for whoever may be in it.</summary>
internal sealed class SessionRooms(ICaseOwner owner, ConsultationCases cases, IDirectory directory)
{
    public Task<Answer<SessionMark>> Act(Command command, string consultationId, Func<SessionState, SessionDecision> decide, CancellationToken cancellationToken) =>
        Act(command, consultationId, (_, state) => decide(state), cancellationToken);

    /// <summary>The same for a step that asks how the consultation stands.</summary>
    public async Task<Answer<SessionMark>> Act(
        Command command, string consultationId, Func<ConsultationState, SessionState, SessionDecision> decide, CancellationToken cancellationToken)
    {
        if (await cases.Find(command.Caller, consultationId, cancellationToken) is not { State: var found }) return Problem.NotFound;
        if (!Access.Decide(command.Caller, Relations.Of(found, command.Caller, directory), Operation.JoinSession)) return Refusals.ToProblem(SessionRefusal.NotYours);
        if (found.Status.Ended()) return Refusals.ToProblem(SessionRefusal.CaseEnded);
        return await Record(command, consultationId, state => decide(found, state), cancellationToken);
    }

    /// <summary>Without asking who may: for leaving, which nobody is denied.</summary>
    public async Task<Answer<SessionMark>> Record(Command command, string consultationId, Func<SessionState, SessionDecision> decide, CancellationToken cancellationToken)
    {
        var outcome = await owner.Transact(Session.Aggregate, consultationId, null, command.Context(), decide, cancellationToken);
        return outcome.ToAnswer(new(Session.Aggregate.Category, consultationId), (_, version) => new SessionMark(consultationId, version));
    }

    public Task<Loaded<SessionState>> Load(string consultationId, CancellationToken cancellationToken) => owner.Load(Session.Aggregate, consultationId, cancellationToken);
}
