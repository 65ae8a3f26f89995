using System.Text.Json;
using MediatR;
using Telemed.Contracts;
namespace Telemed.Consultations.Sessions;

/// <summary>The presenter's viewport as it stands.</summary>
public sealed record PresentInSession(Command Command, string ConsultationId, JsonElement State) : IRequest<Answer<SessionMark>>;

internal sealed class PresentInSessionHandler(SessionRooms rooms) : IRequestHandler<PresentInSession, Answer<SessionMark>>
{
    public Task<Answer<SessionMark>> Handle(PresentInSession request, CancellationToken cancellationToken) => rooms.Act(request.Command, request.ConsultationId,
        state => Session.Present(state, request.State, request.Command.Caller.AccountId, request.Command.At), cancellationToken);
}
