using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Moving;

public sealed record MarkNotArrivedBody(string? Comment);

/// <summary>The patient never came.</summary>
public sealed record MarkNotArrived(Command Command, string Id, MarkNotArrivedBody? Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Optional("comment", Body?.Comment, 1000);
}

internal sealed class MarkNotArrivedHandler(ReferralCases cases) : IRequestHandler<MarkNotArrived, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(MarkNotArrived request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Referral.MarkNotArrived(state, command.Caller, body?.Comment, command.At), cancellationToken);
    }
}

internal static class MarkNotArrivedEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/markNotArrived", Post);

    private static async Task<IResult> Post(string id, MarkNotArrivedBody? body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new MarkNotArrived(http.Command(), id, body), cancellationToken)).ToResult(http);
}
