using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Referrals.Receiving;

/// <param name="Rank">1 for the best.</param>
/// <param name="NeedsReason">A word why a nearer receiver does not do (<c>relationReason</c>).</param>
/// <param name="WaitingDays">Calendar days to the next free slot for this institution.</param>
public sealed record ReceiverItem(
    string Id, string Name, AdministrativeTier Tier, HospitalGrade Grade, ReceiverRelation Relation, IReadOnlyList<string> Departments, int Rank, bool NeedsReason,
    int? WaitingDays, DateTimeOffset? NextFree, int FreeBeds);

/// <summary>Who may receive, in the order the rules prefer.</summary>
/// <param name="From">The caller's own institution when not given.</param>
public sealed record GetReceivers(Caller Caller, string? From, string? Direction, string? Lane, string? Department) : IRequest<Answer<Page<ReceiverItem>>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        Named.Check<ReferralDirection>(errors, "direction", Direction, required: true);
        Named.Check<Urgency>(errors, "lane", Lane);
        if ((From ?? Caller.InstitutionId) is null) errors.Required("from", (object?)null);
    }
}

internal sealed class GetReceiversHandler(IDirectory directory, IPolicies policies, ReceiverList receivers, ICapacity capacity, TimeProvider time)
    : IRequestHandler<GetReceivers, Answer<Page<ReceiverItem>>>
{
    public Task<Answer<Page<ReceiverItem>>> Handle(GetReceivers request, CancellationToken cancellationToken)
    {
        if (directory.Institution((request.From ?? request.Caller.InstitutionId)!) is not { } from) return Task.FromResult<Answer<Page<ReceiverItem>>>(Problem.NotFound);
        var now = time.GetUtcNow();
        var (direction, lane) = (Named.Read<ReferralDirection>(request.Direction)!.Value, Named.Read<Urgency>(request.Lane) ?? Urgency.Routine);
        var items = receivers.Of(from, direction, lane, request.Department, policies.For(from.AreaCode, now), now).Select((r, i) =>
        {
            var waiting = capacity.Waiting(r.Pair.To.Id, request.Department, from.Id, now);
            return new ReceiverItem(
                r.Pair.To.Id, r.Pair.To.Name, r.Pair.To.Tier, r.Pair.To.Grade, r.Relation, r.Pair.To.Departments, i + 1, r.NeedsReason, waiting.Days, waiting.NextSlot, waiting.FreeBeds);
        });
        return Task.FromResult(Answer<Page<ReceiverItem>>.Ok(new([.. items], null)));
    }
}

internal static class GetReceiversEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapGet("receivers", Get);

    private static async Task<IResult> Get(
        string? from, string? direction, string? lane, string? department, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetReceivers(http.Caller(), from, direction, lane, department), cancellationToken)).ToResult(http);
}
