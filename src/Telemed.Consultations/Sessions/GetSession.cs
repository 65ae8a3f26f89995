using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Consultations.Sessions;

public sealed record SessionEventView(long Seq, string Type, DateTimeOffset At, JsonElement Data);

public sealed record SessionView(IReadOnlyList<SessionParticipant> Participants, IReadOnlyList<SessionEventView> Events);

/// <summary>Who was in the room of a case, and what happened there after a sequence number; at most 500 at a time.</summary>
public sealed record GetSession(Caller Caller, string ConsultationId, long Since) : IRequest<Answer<SessionView>>;

internal sealed class GetSessionHandler(SessionRooms rooms, ConsultationCases cases, IDirectory directory, ProjectionEngine engine)
    : IRequestHandler<GetSession, Answer<SessionView>>
{
    private const int Most = 500;

    public async Task<Answer<SessionView>> Handle(GetSession request, CancellationToken cancellationToken)
    {
        var (caller, id, since) = request;
        if (await cases.Find(caller, id, cancellationToken) is not { State: var found }) return Problem.NotFound;
        if (!Access.Decide(caller, Relations.Of(found, caller, directory), Operation.JoinSession)) return Refusals.ToProblem(SessionRefusal.NotYours);
        var room = await rooms.Load(id, cancellationToken);
        return Answer<SessionView>.Ok(new(
            room.State.Participants, [.. engine.Replay($"session:{id}", since, Most).Select(e => new SessionEventView(e.Seq, e.Type, e.At, JsonElement.Parse(e.DataJson)))]));
    }
}

internal static class GetSessionEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sessions/{id}", Get);

    private static async Task<IResult> Get(
        string id, long? since, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetSession(http.Caller(), id, since ?? 0), cancellationToken)).ToResult(http);
}
