using Telemed.Contracts;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations;

/// <summary>The asking side: draft, submit, answer questions, turn elsewhere, withdraw.</summary>
public static partial class Consultation
{
    /// <summary>Opens a case as a draft, and submits it at once when <paramref name="around"/> is given.</summary>
    public static Decision Open(ConsultationState state, Caller by, string number, ConsultationRequest request, Surroundings? around, DateTimeOffset at)
    {
        if (state.Status != ConsultationStatus.None) return ConsultationRefusal.IllegalTransition;
        if (!by.Is(Role.Physician) || by.InstitutionId is not { } inviting) return ConsultationRefusal.Forbidden;
        var steps = new Steps(state).Then(new Drafted(number, new(by.AccountId, by.PractitionerId), inviting, request, at));
        if (around is null) return steps.Done(at);
        return SubmissionGate.Stops(request, around, at) is { } refusal ? refusal : Submitting(steps, around, at);
    }

    /// <summary>Saves the content of a draft.</summary>
    public static Decision Edit(ConsultationState state, Caller by, ConsultationRequest request, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Edit, by) is { } refusal) return refusal;
        return Same(state.Request, request) ? Decision.Nothing : new Edited(request, at);
    }

    public static Decision Submit(ConsultationState state, Caller by, Surroundings around, DateTimeOffset at) =>
        (ConsultationTable.Forbids(state, ConsultationAction.Submit, by) ?? SubmissionGate.Stops(state.Request, around, at)) is { } refusal
            ? refusal
            : Submitting(new(state), around, at);

    public static Decision ProvideInfo(
        ConsultationState state, Caller by, string? answer, IReadOnlyList<string> studies, IReadOnlyList<string> results, PolicyPack pack, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.ProvideInfo, by) is { } refusal) return refusal;
        if (Empty(answer)) return ConsultationRefusal.TextMissing;
        return new Steps(state)
            .Then(new InformationProvided(answer!, studies, results, by.AccountId, at))
            .Then(Clocks.Meet(state, at, ClockNames.Information))
            .Then(Clocks.Resume(state, pack, at))
            .Done(at);
    }

    /// <summary>Asks another institution after a refusal, or when a second hospital was offered.</summary>
    public static Decision Redirect(ConsultationState state, Caller by, Invited to, Surroundings around, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Redirect, by) is { } refusal) return refusal;
        if (Empty(to.Department) && Empty(to.PractitionerId)) return ConsultationRefusal.DepartmentMissing;
        if (to.InstitutionId == state.Invited.InstitutionId) return ConsultationRefusal.IllegalTransition;
        if (SubmissionGate.StopsInvited(state.Request.Kind, to, around, at) is { } stopped) return stopped;
        var reason = state.Declined?.ReasonCode ?? "noAnswer";
        return new Steps(state)
            .Then(new Redirected(to, reason, Ref(around.Agreement!), Ref(around.Pack), AreasOf(around), by.AccountId, at))
            .Then(Clocks.StopAll(state, at))
            .Then(Clocks.Start(state, around.Pack, at, AnswerClocks))
            .Done(at);
    }

    public static Decision Withdraw(ConsultationState state, Caller by, string? comment, DateTimeOffset at) =>
        ConsultationTable.Forbids(state, ConsultationAction.Withdraw, by) is { } refusal
            ? refusal
            : new Steps(state).Then(new Withdrawn(comment, by.AccountId, at)).Done(at);

    public static Decision ConvertToReferral(ConsultationState state, Caller by, string? referralId, DateTimeOffset at) =>
        ConsultationTable.Forbids(state, ConsultationAction.ConvertToReferral, by) is { } refusal
            ? refusal
            : new Steps(state).Then(new ConvertedToReferral(referralId, by.AccountId, at)).Done(at);

    private static readonly string[] AnswerClocks = [ClockNames.Triage, ClockNames.Answer, ClockNames.Fallback, ClockNames.Expiry, ClockNames.Report];

    private static Decision Submitting(Steps steps, Surroundings around, DateTimeOffset at) => steps
        .Then(new Submitted(Ref(around.Agreement!), Ref(around.Pack), AreasOf(around), at))
        .Then(Clocks.Start(steps.State, around.Pack, at, AnswerClocks))
        .Done(at);

    private static AgreementRef Ref(Agreement agreement) => new(agreement.Id, agreement.Number);

    private static Areas AreasOf(Surroundings around) => new(around.Inviting!.AreaCode, around.Invited!.AreaCode);

    private static PolicyRef Ref(PolicyPack pack) => new(pack.Region, pack.Version);
}
