using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Following;

/// <param name="At">When the patient was seen; now when missing.</param>
public sealed record FollowUpBody(DateTimeOffset? At, string? Findings);

/// <summary>The asking side saw the patient again.</summary>
public sealed record RecordFollowUp(Command Command, string Id, FollowUpBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("findings", Body.Findings, 4000);
}

internal sealed class RecordFollowUpHandler(ConsultationCases cases) : IRequestHandler<RecordFollowUp, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(RecordFollowUp request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Consultation.FollowUp(state, command.Caller, body.At ?? command.At, body.Findings, command.At), cancellationToken);
    }
}

internal static class RecordFollowUpEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/followUp", Post);

    private static async Task<IResult> Post(
        string id, FollowUpBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RecordFollowUp(http.Command(), id, body), cancellationToken)).ToResult(http);
}
