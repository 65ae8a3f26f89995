using Telemed.Contracts;
using static Telemed.Referrals.ReferralEvent;

namespace Telemed.Referrals;

/// <summary>The referring side before the patient leaves: draft, submit, answer questions, turn elsewhere, insist, withdraw.</summary>
public static partial class Referral
{
    /// <summary>Opens a case as a draft, and submits it at once when <paramref name="around"/> is given.</summary>
    public static Decision Open(
        ReferralState state, Caller by, string number, ReferralRequest request, string? receiverId, Surroundings? around, DateTimeOffset at)
    {
        if (state.Status != ReferralStatus.None) return ReferralRefusal.IllegalTransition;
        if (!by.Is(Role.Physician) || by.InstitutionId is not { } from) return ReferralRefusal.Forbidden;
        var steps = new Steps(state).Then(new Drafted(number, new(by.AccountId, by.PractitionerId), from, request, null, receiverId, at));
        if (around is null) return steps.Done(at);
        return ReferralGate.Stops(request, around, at) is { } refusal ? refusal : Submitting(steps, StandingOf(around.Between!, around.Pack), around.Pack, at);
    }

    /// <summary>Saves the content of a draft.</summary>
    public static Decision Edit(ReferralState state, Caller by, ReferralRequest request, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Edit, by) is { } refusal) return refusal;
        return Same(state.Request, request) ? Decision.Nothing : new Edited(request, at);
    }

    public static Decision Submit(ReferralState state, Caller by, Surroundings around, DateTimeOffset at) =>
        (ReferralTable.Forbids(state, ReferralAction.Submit, by) ?? ReferralGate.Stops(state.Request, around, at)) is { } refusal
            ? refusal
            : Submitting(new(state), StandingOf(around.Between!, around.Pack), around.Pack, at);

    public static Decision ProvideInfo(
        ReferralState state, Caller by, string? answer, IReadOnlyList<string> studies, IReadOnlyList<string> results, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.ProvideInfo, by) is { } refusal) return refusal;
        if (Empty(answer)) return ReferralRefusal.TextMissing;
        return new Steps(state)
            .Then(new InformationProvided(answer!, studies, results, by.AccountId, at))
            .Then(Clocks.Meet(state, at, ReferralClocks.Information))
            .Then(Clocks.Resume(state, pack, at))
            .Done(at);
    }

    /// <summary>Asks another institution after a refusal, or when a second hospital was offered. The history stays one.</summary>
    public static Decision Redirect(ReferralState state, Caller by, Receiver to, string? reasonCode, Pair? pair, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Redirect, by) is { } refusal) return refusal;
        if (Empty(to.Department)) return ReferralRefusal.DepartmentMissing;
        if (pair is null) return ReferralRefusal.ReceiverUnknown;
        if (to.InstitutionId == state.To.InstitutionId) return ReferralRefusal.IllegalTransition;
        if (Receivers.Stops(state.Direction, pair, pack, reasonGiven: true) is { } stopped) return stopped;
        var reason = reasonCode ?? state.Declined?.ReasonCode ?? "noAnswer";
        var steps = new Steps(state)
            .Then(Clocks.Meet(state, at, ReferralClocks.Onward))
            .Then(new Redirected(to, reason, StandingOf(pair, pack), by.AccountId, at));
        return Asking(steps, pack, at).Done(at);
    }

    /// <summary>Insists, once: the same institution looks again.</summary>
    public static Decision Contest(ReferralState state, Caller by, string? reason, PolicyPack pack, DateTimeOffset at)
    {
        if (ReferralTable.Forbids(state, ReferralAction.Contest, by) is { } refusal) return refusal;
        if (Empty(reason)) return ReferralRefusal.TextMissing;
        var steps = new Steps(state).Then(Clocks.Meet(state, at, ReferralClocks.Onward)).Then(new Contested(reason!, by.AccountId, at));
        return Asking(steps, pack, at).Done(at);
    }

    public static Decision Withdraw(ReferralState state, Caller by, string? comment, DateTimeOffset at) =>
        ReferralTable.Forbids(state, ReferralAction.Withdraw, by) is { } refusal
            ? refusal
            : new Steps(state).Then(new Withdrawn(comment, by.AccountId, at)).Done(at);

    private static Decision Submitting(Steps steps, Standing standing, PolicyPack pack, DateTimeOffset at)
    {
        var request = steps.State.Request;
        var tasks = request.Direction == ReferralDirection.Down ? ReferralGate.FollowUps(request.Plan, request.DiagnosisCodes(), pack, at) : [];
        steps.Then(new Submitted(standing, tasks, at));
        return steps.Then(Clocks.Start(steps.State, pack, at, Clocks.Answering)).Done(at);
    }

    /// <summary>The clocks of an answer start anew; whoever is on the way keeps the clock of the arrival.</summary>
    private static Steps Asking(Steps steps, PolicyPack pack, DateTimeOffset at)
    {
        var moving = steps.State.Status == ReferralStatus.InTransit;
        string[] old = [.. steps.State.Clocks.Where(c => !moving || c.Name is not (ReferralClocks.Arrival or ReferralClocks.NoShow)).Select(c => c.Name)];
        steps.Then(Clocks.Stop(steps.State, at, old));
        return steps.Then(Clocks.Start(steps.State, pack, at, [.. Clocks.Answering.Where(name => !moving || name != ReferralClocks.Expiry)]));
    }

    private static Standing StandingOf(Pair pair, PolicyPack pack) => new(
        Receivers.RelationOf(pair), pair.Agreement is { } agreement ? new(agreement.Id, agreement.Number) : null,
        new(pack.Region, pack.Version), new(pair.From.AreaCode, pair.To.AreaCode));
}
