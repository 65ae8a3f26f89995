using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Ending;

/// <param name="ReferralId">The referral that takes over, when it is known.</param>
public sealed record ConvertBody(string? ReferralId);

/// <summary>The patient is referred instead.</summary>
public sealed record ConvertToReferral(Command Command, string Id, ConvertBody? Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Optional("referralId", Body?.ReferralId, 100);
}

internal sealed class ConvertToReferralHandler(ConsultationCases cases) : IRequestHandler<ConvertToReferral, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(ConvertToReferral request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Consultation.ConvertToReferral(state, command.Caller, body?.ReferralId, command.At), cancellationToken);
    }
}

internal static class ConvertToReferralEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/convertToReferral", Post);

    private static async Task<IResult> Post(
        string id, ConvertBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ConvertToReferral(http.Command(), id, body), cancellationToken)).ToResult(http);
}
