using MediatR;
using Telemed.Contracts;

namespace Telemed.Consultations.Sessions;

/// <summary>What the link of one device carries now.</summary>
public sealed record MeasureLink(Command Command, string ConsultationId, string ParticipantId, LinkLevel Level, int? RoundTripMs, double? LossPercent)
    : IRequest<Answer<SessionMark>>;

internal sealed class MeasureLinkHandler(SessionRooms rooms) : IRequestHandler<MeasureLink, Answer<SessionMark>>
{
    public Task<Answer<SessionMark>> Handle(MeasureLink request, CancellationToken cancellationToken) => rooms.Act(request.Command, request.ConsultationId,
        state => Session.Measure(state, request.ParticipantId, request.Level, request.RoundTripMs, request.LossPercent, request.Command.At), cancellationToken);
}
