using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;
using Telemed.Referrals.Receiving;

namespace Telemed.Referrals.Opening;

/// <summary>A physician opens a case, as a draft or submitted at once. Safe to repeat: a retry finds the case it made.</summary>
public sealed record OpenReferral(Command Command, RequestBody Body) : IRequest<Answer<ReferralView>>, IValidated
{
    public void Validate(FieldErrors errors) => Body.Validate(errors);
}

internal sealed class OpenReferralHandler(ReferralCases cases, SurroundingsLookup lookup, ConsentSigners signers, ReceiverList receivers)
    : IRequestHandler<OpenReferral, Answer<ReferralView>>
{
    public async Task<Answer<ReferralView>> Handle(OpenReferral request, CancellationToken cancellationToken)
    {
        var (command, body) = request;
        var wish = body.ToRequest(command.At);
        var id = command.NewId("referral");
        var around = await lookup.Around(id, command.Caller.InstitutionId, command.Caller.PractitionerId, wish, command.At, cancellationToken);
        if (body.Submit && ReferralGate.Incomplete(wish).ToArray() is { Length: > 0 } missing) return Missing(missing);
        if (around.Patient is null) return Refusals.ToProblem(ReferralRefusal.PatientUnknown);
        wish = wish.SignedBy(await signers.Keep(wish.PatientId, body.Consent?.SignedBy, cancellationToken));
        var receiver = await lookup.FamilyDoctorAt(wish.To.InstitutionId, wish.Direction, wish.PatientId, command.At, cancellationToken);
        return receivers.Offer(command.Caller.InstitutionId, wish.Direction, wish.Lane, wish.To.InstitutionId, around.Pack, command.At, await cases.Open(command, id, state => Referral.Open(
            state, command.Caller, Referral.NumberOf(id, command.At), wish, receiver, body.Submit ? around : null, command.At), cancellationToken));
    }

    /// <summary>The first missing field names the problem; all of them are listed.</summary>
    internal static Problem Missing(IReadOnlyList<(string Field, ReferralRefusal Refusal)> missing)
    {
        var first = Refusals.ToProblem(missing[0].Refusal);
        return first with { Fields = [.. missing.Select(m => (m.Field, Problem: Refusals.ToProblem(m.Refusal))).Select(m => new FieldError(m.Field, m.Problem.Code, m.Problem.Text))] };
    }
}

internal static class OpenReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapPost("", Post);

    private static async Task<IResult> Post(RequestBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await (string.IsNullOrEmpty(body.ReturnOf) ? mediator.Send(new OpenReferral(http.Command(), body), cancellationToken) : mediator.Send(new OpenReturn(http.Command(), body), cancellationToken)))
        .ToResult(http);
}
