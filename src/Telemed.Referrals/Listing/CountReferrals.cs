using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Cases.Listing;
using Telemed.Contracts;

namespace Telemed.Referrals.Listing;

public sealed record CountsView(IReadOnlyDictionary<string, long> ByState, IReadOnlyDictionary<string, long> ByStage, DateTimeOffset AsOf);

/// <summary>How many cases of one of the caller's lists stand where.</summary>
public sealed record CountReferrals(Caller Caller, string? Box) : IRequest<Answer<CountsView>>, IValidated
{
    public void Validate(FieldErrors errors) => Named.Check<Box>(errors, "box", Box);
}

internal sealed class CountReferralsHandler(CaseCounts counts, TimeProvider time) : IRequestHandler<CountReferrals, Answer<CountsView>>
{
    public Task<Answer<CountsView>> Handle(CountReferrals request, CancellationToken cancellationToken)
    {
        if (BoxAccess.Owners(request.Box, request.Caller) is not { } owners) return Task.FromResult<Answer<CountsView>>(Problem.Forbidden);
        var cells = owners.SelectMany(counts.Of).ToArray();
        var byStage = cells.GroupBy(c => Named.Of(Stages.Of(c.State))).ToDictionary(g => g.Key, g => g.Sum(c => c.N));
        byStage["open"] = cells.Where(c => Stages.Of(c.State) != Stage.Ended).Sum(c => c.N);
        return Task.FromResult(Answer<CountsView>.Ok(
            new(cells.GroupBy(c => Named.Of(Stages.Status(c.State))).ToDictionary(g => g.Key, g => g.Sum(c => c.N)), byStage, time.GetUtcNow())));
    }
}

internal static class CountReferralsEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapGet("counts", Get);

    private static async Task<IResult> Get(string? box, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CountReferrals(http.Caller(), box), cancellationToken)).ToResult(http);
}
