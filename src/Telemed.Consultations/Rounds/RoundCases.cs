using System.Text.Json;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;
using Telemed.Kernel;
using RoundDecision = Telemed.Kernel.Decision<Telemed.Consultations.Rounds.RoundEvent, Telemed.Consultations.Rounds.RoundRefusal>;

namespace Telemed.Consultations.Rounds;

/// <summary>Runs a step of a round for a caller: who may know of it, the rule, the append, and the answer.</summary>
internal sealed class RoundCases(ICaseOwner owner, IDirectory directory, RoundViews views) : ICaseAccess
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "round";

    /// <summary>Begins every id of a round: a look for a case of another kind need not ask the log.</summary>
    private const char Mark = 'R';

    public static string NewId(Command command) => Mark + command.NewId(Category);

    /// <summary>The round, if this caller may know of it.</summary>
    public async Task<Loaded<RoundState>?> Find(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (!IsId(id)) return null;
        var loaded = await owner.Load(Round.Aggregate, id, cancellationToken);
        return Access.Decide(caller, await RelationOf(caller, loaded.State, cancellationToken), Operation.SeeCase) ? loaded : null;
    }

    public async ValueTask<Relation> RelationOf(Caller caller, string caseId, CancellationToken cancellationToken) => IsId(caseId)
        ? await RelationOf(caller, (await owner.Load(Round.Aggregate, caseId, cancellationToken)).State, cancellationToken)
        : Relation.None;

    /// <summary>Runs one action of the table.</summary>
    public async Task<Answer<RoundView>> Act(Command command, string id, Func<RoundState, RoundDecision> decide, CancellationToken cancellationToken)
    {
        if (await Find(command.Caller, id, cancellationToken) is null) return Problem.NotFound;
        return await Answer(command, id, await Transact(command, id, decide, cancellationToken), null, cancellationToken);
    }

    /// <summary>The same for a step that asks how the cases stand.</summary>
    public async Task<Answer<RoundView>> Act(
        Command command, string id, Func<RoundState, Func<string, CaseStanding>, RoundDecision> decide, CancellationToken cancellationToken)
    {
        if (await Find(command.Caller, id, cancellationToken) is not { } found) return Problem.NotFound;
        var standings = new Dictionary<string, CaseStanding>();
        foreach (var place in found.State.Places) standings.Add(place.CaseId, Standings.Of(found.State, (await Case(place.CaseId, cancellationToken)).State));
        return await Act(command, id, state => decide(state, caseId => standings.GetValueOrDefault(caseId)), cancellationToken);
    }

    public Task<Outcome<RoundState, RoundRefusal>> Transact(Command command, string id, Func<RoundState, RoundDecision> decide, CancellationToken cancellationToken) =>
        owner.Transact(Round.Aggregate, id, command.SeenVersion, command.Context(), decide, cancellationToken);

    public async Task<Answer<RoundView>> Answer(
        Command command, string id, Outcome<RoundState, RoundRefusal> outcome, string? location, CancellationToken cancellationToken) => outcome switch
        {
            Outcome<RoundState, RoundRefusal>.Done done => Answer<RoundView>.Done(
                await views.Of(id, done.State, done.Version, command.Caller, cancellationToken), new(Category, id), done.Version, location),
            Outcome<RoundState, RoundRefusal>.Refused refused => ToProblem(refused.Reason, refused.State),
            Outcome<RoundState, RoundRefusal>.Stale stale => Problem.Stale(stale.Version),
            Outcome<RoundState, RoundRefusal>.Taken taken => new Problem(409, "already-in-a-round",
                new("有患者已列入另一次查房", "A patient is in another round already")).With("existingId", taken.By.Id),
            _ => Problem.KeyReused,
        };

    public Task<Loaded<ConsultationState>> Case(string caseId, CancellationToken cancellationToken) => owner.Load(Consultation.Aggregate, caseId, cancellationToken);

    private async ValueTask<Relation> RelationOf(Caller caller, RoundState state, CancellationToken cancellationToken)
    {
        var relation = RoundRelations.Of(state, caller, directory);
        if (caller.PatientId is null) return relation;
        foreach (var place in state.Here)
            if ((Relations.Of((await Case(place.CaseId, cancellationToken)).State, caller) & Relation.Patient) != 0)
                return relation | Relation.Patient;
        return relation;
    }

    private static bool IsId(string id) => id.Length > 1 && id[0] == Mark && ConsultationCases.IsId(id);

    private static Problem ToProblem(RoundRefusal reason, RoundState state)
    {
        var problem = Refusals.ToProblem(reason);
        return reason == RoundRefusal.IllegalTransition
            ? problem.With("legalActions", RoundTable.Legal(state).Select(a => JsonNamingPolicy.CamelCase.ConvertName(a.ToString())).ToArray())
            : problem;
    }
}
