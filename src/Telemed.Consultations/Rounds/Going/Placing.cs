using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Rounds.Going;

/// <summary>Gives the cases of a round to the specialist who makes it, each by its own rules: a claim by the specialist, an assignment by the office.</summary>
internal sealed class Placing(ICaseOwner owner, ConsultationCases cases)
{
    /// <summary>What the rules of a case say against it; null when it can be done, or needs not be.</summary>
    public async Task<ConsultationRefusal?> Forbids(Command command, string caseId, Practitioner who, CancellationToken cancellationToken)
    {
        var state = (await owner.Load(Consultation.Aggregate, caseId, cancellationToken)).State;
        return Waits(state) && Give(state, command, who) is Decision.Refused { Reason: var reason } ? reason : null;
    }

    /// <summary>Does it; a case that has moved on meanwhile is left as it is.</summary>
    public async Task Give(Command command, string caseId, Practitioner who, CancellationToken cancellationToken) => await owner.Transact(
        Consultation.Aggregate, caseId, null, command.Context(), state => Waits(state) ? Give(state, command, who) : Decision.Nothing, cancellationToken);

    /// <summary>Undoes it: whoever was to make the round gives the case back, unless it was begun or has moved on.</summary>
    public async Task GiveBack(Command command, string caseId, string practitionerId, CancellationToken cancellationToken) => await owner.Transact(
        Consultation.Aggregate, caseId, null, command.Context(),
        state => Consultation.GiveBack(state, practitionerId, command.Caller, cases.Pack(state.InvitingId, command.At), command.At), cancellationToken);

    private Decision Give(ConsultationState state, Command command, Practitioner who)
    {
        var (by, at) = (command.Caller, command.At);
        var pack = cases.Pack(state.InvitingId, at);
        if (by.PractitionerId == who.Id && by.Is(Role.Physician)) return Consultation.Claim(state, by, who, pack, at);
        if (state.Status != ConsultationStatus.Submitted) return Consultation.Assign(state, by, [who.Id], who.Id, [who], pack, at);
        if (Consultation.Accept(state, by, pack, at) is not Decision.Happened accepted) return Consultation.Accept(state, by, pack, at);
        var after = accepted.Events.Aggregate(state, ConsultationEvolve.Evolve);
        return Consultation.Assign(after, by, [who.Id], who.Id, [who], pack, at) is Decision.Happened assigned
            ? Decision.All([.. accepted.Events, .. assigned.Events])
            : Consultation.Assign(after, by, [who.Id], who.Id, [who], pack, at);
    }

    private static bool Waits(ConsultationState state) => state.Status is ConsultationStatus.Submitted or ConsultationStatus.Accepted;
}
