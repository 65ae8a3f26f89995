using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Following;

/// <param name="Score">1 to 5.</param>
public sealed record RateBody(int? Score, string? Comment);

/// <summary>The author rates the service, once.</summary>
public sealed record RateConsultation(Command Command, string Id, RateBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("score", Body.Score);
        errors.Optional("comment", Body.Comment, 1000);
    }
}

internal sealed class RateConsultationHandler(ConsultationCases cases) : IRequestHandler<RateConsultation, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(RateConsultation request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Consultation.Rate(state, command.Caller, body.Score!.Value, body.Comment, command.At), cancellationToken);
    }
}

internal static class RateConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/rate", Post);

    private static async Task<IResult> Post(
        string id, RateBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RateConsultation(http.Command(), id, body), cancellationToken)).ToResult(http);
}
