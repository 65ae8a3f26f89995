using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Meeting;

/// <summary>The live session pauses.</summary>
public sealed record SuspendSession(Command Command, string Id) : IRequest<Answer<ConsultationView>>;

internal sealed class SuspendSessionHandler(ConsultationCases cases) : IRequestHandler<SuspendSession, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(SuspendSession request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        return cases.Act(command, id, (state, _) => Consultation.SuspendSession(state, command.Caller, command.At), cancellationToken);
    }
}

internal static class SuspendSessionEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/suspendSession", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new SuspendSession(http.Command(), id), cancellationToken)).ToResult(http);
}
