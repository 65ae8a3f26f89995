using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Examinations.Reading;
using Telemed.Kernel;

namespace Telemed.Examinations.Reporting;

/// <summary>An institution reports a result. The same again is the same result, answered with 200.</summary>
public sealed record ReportResult(Command By, ResultBody Body, Language Language = Language.Zh) : IRequest<Answer<ResultView>>;

internal sealed class ReportResultHandler(ResultWriter writer, ResultViews views) : IRequestHandler<ReportResult, Answer<ResultView>>
{
    public async Task<Answer<ResultView>> Handle(ReportResult request, CancellationToken cancellationToken)
    {
        var (report, problem) = await writer.Read(request.By.Caller, request.Body, false, null, request.By.At, cancellationToken);
        if (report is null) return problem!;
        var (outcome, id, made) = await writer.Write(request.By, report, cancellationToken);
        return outcome switch
        {
            Outcome.Done done => Answer<ResultView>.Done(
                await views.Of(id, done.State, done.Version, request.Language, cancellationToken), new StreamId(Result.Category, id), done.Version,
                made || done.Repeated ? $"/api/v1/results/{id}" : null),
            Outcome.Refused { Reason: ResultRefusal.ResultExists } => Refusals.ToProblem(ResultRefusal.ResultExists).With("existingId", id),
            _ => outcome.ToAnswer(new StreamId(Result.Category, id), (_, _) => default(ResultView)!),
        };
    }
}

internal static class ReportResultEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapPost("", Post);

    private static async Task<IResult> Post(ResultBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReportResult(http.Command(), body, http.Language()), cancellationToken)).ToResult(http);
}
