using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Examinations.Keeping;
using Telemed.Kernel;

namespace Telemed.Examinations.Reading;

/// <summary>One result, for those who may read it; recorded as a read.</summary>
public sealed record GetResult(Caller Caller, string Id, Language Language) : IRequest<Answer<ResultView>>;

internal sealed class GetResultHandler(OpenResults results, ResultViews views) : IRequestHandler<GetResult, Answer<ResultView>>
{
    public async Task<Answer<ResultView>> Handle(GetResult request, CancellationToken cancellationToken) =>
        await results.Open(request.Caller, request.Id, cancellationToken) is { } opened
            ? Answer<ResultView>.Ok(await views.Of(request.Id, opened.State, opened.Version, request.Language, cancellationToken), opened.Version) : Problem.NotFound;
}

/// <summary>The one way to what a result says: asks the doors and records the read.</summary>
internal sealed class OpenResults(ResultTables tables, ResultDoors doors, IAccessLog reads, TimeProvider time)
{
    /// <summary>Null when there is none, or when it is not this caller's to read.</summary>
    public async ValueTask<Loaded<ResultState>?> Open(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (await tables.Load(id, cancellationToken) is not { State.Report: { } report } loaded) return null;
        if (doors.Of(caller, report.PatientId)(id, report.InstitutionId) is not { } door) return null;
        await reads.Record(new(caller, report.PatientId, "result", door.Purpose, door.CaseId, time.GetUtcNow()), cancellationToken);
        return loaded;
    }
}

internal static class GetResultEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapGet("{id}", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetResult(http.Caller(), id, http.Language()), cancellationToken)).ToResult(http);
}
