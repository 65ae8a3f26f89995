using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Opening;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Informing;

public sealed record ProvideInfoBody(string? Answer, IReadOnlyList<string>? Studies, IReadOnlyList<string>? Results);

/// <summary>The referring side answers a question, with more documents where there are any.</summary>
public sealed record ProvideInfo(Command Command, string Id, ProvideInfoBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("answer", Body.Answer, 4000);
        RequestBody.CheckStudies(errors, Body.Studies, Body.Results);
    }
}

internal sealed class ProvideInfoHandler(ReferralCases cases) : IRequestHandler<ProvideInfo, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(ProvideInfo request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Referral.ProvideInfo(state, command.Caller, body.Answer, body.Studies ?? [], body.Results ?? [], pack, command.At), cancellationToken);
    }
}

internal static class ProvideInfoEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/provideInfo", Post);

    private static async Task<IResult> Post(string id, ProvideInfoBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ProvideInfo(http.Command(), id, body), cancellationToken)).ToResult(http);
}
