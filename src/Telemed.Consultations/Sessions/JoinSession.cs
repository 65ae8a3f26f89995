using MediatR;
using Telemed.Contracts;

namespace Telemed.Consultations.Sessions;

/// <summary>Someone enters the room on one device.</summary>
public sealed record JoinSession(Command Command, string ConsultationId, string ParticipantId, string DeviceId, string Name)
    : IRequest<Answer<SessionMark>>;

internal sealed class JoinSessionHandler(SessionRooms rooms) : IRequestHandler<JoinSession, Answer<SessionMark>>
{
    public Task<Answer<SessionMark>> Handle(JoinSession request, CancellationToken cancellationToken) => rooms.Act(request.Command, request.ConsultationId,
        state => Session.Join(state, request.ParticipantId, request.Command.Caller.AccountId, request.Name, request.DeviceId, request.Command.At), cancellationToken);
}
