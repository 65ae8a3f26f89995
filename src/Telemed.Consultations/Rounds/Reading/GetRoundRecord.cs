using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Consultations.Sessions;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Rounds.Reading;

/// <summary>What a round came to, one sheet for each patient.</summary>
public sealed record RoundRecordView(RoundView Round, IReadOnlyList<RoundSheetView> Sheets);

/// <param name="Case">With the signed note.</param>
/// <param name="Visits">When the round was at the bed.</param>
/// <param name="Present">Who was in the call then.</param>
public sealed record RoundSheetView(PlaceView Place, ConsultationView Case, IReadOnlyList<Visit> Visits, IReadOnlyList<PresentView> Present);

public sealed record PresentView(string Name, Title? Title, string? InstitutionName);

/// <summary>The record of a round (查房记录) for the patients who were visited or have a note, as far as the caller may read their cases; each that is given out is a fact in the access log.</summary>
/// <param name="CaseId">Only this patient's; null for all.</param>
public sealed record GetRoundRecord(Caller Caller, string Id, string? CaseId) : IRequest<Answer<RoundRecordView>>;

internal sealed class GetRoundRecordHandler(
    RoundCases rounds, RoundViews views, ConsultationViews consultations, SessionRooms rooms, IEventLog log, IAccountDirectory accounts, IDirectory directory, IAccessLog reads, TimeProvider time)
    : IRequestHandler<GetRoundRecord, Answer<RoundRecordView>>
{
    public async Task<Answer<RoundRecordView>> Handle(GetRoundRecord request, CancellationToken cancellationToken)
    {
        var (caller, id, only) = request;
        if (await rounds.Find(caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var view = await views.Of(id, found.State, found.Version, caller, cancellationToken);
        var visits = Visits.Of(await Facts(id, cancellationToken));
        var calls = await Calls(found.State, cancellationToken);
        var sheets = new List<RoundSheetView>();
        foreach (var (place, (state, version), readable) in await views.Known(found.State, caller, cancellationToken))
        {
            if (!readable || only is not null && place.CaseId != only || !visits.Contains(place.CaseId) && state.Opinions.Count == 0) continue;
            await reads.Record(
                new(caller, state.Request.PatientId, "consultation", caller.Is(Role.Resident) ? "ownRecord" : "treatment", place.CaseId, time.GetUtcNow()), cancellationToken);
            var times = visits[place.CaseId].ToArray();
            sheets.Add(new(
                view.Places.Single(p => p.CaseId == place.CaseId), await consultations.Of(place.CaseId, state, version, caller, cancellationToken), times,
                await People(Visits.Present(times, calls), cancellationToken)));
        }
        return Answer<RoundRecordView>.Ok(new(view, sheets), found.Version);
    }

    private async Task<List<RoundEvent>> Facts(string id, CancellationToken cancellationToken)
    {
        var facts = new List<RoundEvent>();
        await foreach (var append in log.ReadStream(new(RoundCases.Category, id), 0, cancellationToken)) facts.AddRange(append.Events.Select(Round.Aggregate.Format.Read));
        return facts;
    }

    /// <summary>Those in the calls of all its patients: a call goes on beside the next bed, and its record stays with the bed where it began.</summary>
    private async Task<List<SessionParticipant>> Calls(RoundState state, CancellationToken cancellationToken)
    {
        var participants = new List<SessionParticipant>();
        foreach (var place in state.Places) participants.AddRange((await rooms.Load(place.CaseId, cancellationToken)).State.Participants);
        return participants;
    }

    private async Task<PresentView[]> People(IReadOnlyList<SessionParticipant> participants, CancellationToken cancellationToken)
    {
        var people = new List<PresentView>();
        foreach (var one in participants)
        {
            var account = await accounts.Find(one.AccountId, cancellationToken);
            people.Add(new(
                one.Name, account?.PractitionerId is { } practitioner ? directory.Practitioner(practitioner)?.Title : null,
                account?.InstitutionId is { } institution ? directory.Institution(institution)?.Name : null));
        }
        return [.. people];
    }
}

internal static class GetRoundRecordEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapGet("{id}/record", Get);

    private static async Task<IResult> Get(string id, string? caseId, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetRoundRecord(http.Caller(), id, caseId), cancellationToken)).ToResult(http);
}
