using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Referrals.Reading;

/// <summary>One case as this caller may see it; reading its content is a fact in the access log.</summary>
public sealed record GetReferral(Caller Caller, string Id) : IRequest<Answer<ReferralView>>;

internal sealed class GetReferralHandler(ReferralCases cases, ReferralViews views, IAccessLog reads, TimeProvider time) : IRequestHandler<GetReferral, Answer<ReferralView>>
{
    public async Task<Answer<ReferralView>> Handle(GetReferral request, CancellationToken cancellationToken)
    {
        var (caller, id) = request;
        if (await cases.Find(caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var view = await views.Of(id, found.State, found.Version, caller, cancellationToken);
        if (view.PatientId is { } patientId)
            await reads.Record(new(caller, patientId, "referral", caller.Is(Role.Resident) ? "ownRecord" : "treatment", id, time.GetUtcNow()), cancellationToken);
        return Answer<ReferralView>.Ok(view, found.Version);
    }
}

internal static class GetReferralEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapGet("{id}", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetReferral(http.Caller(), id), cancellationToken)).ToResult(http);
}
