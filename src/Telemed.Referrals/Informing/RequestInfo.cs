using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Informing;

public sealed record RequestInfoBody(string? Question);

/// <summary>The receiving side asks for more.</summary>
public sealed record RequestInfo(Command Command, string Id, RequestInfoBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("question", Body.Question, 2000);
}

internal sealed class RequestInfoHandler(ReferralCases cases) : IRequestHandler<RequestInfo, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(RequestInfo request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Referral.RequestInfo(state, command.Caller, body.Question, pack, command.At), cancellationToken);
    }
}

internal static class RequestInfoEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/requestInfo", Post);

    private static async Task<IResult> Post(string id, RequestInfoBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RequestInfo(http.Command(), id, body), cancellationToken)).ToResult(http);
}
