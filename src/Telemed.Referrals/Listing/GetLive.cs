using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Referrals.Listing;

/// <param name="Elsewhere">Live cases of the patient between other institutions, of which the caller may know no more than this.</param>
public sealed record LiveView(IReadOnlyList<RowView> Items, int Elsewhere);

/// <summary>The look before the form: what is already under way for a patient.</summary>
public sealed record GetLive(Caller Caller, string? PatientId, string? Direction, string? Department) : IRequest<Answer<LiveView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("patientId", PatientId, 100);
        Named.Check<ReferralDirection>(errors, "direction", Direction);
    }
}

internal sealed class GetLiveHandler(ReferralRows rows, RowViews views, IDirectory directory) : IRequestHandler<GetLive, Answer<LiveView>>
{
    public async Task<Answer<LiveView>> Handle(GetLive request, CancellationToken cancellationToken)
    {
        var (caller, patientId, direction, department) = request;
        if (!caller.Is(Role.Physician) && !caller.Is(Role.Office)) return Problem.Forbidden;
        var live = rows.LiveOf(patientId!).Where(r =>
            (string.IsNullOrEmpty(direction) || r.State.Direction == Named.Read<ReferralDirection>(direction))
            && (string.IsNullOrEmpty(department) || r.State.To.Department == department)).ToArray();
        var known = live.Where(r => Access.Decide(caller, Relations.Of(r.State, caller, directory), Operation.SeeCase)).ToArray();
        return Answer<LiveView>.Ok(new(await views.Of(known, caller, cancellationToken), live.Length - known.Length));
    }
}

internal static class GetLiveEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapGet("live", Get);

    private static async Task<IResult> Get(
        string? patientId, string? direction, string? department, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetLive(http.Caller(), patientId, direction, department), cancellationToken)).ToResult(http);
}
