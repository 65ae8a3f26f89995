using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Recognition.Measuring;

/// <param name="From">Who made the earlier result.</param>
/// <param name="To">Who would have repeated it.</param>
/// <param name="Saved">Yuan that the patient did not have to pay; null where nothing was saved or no price is known.</param>
public sealed record OwnRecognition(DateTimeOffset At, string ItemName, string? From, string? To, decimal? Saved, string Decision, string CheckId);

public sealed record OwnRecognitions(IReadOnlyList<OwnRecognition> Items, decimal SavedTotal);

/// <summary>What was recognised of a resident's own results, and what it saved. Who looked is told by the access log (<c>GET /audit</c>).</summary>
public sealed record GetMine(Caller Caller, Language Language) : IRequest<Answer<OwnRecognitions>>;

internal sealed class GetMineHandler(ProjectionEngine engine, RowNames names, IDirectory directory) : IRequestHandler<GetMine, Answer<OwnRecognitions>>
{
    private const int Newest = 500;

    public Task<Answer<OwnRecognitions>> Handle(GetMine request, CancellationToken cancellationToken)
    {
        if (!request.Caller.Is(Role.Resident) || request.Caller.PatientId is not { } patient) return Task.FromResult<Answer<OwnRecognitions>>(Problem.Forbidden);
        using var db = engine.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT at, item, source, institution, fen, decision, check_id FROM recognition_own WHERE patient=@patient ORDER BY at DESC LIMIT @limit";
        command.Parameters.AddWithValue("@patient", patient);
        command.Parameters.AddWithValue("@limit", Newest);
        using var row = command.ExecuteReader();
        var found = new List<OwnRecognition>();
        while (row.Read())
            found.Add(new(
                row.GetDateTimeOffset(0), names.Item(row.GetString(1), request.Language), directory.Institution(row.GetString(2))?.Name, directory.Institution(row.GetString(3))?.Name,
                row.IsDBNull(4) ? null : row.GetInt64(4) / 100m, row.GetString(5), row.GetString(6)));
        return Task.FromResult(Answer<OwnRecognitions>.Ok(new(found, found.Sum(f => f.Saved ?? 0))));
    }
}

internal static class GetMineEndpoint
{
    public static void Map(RouteGroupBuilder recognition) => recognition.MapGet("mine", Get);

    private static async Task<IResult> Get(HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetMine(http.Caller(), http.Language()), cancellationToken)).ToResult(http);
}
