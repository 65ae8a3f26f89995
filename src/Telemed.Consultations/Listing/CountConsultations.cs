using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Opening;
using Telemed.Contracts;
using Telemed.ReadModel;

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
        var cells = owners.SelectMany(counts.Of).ToArray();
        var byStage = cells.GroupBy(c => CaseLists.Name(Stages.Of(c.State))).ToDictionary(g => g.Key, g => g.Sum(c => c.N));
        byStage["open"] = cells.Where(c => c.State.Open()).Sum(c => c.N);
        return Task.FromResult(Answer<CountsView>.Ok(
            new(cells.GroupBy(c => CaseLists.Name(c.State)).ToDictionary(g => g.Key, g => g.Sum(c => c.N)), byStage, time.GetUtcNow())));
    }
}

/// <summary>One cell of the counters.</summary>
internal readonly record struct CountCell(ConsultationStatus State, ServiceKind Kind, Urgency Urgency, long N);

/// <summary>Reads the counters of one list.</summary>
internal sealed class CaseCounts(ProjectionEngine engine)
{
    public List<CountCell> Of(string owner)
    {
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT state, kind, urgency, n FROM consultation_counts WHERE owner=@owner AND n>0";
        command.Parameters.AddWithValue("@owner", owner);
        using var rows = command.ExecuteReader();
        var cells = new List<CountCell>();
        while (rows.Read())
            cells.Add(new(
                RequestBody.Read<ConsultationStatus>(rows.GetString(0)), RequestBody.Read<ServiceKind>(rows.GetString(1)), RequestBody.Read<Urgency>(rows.GetString(2)), rows.GetInt64(3)));
        return cells;
    }
}

internal static class CountConsultationsEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapGet("counts", Get);

    private static async Task<IResult> Get(string? box, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CountConsultations(http.Caller(), box), cancellationToken)).ToResult(http);
}
