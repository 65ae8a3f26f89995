using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Moving;

public sealed record DeathBody(DateTimeOffset? At, string? Place, string? Cause);

/// <summary>The patient has died.</summary>
public sealed record RecordDeath(Command Command, string Id, DeathBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("at", (object?)Body.At);
        errors.Optional("place", Body.Place, 200);
        errors.Optional("cause", Body.Cause, 1000);
    }
}

internal sealed class RecordDeathHandler(ReferralCases cases) : IRequestHandler<RecordDeath, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(RecordDeath request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, _) =>
            Referral.RecordDeath(state, command.Caller, body.At!.Value, body.Place, body.Cause, command.At), cancellationToken);
    }
}

internal static class RecordDeathEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/recordDeath", Post);

    private static async Task<IResult> Post(string id, DeathBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RecordDeath(http.Command(), id, body), cancellationToken)).ToResult(http);
}
