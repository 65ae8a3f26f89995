using MediatR;
using Telemed.Contracts;

namespace Telemed.Consultations.Sessions;

/// <summary>Something is said in the room; it stays readable with the case.</summary>
public sealed record SayInSession(Command Command, string ConsultationId, string Text, string Name) : IRequest<Answer<SessionMark>>;

internal sealed class SayInSessionHandler(SessionRooms rooms) : IRequestHandler<SayInSession, Answer<SessionMark>>
{
    public Task<Answer<SessionMark>> Handle(SayInSession request, CancellationToken cancellationToken) => rooms.Act(request.Command, request.ConsultationId,
        state => Session.Say(state, request.Text, request.Command.Caller.AccountId, request.Name, request.Command.At), cancellationToken);
}
