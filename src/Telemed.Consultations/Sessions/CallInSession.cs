using MediatR;
using Telemed.Contracts;
using static Telemed.Consultations.Sessions.SessionEvent;

namespace Telemed.Consultations.Sessions;

/// <summary>Asks those of the case who are not in the room to a call: their inboxes ring.</summary>
public sealed record CallInSession(Command Command, string ConsultationId) : IRequest<Answer<SessionMark>>;

internal sealed class CallInSessionHandler(SessionRooms rooms) : IRequestHandler<CallInSession, Answer<SessionMark>>
{
    public Task<Answer<SessionMark>> Handle(CallInSession request, CancellationToken cancellationToken) => rooms.Act(request.Command, request.ConsultationId,
        (consultation, state) => Session.Call(state, new(
            request.Command.Caller.AccountId, consultation.Number, consultation.Request.Kind, consultation.Request.Urgency, Others(consultation, request.Command.Caller), request.Command.At)),
        cancellationToken);

    /// <summary>Who asks and who was asked, without the caller; an institution of which only the caller was meant is left out.</summary>
    private static CalledParty[] Others(ConsultationState consultation, Caller caller)
    {
        string[] asking = consultation.Author.PractitionerId is { } author ? [author] : [];
        string[] asked = [.. consultation.Assigned.Select(a => a.PractitionerId)];
        var parties = new[] { (Institution: consultation.InvitingId, Meant: asking), (Institution: consultation.Invited.InstitutionId!, Meant: asked) };
        return
        [
            .. parties.Select(p => (p.Institution, p.Meant, Others: p.Meant.Where(m => m != caller.PractitionerId).ToArray()))
                .Where(p => p.Institution != caller.InstitutionId || p.Others.Length > 0)
                .Select(p => new CalledParty(p.Institution, p.Others)),
        ];
    }
}
