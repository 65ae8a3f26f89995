using System.Text.Json;
using MediatR;
using Telemed.Contracts;
namespace Telemed.Consultations.Sessions;

/// <summary>A mark on an image, for all in the room.</summary>
public sealed record AnnotateInSession(Command Command, string ConsultationId, JsonElement Change) : IRequest<Answer<SessionMark>>;

internal sealed class AnnotateInSessionHandler(SessionRooms rooms) : IRequestHandler<AnnotateInSession, Answer<SessionMark>>
{
    public Task<Answer<SessionMark>> Handle(AnnotateInSession request, CancellationToken cancellationToken) => rooms.Act(request.Command, request.ConsultationId,
        state => Session.Annotate(state, request.Change, request.Command.Caller.AccountId, request.Command.At), cancellationToken);
}
