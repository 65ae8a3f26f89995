using Telemed.Consultations.Reading;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Rounds.Reading;

/// <summary>A place whose case the caller may know of.</summary>
/// <param name="Readable">The caller may read the case.</param>
internal sealed record KnownPlace(RoundPlace Place, Loaded<ConsultationState> Case, bool Readable);

/// <summary>From a round to what one caller may see of it. Each place is asked of its own case, by the same policy as the case.</summary>
internal sealed class RoundViews(ICaseOwner owner, IDirectory directory, IPatients patients, TimeProvider time)
{
    public async Task<RoundView> Of(string id, RoundState s, long version, Caller caller, CancellationToken cancellationToken)
    {
        var sideOf = RoundRelations.Of(s, caller);
        var author = s.Author.PractitionerId;
        return new()
        {
            Id = id,
            Number = s.Number,
            State = s.Status,
            Version = version,
            Inviting = new(s.InvitingId, directory.Institution(s.InvitingId)?.Name, author, Practitioner(author)?.Name),
            Invited = new(
                s.Invited.InstitutionId, directory.Institution(s.Invited.InstitutionId!)?.Name, s.Invited.Department, s.Invited.PractitionerId,
                Practitioner(s.Invited.PractitionerId)?.Name, s.Invited.MinimumTitle),
            Specialist = s.PractitionerId is { } makes ? new(makes, Practitioner(makes)?.Name, Practitioner(makes)?.Title) : null,
            Start = s.Start,
            End = s.End,
            Note = sideOf == Relation.None ? null : s.Note,
            Places = await Places(s, caller, cancellationToken),
            Present = s.Present,
            BegunAt = s.BegunAt,
            EndedAt = s.EndedAt,
            CancelReason = sideOf == Relation.None ? null : s.CancelReason,
            GiveBackReason = sideOf == Relation.None ? null : s.GiveBackReason,
        };
    }

    /// <summary>In order.</summary>
    public async Task<IReadOnlyList<KnownPlace>> Known(RoundState s, Caller caller, CancellationToken cancellationToken)
    {
        var known = new List<KnownPlace>();
        foreach (var place in s.Places)
        {
            var found = await owner.Load(Consultation.Aggregate, place.CaseId, cancellationToken);
            var relation = Relations.Of(found.State, caller, directory);
            if (Access.Decide(caller, relation, Operation.SeeCase)) known.Add(new(place, found, Access.Decide(caller, relation, Operation.ReadContent)));
        }
        return known;
    }

    private async Task<IReadOnlyList<PlaceView>> Places(RoundState s, Caller caller, CancellationToken cancellationToken)
    {
        var known = await Known(s, caller, cancellationToken);
        var people = await patients.Find([.. known.Where(k => k.Readable).Select(k => k.Case.State.Request.PatientId).Distinct()], cancellationToken);
        var today = ChinaTime.Day(time.GetUtcNow());
        return [.. known.Select(k => View(s, k.Place, k.Case.State, k.Readable, k.Readable ? people.GetValueOrDefault(k.Case.State.Request.PatientId) : null, today))];
    }

    private static PlaceView View(RoundState round, RoundPlace place, ConsultationState state, bool readable, PatientSummary? patient, DateOnly today)
    {
        var shown = Standings.Of(round, place, Standings.Of(round, state));
        var noteAt = state.Opinions.Count > 0 ? state.Opinions[0].ReleasedAt : (DateTimeOffset?)null;
        return readable
            ? new(
                place.CaseId, state.Number, shown, state.Status, place.Ward, place.Bed,
                patient is null ? null : new(patient.Id, patient.Name, patient.Sex, patient.AgeOn(today), patient.BirthDate, patient.MaskedIdNumber),
                state.Request.Reason, place.VisitedAt, noteAt, place.LeftOut?.Reason, place.Unseen)
            : new(place.CaseId, state.Number, shown, state.Status, null, null, null, null, place.VisitedAt, noteAt, null, null);
    }

    private Practitioner? Practitioner(string? id) => id is null ? null : directory.Practitioner(id);
}
