using MediatR;
using Telemed.Contracts;

namespace Telemed.Consultations.Sessions;

/// <summary>A device leaves the room; safe to repeat.</summary>
/// <param name="Reason">Why it was put out; null when it leaves by itself.</param>
public sealed record LeaveSession(Command Command, string ConsultationId, string ParticipantId, string? Reason = null) : IRequest<Answer<SessionMark>>;

internal sealed class LeaveSessionHandler(SessionRooms rooms) : IRequestHandler<LeaveSession, Answer<SessionMark>>
{
    public Task<Answer<SessionMark>> Handle(LeaveSession request, CancellationToken cancellationToken) => rooms.Record(request.Command, request.ConsultationId,
        state => Session.Leave(state, request.ParticipantId, request.Reason, request.Command.At), cancellationToken);
}
