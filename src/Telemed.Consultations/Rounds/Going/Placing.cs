using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Rounds.Going;

/// <summary>Gives the cases of a round to the specialist who makes it, each by its own rules: a claim by the specialist, an assignment by the office.</summary>
internal sealed class Placing(ICaseOwner owner, ConsultationCases cases)
{
    /// <summary>What the rules of a case say against it; null when it can be done, or needs not be.</summary>
    /// <param name="from">Whoever was to make the round before; null when nobody was.</param>
    public async Task<ConsultationRefusal?> Forbids(Command command, string caseId, Practitioner who, string? from, CancellationToken cancellationToken)
    {
        var state = (await owner.Load(Consultation.Aggregate, caseId, cancellationToken)).State;
        return Place(state, command, who, from) is Decision.Refused { Reason: var reason } ? reason : null;
    }

    /// <summary>Does it; a case that has moved on meanwhile is left as it is.</summary>
    public async Task Give(Command command, string caseId, Practitioner who, string? from, CancellationToken cancellationToken) => await owner.Transact(
        Consultation.Aggregate, caseId, null, command.Context(), state => Place(state, command, who, from), cancellationToken);

    /// <summary>Undoes it: whoever was to make the round gives the case back, unless it was begun or has moved on.</summary>
    public async Task GiveBack(Command command, string caseId, string practitionerId, CancellationToken cancellationToken) => await owner.Transact(
        Consultation.Aggregate, caseId, null, command.Context(),
        state => Back(state, command, practitionerId), cancellationToken);

    /// <summary>What waits is given; what whoever came before has alone and did not begin goes over.</summary>
    private Decision Place(ConsultationState state, Command command, Practitioner who, string? from) =>
        Waits(state) ? Give(state, command, who)
        : from is null || from == who.Id ? Decision.Nothing
        : Both(state, Back(state, command, from), after => Waits(after) ? Give(after, command, who) : Decision.Nothing);

    private Decision Give(ConsultationState state, Command command, Practitioner who)
    {
        var (by, at) = (command.Caller, command.At);
        var pack = cases.Pack(state.InvitingId, at);
        if (by.PractitionerId == who.Id && by.Is(Role.Physician)) return Consultation.Claim(state, by, who, pack, at);
        return state.Status == ConsultationStatus.Submitted ? Both(state, Consultation.Accept(state, by, pack, at), Assign) : Assign(state);

        Decision Assign(ConsultationState accepted) => Consultation.Assign(accepted, by, [who.Id], who.Id, [who], pack, at);
    }

    private Decision Back(ConsultationState state, Command command, string practitionerId) =>
        Consultation.GiveBack(state, practitionerId, command.Caller, cases.Pack(state.InvitingId, command.At), command.At);

    /// <summary>One append of two steps; nothing happens when the second is refused.</summary>
    private static Decision Both(ConsultationState state, Decision first, Func<ConsultationState, Decision> second) =>
        first is not Decision.Happened { Events: { Count: > 0 } done } ? first
        : second(done.Aggregate(state, ConsultationEvolve.Evolve)) is var next && next is Decision.Happened { Events: var more } ? Decision.All([.. done, .. more])
        : next;

    private static bool Waits(ConsultationState state) => state.Status is ConsultationStatus.Submitted or ConsultationStatus.Accepted;
}
