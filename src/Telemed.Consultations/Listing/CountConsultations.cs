using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Cases.Listing;
using Telemed.Consultations.Opening;
using Telemed.Contracts;

namespace Telemed.Consultations.Listing;

public sealed record CountsView(IReadOnlyDictionary<string, long> ByState, IReadOnlyDictionary<string, long> ByStage, DateTimeOffset AsOf);

/// <summary>How many cases of one of the caller's lists stand where.</summary>
public sealed record CountConsultations(Caller Caller, string? Box) : IRequest<Answer<CountsView>>, IValidated
{
    public void Validate(FieldErrors errors) => RequestBody.Name<Box>(errors, "box", Box);
}

internal sealed class CountConsultationsHandler(CaseCounts counts, TimeProvider time)
    : IRequestHandler<CountConsultations, Answer<CountsView>>
{
    public Task<Answer<CountsView>> Handle(CountConsultations request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        var box = BoxAccess.Name<Box>(request.Box) ?? (caller.Is(Role.HealthAuthority) || caller.Is(Role.Insurer) ? Box.Supervised : Box.Mine);
        if (BoxAccess.Owners(box, caller) is not { } owners) return Task.FromResult<Answer<CountsView>>(Problem.Forbidden);
        var cells = owners.SelectMany(counts.Of).Select(c => (State: (ConsultationStatus)c.State, c.N)).ToArray();
        var byStage = cells.GroupBy(c => Names.Of(Stages.Of(c.State))).ToDictionary(g => g.Key, g => g.Sum(c => c.N));
        byStage["open"] = cells.Where(c => c.State.Open()).Sum(c => c.N);
        return Task.FromResult(Answer<CountsView>.Ok(
            new(cells.GroupBy(c => Names.Of(c.State)).ToDictionary(g => g.Key, g => g.Sum(c => c.N)), byStage, time.GetUtcNow())));
    }
}

internal static class CountConsultationsEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapGet("counts", Get);

    private static async Task<IResult> Get(string? box, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CountConsultations(http.Caller(), box), cancellationToken)).ToResult(http);
}
