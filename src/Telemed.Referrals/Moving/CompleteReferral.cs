using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Moving;

public sealed record CompleteBody(SummaryBody? Summary);

public sealed record SummaryBody(string? Diagnosis, string? Course, string? Plan)
{
    internal void Validate(FieldErrors errors)
    {
        errors.Required("summary.diagnosis", Diagnosis, 2000);
        errors.Required("summary.course", Course, 4000);
        errors.Required("summary.plan", Plan, 4000);
    }

    internal DischargeSummary ToSummary() => new(Diagnosis!, Course!, Plan!);
}

/// <summary>The treatment is over.</summary>
public sealed record CompleteReferral(Command Command, string Id, CompleteBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors) => Body.Summary?.Validate(errors);
}

internal sealed class CompleteReferralHandler(ReferralCases cases) : IRequestHandler<CompleteReferral, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(CompleteReferral request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Referral.Complete(state, command.Caller, body.Summary?.ToSummary(), pack, command.At), cancellationToken);
    }
}

internal static class CompleteReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/complete", Post);

    private static async Task<IResult> Post(string id, CompleteBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CompleteReferral(http.Command(), id, body), cancellationToken)).ToResult(http);
}
