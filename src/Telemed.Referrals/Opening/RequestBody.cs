using Telemed.Contracts;

namespace Telemed.Referrals.Opening;

/// <summary>A referral as the client sends it; every member may be missing.</summary>
/// <param name="ReasonComment">Where the coded reason needs a word.</param>
/// <param name="RelationReason">Why a nearer receiver does not do.</param>
/// <param name="ReturnOf">The up-referral that a down-referral answers; with it the plan is needed and nothing is kept as a draft.</param>
public sealed record RequestBody(
    string? Direction, string? Lane, string? PatientId, ReceiverBody? To, string? ReasonCode, string? ReasonComment, string? RelationReason,
    IReadOnlyList<string>? Criteria, IReadOnlyList<Diagnosis>? Diagnoses, FormBody? Summary, TransportBody? Transport, IReadOnlyList<string>? Studies,
    IReadOnlyList<string>? Results, ConsentBody? Consent, string? ConsultationId, string? ReturnOf, PlanBody? Plan, bool Submit = false)
{
    private const int TextLength = 4000;
    private const int Attachments = 200;

    internal void Validate(FieldErrors errors)
    {
        Named.Check<ReferralDirection>(errors, "direction", Direction, required: true);
        Named.Check<Urgency>(errors, "lane", Lane, required: true);
        errors.Required("patientId", PatientId, 100);
        To?.Validate(errors);
        errors.Optional("reasonCode", ReasonCode, 50);
        errors.Optional("reasonComment", ReasonComment, 1000);
        errors.Optional("relationReason", RelationReason, 1000);
        if (Criteria?.Count > 50) errors.Invalid("criteria");
        if (Diagnoses?.Count > 50) errors.Invalid("diagnoses");
        for (var i = 0; i < Diagnoses?.Count; i++) errors.Required($"diagnoses[{i}].text", Diagnoses[i]?.Text, 500);
        foreach (var (field, text) in new[]
        {
            ("impression", Summary?.Impression), ("presentIllness", Summary?.PresentIllness), ("history", Summary?.History), ("treatment", Summary?.Treatment),
            ("examinations", Summary?.Examinations), ("cautions", Summary?.Cautions), ("complaint", Summary?.Complaint), ("findings", Summary?.Findings),
        }) errors.Optional($"summary.{field}", text, TextLength);
        Transport?.Validate(errors, "transport.");
        CheckStudies(errors, Studies, Results);
        errors.Optional("consultationId", ConsultationId, 100);
        errors.Optional("returnOf", ReturnOf, 100);
        Plan?.Validate(errors);
        if (Consent is null) return;
        Named.Check<ConsentBasis>(errors, "consent.basis", Consent.Basis, required: true);
        errors.Optional("consent.signedBy", Consent.SignedBy, 100);
    }

    internal static void CheckStudies(FieldErrors errors, IReadOnlyList<string>? studies, IReadOnlyList<string>? results)
    {
        if (studies?.Count > Attachments || studies?.Any(s => string.IsNullOrWhiteSpace(s) || s.Length > 64) == true) errors.Invalid("studies");
        if (results?.Count > Attachments || results?.Any(s => string.IsNullOrWhiteSpace(s) || s.Length > 100) == true) errors.Invalid("results");
    }

    /// <summary>The content; only after <see cref="Validate"/>.</summary>
    internal ReferralRequest ToRequest(DateTimeOffset now) => new(
        Named.Read<ReferralDirection>(Direction)!.Value, Named.Read<Urgency>(Lane)!.Value, PatientId!, To?.ToReceiver() ?? new(null, null),
        ReasonCode, ReasonComment, RelationReason, [.. (Criteria ?? []).Distinct()], Diagnoses ?? [], Summary?.ToSummary(Diagnoses) ?? FormSummary.Empty, Transport?.ToTransport(),
        [.. (Studies ?? []).Distinct()], [.. (Results ?? []).Distinct()],
        Consent is null ? null : new(Named.Read<ConsentBasis>(Consent.Basis)!.Value, !string.IsNullOrWhiteSpace(Consent.SignedBy), Consent.At ?? now),
        string.IsNullOrEmpty(ConsultationId) ? null : ConsultationId, Plan?.ToPlan());
}

public sealed record ReceiverBody(string? InstitutionId, string? Department)
{
    internal void Validate(FieldErrors errors)
    {
        errors.Optional("to.institutionId", InstitutionId, 100);
        errors.Optional("to.department", Department, 100);
    }

    internal Receiver ToReceiver() => new(InstitutionId, Department);
}

/// <summary>The fields of the form, or the summary as a consultation of the same patient has it.</summary>
/// <param name="Complaint">Of a consultation: why the patient came, the form's present illness.</param>
/// <param name="Findings">Of a consultation: the form's examinations.</param>
public sealed record FormBody(
    string? Impression, string? PresentIllness, string? History, string? Treatment, string? Examinations, string? Cautions, string? Complaint = null, string? Findings = null)
{
    // who sends a consultation's summary has said the impression by the diagnoses
    internal FormSummary ToSummary(IReadOnlyList<Diagnosis>? diagnoses) => new(
        Impression ?? (Complaint is null ? null : string.Join("；", (diagnoses ?? []).Select(d => d.Text))), PresentIllness ?? Complaint, History, Treatment,
        Examinations ?? Findings, Cautions);
}

public sealed record TransportBody(string? Mode, string? Escort, string? Needs)
{
    internal void Validate(FieldErrors errors, string path)
    {
        Named.Check<TransportMode>(errors, $"{path}mode", Mode, required: true);
        errors.Optional($"{path}escort", Escort, 200);
        errors.Optional($"{path}needs", Needs, 500);
    }

    internal Transport ToTransport() => new(Named.Read<TransportMode>(Mode)!.Value, Escort, Needs);
}

public sealed record PlanBody(string? Medication, string? Rehabilitation, string? WarningSigns, IReadOnlyList<PlannedBody>? FollowUps)
{
    internal void Validate(FieldErrors errors)
    {
        errors.Optional("plan.medication", Medication, 4000);
        errors.Optional("plan.rehabilitation", Rehabilitation, 4000);
        errors.Optional("plan.warningSigns", WarningSigns, 4000);
        if (FollowUps?.Count > 50) errors.Invalid("plan.followUps");
        for (var i = 0; i < FollowUps?.Count; i++)
        {
            errors.Required($"plan.followUps[{i}].dueOn", (object?)FollowUps[i]?.DueOn);
            errors.Required($"plan.followUps[{i}].what", FollowUps[i]?.What, 500);
        }
    }

    internal CarePlan ToPlan() => new(Medication, Rehabilitation, WarningSigns, [.. (FollowUps ?? []).Select(f => new PlannedFollowUp(f.DueOn!.Value, f.What!))]);
}

public sealed record PlannedBody(DateOnly? DueOn, string? What);

/// <param name="SignedBy">Personal data: goes to the person vault, never to the log.</param>
public sealed record ConsentBody(string? Basis, string? SignedBy, DateTimeOffset? At);
