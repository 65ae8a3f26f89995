using Telemed.Consultations.Opening;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Rounds.Planning;

/// <summary>Gives every patient of a round a case: one that waits already between the two hospitals, or a new one.</summary>
/// <remarks>All are checked before the first is opened. Each new case has its id from the command and the patient, so a command that was cut off
/// in the middle finds what it made; and a case that was made without its round is taken by the next round of that patient.</remarks>
internal sealed class PlaceOpening(ICaseOwner owner, ConsultationCases cases, SurroundingsLookup lookup, ConsentSigners signers)
{
    /// <returns>The places, or what stops them with the number of the place in the name of each field.</returns>
    public async Task<(IReadOnlyList<PlannedPlace> Places, Problem? Problem)> Open(
        Command command, InvitedBody? invited, IReadOnlyList<PlaceBody> bodies, CancellationToken cancellationToken)
    {
        var checks = new List<Check>();
        foreach (var body in bodies) checks.Add(await Look(command, invited, body, cancellationToken));
        if (checks.Select(c => c.OfRound).FirstOrDefault(p => p is not null) is { } wrongRound) return ([], Refusals.ToProblem(wrongRound));
        if (Wrong(checks) is { } wrong) return ([], wrong);
        var places = new List<PlannedPlace>();
        for (var i = 0; i < bodies.Count; i++)
        {
            var (caseId, problem) = checks[i].Wish is { } wish ? await Open(command, wish, checks[i].Around!, bodies[i], cancellationToken) : (bodies[i].CaseId, null);
            if (problem is not null) return ([], At(i, problem, "patientId"));
            places.Add(new(caseId!, string.IsNullOrWhiteSpace(bodies[i].Ward) ? null : bodies[i].Ward, bodies[i].Bed!));
        }
        return (places, null);
    }

    private async Task<Check> Look(Command command, InvitedBody? invited, PlaceBody body, CancellationToken cancellationToken)
    {
        var (caller, at) = (command.Caller, command.At);
        if (body.CaseId is { Length: > 0 } known)
        {
            var fits = await cases.Find(caller, known, cancellationToken) is { State: var state } && Standings.Fits(state, caller.InstitutionId, invited?.InstitutionId);
            return new(null, null, fits ? [] : [("caseId", RoundRefusal.CaseUnfit)]);
        }
        var wish = body.ToRequest(invited).ToRequest(at);
        var around = await lookup.Around(caller.InstitutionId, caller.PractitionerId, wish.Kind, wish.PatientId, wish.Invited, at, cancellationToken);
        // about the hospitals, not about one of the patients
        if (around.Inviting is not null && SubmissionGate.StopsInvited(wish.Kind, wish.Invited, around, at) is { } ofRound) return new(wish, around, [], ofRound);
        var missing = SubmissionGate.Incomplete(wish).Select(m => (m.Field, (Enum)m.Refusal)).ToArray();
        if (missing.Length > 0) return new(wish, around, missing);
        return SubmissionGate.Stops(wish, around, at) switch
        {
            null => new(wish, around, []),
            (ConsultationRefusal.InvitingNotConnected or ConsultationRefusal.AuthorNotPractitioner or ConsultationRefusal.AuthorLicenceExpired
                or ConsultationRefusal.AuthorTitleTooLow) and var ofAsking => new(wish, around, [], ofAsking),
            { } stopped => new(wish, around, [(FieldOf(stopped), stopped)]),
        };
    }

    private async Task<(string? CaseId, Problem? Problem)> Open(
        Command command, ConsultationRequest wish, Surroundings around, PlaceBody body, CancellationToken cancellationToken)
    {
        var id = command.NewId($"round-place:{wish.PatientId}");
        wish = wish.SignedBy(await signers.Keep(wish.PatientId, body.Consent?.SignedBy, cancellationToken));
        var outcome = await owner.Transact(Consultation.Aggregate, id, null, command.Context(),
            state => Consultation.Open(state, command.Caller, OpenConsultationHandler.Number(id, command.At), wish, around, command.At), cancellationToken);
        switch (outcome)
        {
            case Outcome<ConsultationState, ConsultationRefusal>.Done:
                return (id, null);
            case Outcome<ConsultationState, ConsultationRefusal>.Taken { By.Id: var waiting }:
                var existing = (await owner.Load(Consultation.Aggregate, waiting, cancellationToken)).State;
                return Standings.Fits(existing, command.Caller.InstitutionId, wish.Invited.InstitutionId)
                    ? (waiting, null)
                    : (null, ConsultationCases.LiveCaseExists(waiting));
            case Outcome<ConsultationState, ConsultationRefusal>.Refused { Reason: var reason }:
                return (null, Refusals.ToProblem(reason));
            default:
                return (null, Problem.KeyReused);
        }
    }

    private static Problem? Wrong(List<Check> checks)
    {
        var found = checks.SelectMany((check, i) => check.Wrong.Select(w => (i, w.Field, Problem: Refusals.ToProblem(w.Refusal)))).ToArray();
        if (found.Length == 0) return null;
        return found[0].Problem with { Fields = [.. found.SelectMany(w => At(w.i, w.Problem, w.Field).Fields!)] };
    }

    private static string FieldOf(ConsultationRefusal refusal) => refusal
        is ConsultationRefusal.ConsentMissing or ConsultationRefusal.ConsentInFuture or ConsultationRefusal.GuardianConsentNeeded or ConsultationRefusal.EmergencyBasisNotAllowed
        ? "consent"
        : "patientId";

    /// <summary>The problem with the place in the names of its fields.</summary>
    private static Problem At(int place, Problem problem, string field) => problem with
    {
        Fields = [.. (problem.Fields ?? [new(field, problem.Code, problem.Text)]).Select(f => f with { Field = $"places[{place}].{f.Field}" })],
    };

    /// <param name="OfRound">What stops the round itself.</param>
    private sealed record Check(
        ConsultationRequest? Wish, Surroundings? Around, IReadOnlyList<(string Field, Enum Refusal)> Wrong, ConsultationRefusal? OfRound = null);
}
