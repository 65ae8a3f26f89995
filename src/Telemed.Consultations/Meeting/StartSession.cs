using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Meeting;

/// <summary>The live session begins, or goes on after a break.</summary>
public sealed record StartSession(Command Command, string Id) : IRequest<Answer<ConsultationView>>;

internal sealed class StartSessionHandler(ConsultationCases cases) : IRequestHandler<StartSession, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(StartSession request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        return cases.Act(command, id, (state, _) => Consultation.StartSession(state, command.Caller, command.At), cancellationToken);
    }
}

internal static class StartSessionEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/startSession", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new StartSession(http.Command(), id), cancellationToken)).ToResult(http);
}
