using Telemed.Contracts;
using static Telemed.Consultations.Rounds.RoundEvent;
using RoundDecision = Telemed.Kernel.Decision<Telemed.Consultations.Rounds.RoundEvent, Telemed.Consultations.Rounds.RoundRefusal>;

namespace Telemed.Consultations.Rounds;

/// <summary>The round itself: who makes it, from bed to bed, to its end.</summary>
public static partial class Round
{
    /// <summary>A specialist of the asked hospital makes the round; its office may name one.</summary>
    public static RoundDecision Take(RoundState state, Caller by, Practitioner? who, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.Take, by) is { } refusal) return refusal;
        if (who is null || !by.Is(Role.Office) && who.Id != by.PractitionerId) return RoundRefusal.PractitionerUnknown;
        if (!who.Active || who.InstitutionId != state.Invited.InstitutionId) return RoundRefusal.PractitionerElsewhere;
        if (state.Invited.PractitionerId is { Length: > 0 } named && named != who.Id && !by.Is(Role.Office)) return RoundRefusal.NamedForAnother;
        return state.PractitionerId == who.Id ? RoundDecision.Nothing : new Taken(who.Id, by.AccountId, at);
    }

    /// <summary>Whoever was to make the round cannot, and nobody does until it is taken again.</summary>
    public static RoundDecision GiveBack(RoundState state, Caller by, string? reason, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.GiveBack, by) is { } refusal) return refusal;
        return string.IsNullOrWhiteSpace(reason) ? RoundRefusal.ReasonMissing : new GivenBack(state.PractitionerId!, reason, by.AccountId, at);
    }

    /// <summary>Begins at the first patient who is still to be seen.</summary>
    public static RoundDecision Start(RoundState state, Caller by, Func<string, CaseStanding> standing, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.Start, by) is { } refusal) return refusal;
        return Following(state, standing) is { } first
            ? RoundDecision.All(new Begun(by.AccountId, at), new MovedTo(first.CaseId, by.AccountId, at))
            : RoundRefusal.NobodyLeft;
    }

    /// <summary>Goes to the next patient in order who is still to be seen; behind the last one come those who were passed over.</summary>
    public static RoundDecision Next(RoundState state, Caller by, Func<string, CaseStanding> standing, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.Next, by) is { } refusal) return refusal;
        return Following(state, standing) is { } next ? new MovedTo(next.CaseId, by.AccountId, at) : RoundRefusal.NobodyLeft;
    }

    /// <summary>Goes to a given patient, also back to one who was seen.</summary>
    public static RoundDecision Move(RoundState state, Caller by, string caseId, Func<string, CaseStanding> standing, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.Move, by) is { } refusal) return refusal;
        if (state.Here.All(p => p.CaseId != caseId)) return RoundRefusal.NotInRound;
        if (state.Present == caseId) return RoundDecision.Nothing;
        return standing(caseId) == CaseStanding.Gone ? RoundRefusal.CaseGone : new MovedTo(caseId, by.AccountId, at);
    }

    /// <summary>Ends the round. Who was at no time visited and has no note is named with a reason; a note that is still to be signed is the case's own matter.</summary>
    public static RoundDecision Finish(RoundState state, Caller by, IReadOnlyList<UnseenPlace> unseen, Func<string, CaseStanding> standing, DateTimeOffset at)
    {
        if (RoundTable.Forbids(state, RoundAction.Finish, by) is { } refusal) return refusal;
        var here = state.Here.Select(p => p.CaseId).ToHashSet();
        if (unseen.Any(u => !here.Contains(u.CaseId))) return RoundRefusal.NotInRound;
        if (unseen.Any(u => standing(u.CaseId) == CaseStanding.Signed)) return RoundRefusal.AlreadySeen;
        var said = unseen.Where(u => !string.IsNullOrWhiteSpace(u.Reason)).DistinctBy(u => u.CaseId).ToArray();
        return ToBeSeen(state, standing).All(p => said.Any(u => u.CaseId == p.CaseId)) ? new Finished(said, by.AccountId, at) : RoundRefusal.UnseenUnexplained;
    }

    /// <summary>Neither visited nor settled, in order.</summary>
    private static IEnumerable<RoundPlace> ToBeSeen(RoundState state, Func<string, CaseStanding> standing) =>
        state.Here.Where(p => p.VisitedAt is null && standing(p.CaseId) == CaseStanding.Open);

    private static RoundPlace? Following(RoundState state, Func<string, CaseStanding> standing)
    {
        var left = ToBeSeen(state, standing).ToArray();
        var order = state.Places.Select(p => p.CaseId).ToList();
        var present = state.Present is { } id ? order.IndexOf(id) : -1;
        return left.FirstOrDefault(p => order.IndexOf(p.CaseId) > present) ?? left.FirstOrDefault();
    }
}
