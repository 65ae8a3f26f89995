using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Following;

public sealed record FollowUpBody(string? TaskId, DateTimeOffset? At, string? Findings, WaiveBody? Waive);

public sealed record WaiveBody(string? Reason);

/// <summary>A follow-up was done, or is waived with a reason; without a task the next one that is owed.</summary>
public sealed record FollowUpPatient(Command Command, string Id, FollowUpBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Optional("taskId", Body.TaskId, 20);
        if (Body.Waive is null) errors.Required("findings", Body.Findings, 4000);
        else errors.Required("waive.reason", Body.Waive.Reason, 1000);
    }
}

internal sealed class FollowUpPatientHandler(ReferralCases cases) : IRequestHandler<FollowUpPatient, Answer<ReferralView>>
{
    public Task<Answer<ReferralView>> Handle(FollowUpPatient request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            body.Waive is { } waive
                ? Referral.WaiveFollowUp(state, command.Caller, body.TaskId, waive.Reason, pack, command.At)
                : Referral.FollowUp(state, command.Caller, body.TaskId, body.At ?? command.At, body.Findings, pack, command.At), cancellationToken);
    }
}

internal static class FollowUpPatientEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/followUp", Post);

    private static async Task<IResult> Post(string id, FollowUpBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new FollowUpPatient(http.Command(), id, body), cancellationToken)).ToResult(http);
}
