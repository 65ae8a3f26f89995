using MediatR;
using Telemed.Contracts;

namespace Telemed.Consultations.Sessions;

/// <summary>A device leaves the room; safe to repeat.</summary>
public sealed record LeaveSession(Command Command, string ConsultationId, string ParticipantId) : IRequest<Answer<SessionMark>>;

internal sealed class LeaveSessionHandler(SessionRooms rooms) : IRequestHandler<LeaveSession, Answer<SessionMark>>
{
    public Task<Answer<SessionMark>> Handle(LeaveSession request, CancellationToken cancellationToken) => rooms.Record(request.Command, request.ConsultationId,
        state => Session.Leave(state, request.ParticipantId, request.Command.At), cancellationToken);
}
