using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Moving;
using Telemed.Referrals.Opening;
using Telemed.Referrals.Reading;
using Telemed.Referrals.Receiving;

namespace Telemed.Referrals.Returning;

/// <param name="To">The contracted family doctor's institution when it is left out, otherwise where the patient came from.</param>
/// <param name="Summary">Where <c>complete</c> was not called before.</param>
public sealed record ReturnBody(ReceiverBody? To, PlanBody? Plan, SummaryBody? Summary);

/// <summary>Sends the patient back down with a plan; the down-referral is made with it.</summary>
public sealed record ReturnDown(Command Command, string Id, ReturnBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        Body.To?.Validate(errors);
        Body.Summary?.Validate(errors);
        if (Body.Plan is null) errors.Required("plan", (object?)null);
        else Body.Plan.Validate(errors);
    }
}

internal sealed class ReturnDownHandler(ReferralCases cases, PairLookup pairs, IDirectory directory, IFamilyDoctors familyDoctors)
    : IRequestHandler<ReturnDown, Answer<ReferralView>>
{
    public async Task<Answer<ReferralView>> Handle(ReturnDown request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { State: var now }) return Problem.NotFound;
        var day = ChinaTime.Day(command.At);
        var doctor = await familyDoctors.Of(now.Request.PatientId, day, cancellationToken) is { } contracted
            && directory.Practitioner(contracted) is { Active: true } found && directory.Institution(found.InstitutionId) is { Status: ConnectionStatus.Connected } ? found : null;
        var to = Receiver(now, body.To, doctor);
        var pair = pairs.Of(now.To.InstitutionId, to.InstitutionId, day, origin: to.InstitutionId == now.FromId);
        var receiver = doctor is not null && doctor.InstitutionId == to.InstitutionId ? doctor.Id : null;
        return await cases.Act(command, id, (state, _) => Referral.ReturnDown(
            state, id, command.Caller, body.Summary?.ToSummary(), body.Plan!.ToPlan(), to, receiver, pair, cases.Pack(state.To.InstitutionId!, command.At), command.At), cancellationToken);
    }

    private Receiver Receiver(ReferralState now, ReceiverBody? wish, Practitioner? doctor)
    {
        var institution = string.IsNullOrEmpty(wish?.InstitutionId) ? doctor?.InstitutionId ?? now.FromId : wish.InstitutionId;
        var department = wish?.Department;
        if (string.IsNullOrEmpty(department) && doctor?.InstitutionId == institution) department = doctor.Department;
        if (string.IsNullOrEmpty(department) && now.Author.PractitionerId is { } author && directory.Practitioner(author) is { } sender && sender.InstitutionId == institution)
            department = sender.Department;
        if (string.IsNullOrEmpty(department) && directory.Institution(institution) is { Departments: [var first, ..] }) department = first;
        return new(institution, department);
    }
}

internal static class ReturnDownEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/returnDown", Post);

    private static async Task<IResult> Post(string id, ReturnBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReturnDown(http.Command(), id, body), cancellationToken)).ToResult(http);
}
