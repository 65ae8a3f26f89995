using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Recognition.Reading;

/// <summary>One check as this caller may see it; reading its content is a fact in the access log.</summary>
public sealed record GetCheck(Caller Caller, string Id) : IRequest<Answer<CheckView>>;

internal sealed class GetCheckHandler(RecognitionCases cases, CheckViews views, IAccessLog reads, TimeProvider time) : IRequestHandler<GetCheck, Answer<CheckView>>
{
    public async Task<Answer<CheckView>> Handle(GetCheck request, CancellationToken cancellationToken)
    {
        var (caller, id) = request;
        if (await cases.Find(caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var view = await views.Of(id, found.State, found.Version, caller, cancellationToken);
        if (view.PatientId is { } patientId)
            await reads.Record(new(caller, patientId, "recognition", caller.Is(Role.Resident) ? "ownRecord" : "treatment", id, time.GetUtcNow()), cancellationToken);
        return Answer<CheckView>.Ok(view, found.Version);
    }
}

internal static class GetCheckEndpoint
{
    public static void Map(RouteGroupBuilder checks) => checks.MapGet("{id}", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetCheck(http.Caller(), id), cancellationToken)).ToResult(http);
}
