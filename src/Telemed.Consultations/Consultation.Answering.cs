using Telemed.Contracts;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations;

/// <summary>The asked side before an opinion: question, accept, decline, assign, claim.</summary>
public static partial class Consultation
{
    private static readonly string[] Reactions = [ClockNames.Triage, ClockNames.Answer, ClockNames.Fallback, ClockNames.Expiry];

    public static Decision RequestInfo(ConsultationState state, Caller by, string? question, PolicyPack pack, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.RequestInfo, by) is { } refusal) return refusal;
        if (Empty(question)) return ConsultationRefusal.TextMissing;
        var steps = new Steps(state)
            .Then(new InformationRequested(question!, by.AccountId, at))
            .Then(Clocks.Meet(state, at, ClockNames.Triage));
        return steps
            .Then(Clocks.Pause(steps.State, pack, at))
            .Then(Clocks.Start(state, pack, at, ClockNames.Information))
            .Done(at);
    }

    public static Decision Accept(ConsultationState state, Caller by, PolicyPack pack, DateTimeOffset at) =>
        ConsultationTable.Forbids(state, ConsultationAction.Accept, by) is { } refusal ? refusal : Accepting(state, by, pack, at).Done(at);

    public static Decision Decline(
        ConsultationState state, Caller by, string? reasonCode, string? comment, string? alternative, PolicyPack pack, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Decline, by) is { } refusal) return refusal;
        if (Empty(reasonCode)) return ConsultationRefusal.ReasonCodeMissing;
        var reason = pack.DeclineReasons.FirstOrDefault(r => r.Code == reasonCode && r.ValidOn(pack.Day(at)));
        if (reason is null) return ConsultationRefusal.ReasonCodeUnknown;
        if (reason.CommentRequired && Empty(comment)) return ConsultationRefusal.CommentMissing;
        return new Steps(state)
            .Then(new Declined(reason.Code, comment, alternative, by.AccountId, at))
            .Then(Clocks.Meet(state, at, Reactions))
            .Done(at);
    }

    /// <summary>Names who works on the case, or names others.</summary>
    /// <param name="practitioners">Those found in the directory among <paramref name="asked"/>.</param>
    public static Decision Assign(
        ConsultationState state, Caller by, IReadOnlyList<string> asked, string? lead, IReadOnlyList<Practitioner> practitioners, PolicyPack pack, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Assign, by) is { } refusal) return refusal;
        if (practitioners.Count == 0 || practitioners.Count != asked.Distinct().Count()) return ConsultationRefusal.PractitionerUnknown;
        if (practitioners.FirstOrDefault(p => p.Id == lead) is not { } leader) return ConsultationRefusal.LeadNotAssigned;
        foreach (var practitioner in practitioners)
            if (SubmissionGate.Unfit(practitioner, state.Request.Kind, state.Invited, pack, at) is { } unfit) return unfit;
        if (leader.Title < state.Invited.MinimumTitle) return ConsultationRefusal.TitleTooLow;
        if (StopsTeam(state.Request, practitioners, pack) is { } stopped) return stopped;
        var team = practitioners.Select(Assignee).ToArray();
        if (state.Lead == lead && Same(state.Assigned, team)) return Decision.Nothing;
        var steps = new Steps(state).Then(new Assigned(team, leader.Id, Rule(state.Request, practitioners.Count, pack), by.AccountId, at));
        return Arranged(steps, at).Done(at);
    }

    /// <summary>A physician of the asked institution takes the case; accepts it when nobody has.</summary>
    public static Decision Claim(ConsultationState state, Caller by, Practitioner? self, PolicyPack pack, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Claim, by) is { } refusal) return refusal;
        if (self is null) return ConsultationRefusal.PractitionerUnknown;
        if (state.Invited.PractitionerId is { Length: > 0 } named && named != self.Id) return ConsultationRefusal.NamedForAnother;
        if (SubmissionGate.Unfit(self, state.Request.Kind, state.Invited, pack, at) is { } unfit) return unfit;
        if (self.Title < state.Invited.MinimumTitle) return ConsultationRefusal.TitleTooLow;
        if (StopsTeam(state.Request, [self], pack) is { } stopped) return stopped;
        var steps = state.Status == ConsultationStatus.Submitted ? Accepting(state, by, pack, at) : new Steps(state);
        return Arranged(steps.Then(new Claimed(Assignee(self), Rule(state.Request, 1, pack), by.AccountId, at)), at).Done(at);
    }

    /// <summary>Whoever has the case alone gives it back with the ward round it is in: it waits to be arranged anew. That this caller may is a rule of the round.</summary>
    /// <returns>Nothing where the case was begun, is another's or a team's, or has moved on.</returns>
    public static Decision GiveBack(ConsultationState state, string practitionerId, Caller by, PolicyPack pack, DateTimeOffset at)
    {
        var asks = state.Status == ConsultationStatus.NeedsInfo;
        var stands = asks ? state.ReturnsTo : state.Status;
        if (stands is not (ConsultationStatus.Assigned or ConsultationStatus.Scheduled or ConsultationStatus.OpinionDraft)) return Decision.Nothing;
        if (state.Opinions.Count > 0 || state.Session?.StartedAt is not null) return Decision.Nothing;
        if (state.Assigned is not [{ PractitionerId: var alone }] || alone != practitionerId) return Decision.Nothing;
        var steps = new Steps(state).Then(new GivenBack(practitionerId, by.AccountId, at)).Then(Clocks.Start(state, pack, at, ClockNames.Arrange));
        if (asks) steps.Then(Clocks.Pause(steps.State, pack, at).Where(fact => fact is ClockPaused { Clock: ClockNames.Arrange }));   // until the answer
        return steps.Done(at);
    }

    private static Steps Accepting(ConsultationState state, Caller by, PolicyPack pack, DateTimeOffset at) => new Steps(state)
        .Then(new Accepted(by.AccountId, at))
        .Then(Clocks.Meet(state, at, Reactions))
        .Then(Clocks.Start(state, pack, at, ClockNames.Arrange));

    // a synchronous case is arranged only when it has a date
    private static Steps Arranged(Steps steps, DateTimeOffset at) => steps.State.Request.Mode == ConsultationMode.Asynchronous
        ? steps.Then(Clocks.Meet(steps.State, at, ClockNames.Arrange))
        : steps;

    private static ConsultationRefusal? StopsTeam(ConsultationRequest request, IReadOnlyList<Practitioner> team, PolicyPack pack)
    {
        if (request.Kind == ServiceKind.Mdt && team.Select(p => p.Department).Distinct().Count() < 2) return ConsultationRefusal.DepartmentsTooFew;
        if (!pack.FourEyes.Applies(request.Kind, request.Urgency)) return null;
        var enough = team.Count == 1 ? team[0].Title >= pack.FourEyes.AloneFrom : team.Any(p => p.Title >= pack.FourEyes.ReviewerTitle);
        return enough ? null : ConsultationRefusal.ReviewerMissing;
    }

    private static SigningRule Rule(ConsultationRequest request, int team, PolicyPack pack) =>
        request.Kind == ServiceKind.Mdt ? SigningRule.All
        : team > 1 && pack.FourEyes.Applies(request.Kind, request.Urgency) ? SigningRule.WriterAndReviewer
        : SigningRule.Single;

    private static AssignedPractitioner Assignee(Practitioner p) => new(p.Id, p.Title, p.Department);
}
