using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Opening;

/// <summary>The author saves the content of a draft.</summary>
public sealed record EditReferral(Command Command, string Id, RequestBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        Body.Validate(errors);
        if (!string.IsNullOrEmpty(Body.ReturnOf)) errors.Invalid("returnOf");   // a return is no draft
    }
}

internal sealed class EditReferralHandler(ReferralCases cases, ConsentSigners signers) : IRequestHandler<EditReferral, Answer<ReferralView>>
{
    public async Task<Answer<ReferralView>> Handle(EditReferral request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (await cases.Find(command.Caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var wish = body.ToRequest(command.At);
        if (ReferralTable.Forbids(found.State, ReferralAction.Edit, command.Caller) is null)
            wish = wish.SignedBy(await signers.Keep(wish.PatientId, body.Consent?.SignedBy, cancellationToken));
        return await cases.Act(command, id, (state, _) => Referral.Edit(state, command.Caller, wish, command.At), cancellationToken);
    }
}

internal static class EditReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("{id}/actions/edit", Post);

    private static async Task<IResult> Post(string id, RequestBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new EditReferral(http.Command(), id, body), cancellationToken)).ToResult(http);
}
