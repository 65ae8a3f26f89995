using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Ending;

public sealed record WithdrawBody(string? Comment);

/// <summary>The asking side takes the request back.</summary>
public sealed record WithdrawConsultation(Command Command, string Id, WithdrawBody? Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Optional("comment", Body?.Comment, 1000);
}

internal sealed class WithdrawConsultationHandler(ConsultationCases cases) : IRequestHandler<WithdrawConsultation, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(WithdrawConsultation request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Consultation.Withdraw(state, command.Caller, body?.Comment, command.At), cancellationToken);
    }
}

internal static class WithdrawConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/withdraw", Post);

    private static async Task<IResult> Post(
        string id, WithdrawBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new WithdrawConsultation(http.Command(), id, body), cancellationToken)).ToResult(http);
}
