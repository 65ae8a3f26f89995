using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Patients.Keeping;

namespace Telemed.Patients.Listing;

/// <summary>One patient, for those who may read; recorded as a read.</summary>
public sealed record GetPatient(Caller Caller, string Id) : IRequest<Answer<PatientView>>;

internal sealed class GetPatientHandler(ICaseOwner cases, PersonStore persons, PatientRows rows, IAccessLog reads, TimeProvider clock)
    : IRequestHandler<GetPatient, Answer<PatientView>>
{
    public async Task<Answer<PatientView>> Handle(GetPatient request, CancellationToken cancellationToken)
    {
        if (rows.MayRead(request.Caller, request.Id) is not { } door) return Problem.NotFound;
        var loaded = await cases.Load(PatientRules.Aggregate, request.Id, cancellationToken);
        if (loaded.State.Record is not { } record || await persons.Get(request.Id, record, cancellationToken) is not { } person) return Problem.NotFound;
        var now = clock.GetUtcNow();
        await reads.Record(new(request.Caller, request.Id, "patient", door.Purpose, door.CaseId, now), cancellationToken);
        return Answer<PatientView>.Ok(PatientView.Of(request.Id, loaded.State, person, loaded.Version, ChinaTime.Day(now)), loaded.Version);
    }
}

internal static class GetPatientEndpoint
{
    public static void Map(RouteGroupBuilder patients) => patients.MapGet("{id}", Get);

    private static async Task<IResult> Get(string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new GetPatient(http.Caller(), id), ct)).ToResult(http);
}
