using Telemed.Contracts;
using static Telemed.Consultations.ConsultationEvent;

namespace Telemed.Consultations;

/// <summary>The opinion: drafted, signed by all who must, released; amended only by a new version.</summary>
public static partial class Consultation
{
    public static Decision DraftOpinion(ConsultationState state, Caller by, OpinionContent content, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.DraftOpinion, by) is { } refusal) return refusal;
        if (state.Request.Kind == ServiceKind.Advice && content.Diagnoses.Count > 0) return ConsultationRefusal.AdviceHoldsDiagnosis;
        if (state.Draft is { Content: { } now } && Same(now, content)) return Decision.Nothing;
        return new OpinionDrafted(state.Revisions + 1, content, by.PractitionerId!, at);
    }

    /// <summary>Puts a signature on the draft, and releases it when it was the last one needed.</summary>
    /// <param name="revision">The draft that was signed.</param>
    /// <param name="signer">The caller as the directory knows them now.</param>
    public static Decision Sign(ConsultationState state, Caller by, int revision, Practitioner? signer, string jws, PolicyPack pack, DateTimeOffset at)
    {
        if (StopsSigning(state, by, signer, pack, at) is { } refusal) return refusal;
        var draft = state.Draft!;
        if (draft.Revision != revision) return ConsultationRefusal.DraftChanged;
        if (draft.Signatures.Any(s => s.PractitionerId == signer!.Id)) return Decision.Nothing;
        var version = state.Opinions.Count + 1;
        var steps = new Steps(state).Then(new OpinionSigned(version, revision, new(signer!.Id, signer.Title, at, jws)));
        if (!Signing.Complete(steps.State)) return steps.Done(at);
        return steps
            .Then(new OpinionReleased(version, SubmissionGate.IsDiagnosis(state.Request.Kind) ? Responsibility.Joint : Responsibility.InvitingDecides, at))
            .Then(Clocks.Meet(state, at, ClockNames.Report, ClockNames.Signature))
            .Then(Clocks.Start(state, pack, at, ClockNames.Decision))
            .Done(at);
    }

    /// <summary>What forbids this caller to sign; asked once before the password is, and again when the signature is stored.</summary>
    public static ConsultationRefusal? StopsSigning(ConsultationState state, Caller by, Practitioner? signer, PolicyPack pack, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Sign, by) is { } refusal) return refusal;
        if (signer is null || signer.Id != by.PractitionerId) return ConsultationRefusal.PractitionerUnknown;
        if (state.Draft is not { Content: not null } draft || Empty(draft.Content.Findings)) return ConsultationRefusal.NothingToSign;
        if (SubmissionGate.Unfit(signer, state.Request.Kind, state.Invited, pack, at) is { } unfit) return unfit;
        var reviews = state.Signing == SigningRule.WriterAndReviewer && draft.WrittenBy != signer.Id;
        return reviews && signer.Title < pack.FourEyes.ReviewerTitle ? ConsultationRefusal.ReviewerTitleTooLow : null;
    }

    /// <summary>Opens a new version; the released one stays as it is.</summary>
    public static Decision Amend(ConsultationState state, Caller by, string? reason, OpinionContent? content, PolicyPack pack, DateTimeOffset at)
    {
        if (ConsultationTable.Forbids(state, ConsultationAction.Amend, by) is { } refusal) return refusal;
        if (Empty(reason)) return ConsultationRefusal.TextMissing;
        var last = state.Opinions[^1];
        if (last.Signatures.All(s => s.PractitionerId != by.PractitionerId)) return ConsultationRefusal.NotASigner;
        if (state.Request.Kind == ServiceKind.Advice && content?.Diagnoses.Count > 0) return ConsultationRefusal.AdviceHoldsDiagnosis;
        var steps = new Steps(state)
            .Then(new AmendmentOpened(last.Version, reason!, by.PractitionerId!, at))
            .Then(Clocks.Meet(state, at, ClockNames.Decision))
            .Then(Clocks.Start(state, pack, at, ClockNames.Signature));
        return steps.Then(new OpinionDrafted(steps.State.Revisions + 1, content ?? last.Content, by.PractitionerId!, at)).Done(at);
    }
}
