using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Consultations.Reading;

/// <summary>One case as this caller may see it; reading its content is a fact in the access log.</summary>
public sealed record GetConsultation(Caller Caller, string Id) : IRequest<Answer<ConsultationView>>;

internal sealed class GetConsultationHandler(ConsultationCases cases, ConsultationViews views, IAccessLog reads, TimeProvider time)
    : IRequestHandler<GetConsultation, Answer<ConsultationView>>
{
    public async Task<Answer<ConsultationView>> Handle(GetConsultation request, CancellationToken cancellationToken)
    {
        var (caller, id) = request;
        if (await cases.Find(caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var view = await views.Of(id, found.State, found.Version, caller, cancellationToken);
        if (view.PatientId is { } patientId)
            await reads.Record(new(caller, patientId, "consultation", caller.Is(Role.Resident) ? "ownRecord" : "treatment", id, time.GetUtcNow()), cancellationToken);
        return Answer<ConsultationView>.Ok(view, found.Version);
    }
}

internal static class GetConsultationEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapGet("{id}", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetConsultation(http.Caller(), id), cancellationToken)).ToResult(http);
}
