using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Meeting;

/// <summary>The live session is over; the opinion is due.</summary>
public sealed record FinishSession(Command Command, string Id) : IRequest<Answer<ConsultationView>>;

internal sealed class FinishSessionHandler(ConsultationCases cases) : IRequestHandler<FinishSession, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(FinishSession request, CancellationToken cancellationToken)
    {
        var (command, id) = request;
        return cases.Act(command, id, (state, pack) =>
            Consultation.FinishSession(state, command.Caller, pack, command.At), cancellationToken);
    }
}

internal static class FinishSessionEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/finishSession", Post);

    private static async Task<IResult> Post(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new FinishSession(http.Command(), id), cancellationToken)).ToResult(http);
}
