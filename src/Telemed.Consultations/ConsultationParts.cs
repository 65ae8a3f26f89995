using Telemed.Contracts;

namespace Telemed.Consultations;

/// <summary>With a live session, or by documents alone.</summary>
public enum ConsultationMode { Synchronous, Asynchronous }

/// <summary>What the consent rests on: the patient's written consent, a guardian's, or an emergency approved by the head of the institution.</summary>
public enum ConsentBasis { Written, Guardian, Emergency }

/// <summary>The asking side's own decision on an opinion.</summary>
public enum AdoptionDecision { Adopted, Partly, NotAdopted }

/// <summary>Which side did not appear.</summary>
public enum Side { Inviting, Invited }

/// <summary>Who must sign before an opinion is released.</summary>
public enum SigningRule { Single, WriterAndReviewer, All }

/// <summary>Who answers for an opinion (远程医疗服务管理规范): a consultation advises, a remote diagnosis binds both.</summary>
public enum Responsibility { InvitingDecides, Joint }

public sealed record Invited(string? InstitutionId, string? Department, string? PractitionerId, Title? MinimumTitle);

public sealed record Diagnosis(string? System, string? Code, string Text);

public sealed record CaseSummary(string? Complaint, string? History, string? Findings, IReadOnlyList<Diagnosis> Diagnoses, string? Treatment)
{
    public static CaseSummary Empty { get; } = new(null, null, null, [], null);
}

/// <summary>Consent as the log keeps it. Who signed is personal data and lies in the person vault.</summary>
/// <param name="SignerNamed">The name of whoever signed, or approved in an emergency, is on record.</param>
/// <param name="Record">Where the vault keeps that name: a keyed hash.</param>
public sealed record Consent(ConsentBasis Basis, bool SignerNamed, DateTimeOffset At, string? Record = null);

/// <summary>What is asked: the content of a draft, fixed by submission.</summary>
public sealed record ConsultationRequest(
    ServiceKind Kind, ConsultationMode Mode, Urgency Urgency, string PatientId, Invited Invited, string? Reason, string? Purpose,
    CaseSummary Summary, IReadOnlyList<string> Studies, IReadOnlyList<string> Results, Consent? Consent)
{
    /// <summary>With the place of the signer's name in the vault; the same where nobody is named or there is no consent.</summary>
    public ConsultationRequest SignedBy(string? record) => Consent is null || record is null ? this : this with { Consent = Consent with { Record = record } };
}

public sealed record Author(string AccountId, string? PractitionerId);

public sealed record AgreementRef(string Id, string Number);

/// <summary>Where both sides lay when the case was sent (GB/T 2260): who supervises it.</summary>
public sealed record Areas(string Inviting, string Invited);

/// <summary>The policy pack that decided.</summary>
public sealed record PolicyRef(string Region, int Version);

public sealed record AssignedPractitioner(string PractitionerId, Title Title, string Department);

public sealed record OpinionContent(string Findings, IReadOnlyList<Diagnosis> Diagnoses, string? Advice);

/// <param name="Jws">Detached signature over <see cref="Signing.Canonical"/>.</param>
public sealed record OpinionSignature(string PractitionerId, Title Title, DateTimeOffset At, string Jws);

/// <param name="Revision">Counts the drafts of one case; a signature holds for one revision only.</param>
/// <param name="Signatures">Given so far; they count for nothing before release.</param>
public sealed record DraftedOpinion(int Revision, OpinionContent? Content, string? WrittenBy, DateTimeOffset At, int? Amends, IReadOnlyList<OpinionSignature> Signatures);

public sealed record ReleasedOpinion(
    int Version, OpinionContent Content, IReadOnlyList<OpinionSignature> Signatures, DateTimeOffset ReleasedAt, int? Amends, Responsibility Responsibility);

public sealed record Question(string Text, string AskedBy, DateTimeOffset AskedAt, string? Answer, DateTimeOffset? AnsweredAt);

public sealed record LiveSession(DateTimeOffset Start, DateTimeOffset End, string? Room, DateTimeOffset? StartedAt);

public sealed record Adoption(AdoptionDecision Decision, string? Note, string By, DateTimeOffset At);

public sealed record Rating(int Score, string? Comment);

public sealed record FollowUpNote(DateTimeOffset At, string Findings, string By);

/// <param name="Alternative">Institution, department or way that the asked side recommends instead.</param>
public sealed record Declination(string ReasonCode, string? Comment, string? Alternative, DateTimeOffset At);

public sealed record PreviouslyInvited(string InstitutionId, string ReasonCode, DateTimeOffset At);
