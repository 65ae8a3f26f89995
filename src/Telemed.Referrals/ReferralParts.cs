using Telemed.Contracts;

namespace Telemed.Referrals;

/// <summary>What the consent rests on: the patient's written consent, a guardian's, or an emergency approved by the head of the institution.</summary>
public enum ConsentBasis { Written, Guardian, Emergency }

/// <summary>How the patient travels: on their own, by ambulance (120), or in a vehicle of one of the institutions.</summary>
public enum TransportMode { Own, Ambulance, Transfer }

public enum Side { Asking, Asked }

public sealed record Diagnosis(string? System, string? Code, string Text);

/// <summary>The referral form (双向转诊单): first impression, present illness and why it is referred, past history, treatment so far.</summary>
public sealed record FormSummary(string? Impression, string? PresentIllness, string? History, string? Treatment, string? Examinations, string? Cautions)
{
    public static FormSummary Empty { get; } = new(null, null, null, null, null, null);
}

public sealed record Receiver(string? InstitutionId, string? Department);

/// <param name="Escort">By function (护士一名), never by name.</param>
/// <param name="Needs">Oxygen, monitor, infusion.</param>
public sealed record Transport(TransportMode Mode, string? Escort, string? Needs);

/// <summary>Consent as the log keeps it. Who signed is personal data and lies in the person vault.</summary>
/// <param name="SignerNamed">The name of whoever signed, or approved in an emergency, is on record.</param>
/// <param name="Record">Where the vault keeps that name: a keyed hash.</param>
public sealed record Consent(ConsentBasis Basis, bool SignerNamed, DateTimeOffset At, string? Record = null);

public sealed record PlannedFollowUp(DateOnly DueOn, string What);

/// <summary>The plan with which a patient goes down (康复与随访方案).</summary>
public sealed record CarePlan(string? Medication, string? Rehabilitation, string? WarningSigns, IReadOnlyList<PlannedFollowUp> FollowUps);

/// <summary>What is asked: the content of a draft, fixed by submission.</summary>
/// <param name="ReasonComment">Where the coded reason needs a word.</param>
/// <param name="RelationReason">Why a nearer receiver does not do.</param>
/// <param name="Plan">Of a patient who goes down.</param>
public sealed record ReferralRequest(
    ReferralDirection Direction, Urgency Lane, string PatientId, Receiver To, string? ReasonCode, string? ReasonComment, string? RelationReason,
    IReadOnlyList<string> Criteria, IReadOnlyList<Diagnosis> Diagnoses, FormSummary Summary, Transport? Transport, IReadOnlyList<string> Studies,
    IReadOnlyList<string> Results, Consent? Consent, string? ConsultationId, CarePlan? Plan)
{
    /// <summary>With the place of the signer's name in the vault; the same where nobody is named or there is no consent.</summary>
    public ReferralRequest SignedBy(string? record) => Consent is null || record is null ? this : this with { Consent = Consent with { Record = record } };

    /// <summary>Codes of the diagnoses that have one.</summary>
    public IReadOnlyList<string> DiagnosisCodes() => [.. Diagnoses.Where(d => !string.IsNullOrEmpty(d.Code)).Select(d => d.Code!)];
}

public sealed record Author(string AccountId, string? PractitionerId);

/// <summary>A referral named by another: the one that a return answers, or the return itself.</summary>
public sealed record CaseRef(string Id, string Number);

public sealed record AgreementRef(string Id, string Number);

/// <summary>Where both sides lay when the case was sent (GB/T 2260): who supervises it.</summary>
public sealed record Areas(string From, string To);

/// <summary>The policy pack that decided.</summary>
public sealed record PolicyRef(string Region, int Version);

/// <summary>By what right the receiver was chosen.</summary>
/// <param name="Agreement">The one the relation rests on, if it does.</param>
public sealed record Standing(ReceiverRelation Relation, AgreementRef? Agreement, PolicyRef Policy, Areas Areas);

/// <summary>A slot or bed that the case holds.</summary>
public sealed record Reservation(CapacityKind Kind, string Id, string Department, string? Label, DateTimeOffset? Start, TimeSpan? Length)
{
    public static Reservation Of(BookableCapacity found) => new(found.Kind, found.Id, found.Department, found.Label, found.Start, found.Length);
}

public sealed record Question(string Text, string AskedBy, DateTimeOffset AskedAt, string? Answer, DateTimeOffset? AnsweredAt);

/// <param name="Alternative">Institution, department or way that the asked side recommends instead.</param>
public sealed record Declination(string ReasonCode, string? Comment, string? Alternative, DateTimeOffset At);

public sealed record Contestation(string Reason, string By, DateTimeOffset At);

public sealed record PreviousReceiver(string InstitutionId, string ReasonCode, DateTimeOffset At);

/// <param name="ReturnsTo">Where a refused wish leaves the case.</param>
public sealed record CancelWish(string Reason, Side Side, string By, DateTimeOffset At, ReferralStatus ReturnsTo);

public sealed record Admission(DateTimeOffset At, string? Ward, string? AdmissionNumber);

/// <summary>The discharge part of the return form (回转单).</summary>
public sealed record DischargeSummary(string Diagnosis, string Course, string Plan);

public sealed record Discharge(DischargeSummary Summary, string By, DateTimeOffset At);

public sealed record Death(DateTimeOffset On, string? Place, string? Cause, string By);

public sealed record FollowUpTask(
    string Id, DateOnly DueOn, string What, DateTimeOffset? DoneAt = null, string? Findings = null, string? By = null, string? Waived = null)
{
    /// <summary>Nothing more is owed.</summary>
    public bool Settled => DoneAt is not null || Waived is not null;
}

/// <summary>The down-referral that answers this one, as far as this one knows.</summary>
/// <param name="PractitionerId">The contracted family doctor who is to receive the patient.</param>
/// <param name="FollowedUpAt">First follow-up recorded or waived.</param>
public sealed record ReturnCase(
    CaseRef Case, Receiver To, string? PractitionerId, CarePlan Plan, Standing Standing, Author By, DateTimeOffset At,
    DateTimeOffset? ReceivedAt = null, DateTimeOffset? FollowedUpAt = null, bool Ended = false)
{
    /// <summary>The patient is received below, and the first follow-up is recorded or waived.</summary>
    public bool LoopClosed => ReceivedAt is not null && FollowedUpAt is not null;
}

/// <summary>Why a case ended by itself.</summary>
/// <param name="Reason"><c>admittedElsewhere</c>, <c>patientDied</c>, <c>loopClosed</c>, <c>followedUp</c>.</param>
/// <param name="Other">The case that explains it.</param>
public sealed record SelfClosing(string Reason, CaseRef? Other, string? InstitutionId, DateTimeOffset At);

public sealed record Rating(int Score, string? Comment);
