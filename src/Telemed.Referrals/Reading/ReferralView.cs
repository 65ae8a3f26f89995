using Telemed.Contracts;
using Telemed.Referrals.Receiving;

namespace Telemed.Referrals.Reading;

/// <summary>A case as one caller may see it: what that caller may not read is null.</summary>
public sealed record ReferralView
{
    public required string Id { get; init; }
    public required string Number { get; init; }
    public required ReferralDirection Direction { get; init; }
    public required Urgency Lane { get; init; }
    public required ReferralStatus State { get; init; }
    public required long Version { get; init; }
    public string? PatientId { get; init; }
    public PatientView? Patient { get; init; }
    public required FromView From { get; init; }
    public required ToView To { get; init; }
    public required ReasonView Reason { get; init; }
    public IReadOnlyList<CriterionView>? Criteria { get; init; }
    public IReadOnlyList<Diagnosis>? Diagnoses { get; init; }
    public FormSummary? Summary { get; init; }
    public Transport? Transport { get; init; }
    public IReadOnlyList<string>? Studies { get; init; }
    public IReadOnlyList<string>? Results { get; init; }
    public ConsentView? Consent { get; init; }
    public ReceiverRelation? Relation { get; init; }
    public string? RelationReason { get; init; }
    public AgreementRef? Agreement { get; init; }
    public PolicyRef? Policy { get; init; }
    public string? ConsultationId { get; init; }

    /// <summary>The up-referral that this one answers.</summary>
    public CaseRef? ReturnOf { get; init; }

    /// <summary>The down-referral that answers this one.</summary>
    public ReturnView? ReturnedBy { get; init; }
    public required IReadOnlyList<ClockView> Clocks { get; init; }
    public IReadOnlyList<QuestionView>? Questions { get; init; }
    public PlaceView? Reservation { get; init; }
    public DeclinedView? Declined { get; init; }
    public ContestView? Contest { get; init; }
    public required IReadOnlyList<PreviousView> Previous { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? DepartedAt { get; init; }
    public DateTimeOffset? ArrivedAt { get; init; }
    public Admission? Admission { get; init; }
    public DischargeView? Discharge { get; init; }
    public PlanView? Plan { get; init; }
    public ReceiverView? Receiver { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public CancelView? CancelRequest { get; init; }
    public DeathView? Death { get; init; }
    public Rating? Rating { get; init; }
    public ClosedByView? ClosedBy { get; init; }

    /// <summary>A second hospital may be asked without waiting for a refusal.</summary>
    public bool SecondHospitalOffered { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
}

public sealed record PatientView(string Id, string Name, Sex Sex, int? Age, DateOnly? BirthDate, string MaskedIdNumber);

public sealed record FromView(string InstitutionId, string? InstitutionName, string? PractitionerId, string? PractitionerName);

public sealed record ToView(string? InstitutionId, string? InstitutionName, string? Department);

/// <param name="Text">In Chinese, the language of the form.</param>
public sealed record ReasonView(string? Code, string? Text, string? Comment);

public sealed record CriterionView(string Code, string? Text, string? Source);

public sealed record ConsentView(ConsentBasis Basis, string? SignedBy, DateTimeOffset At);

public sealed record ReturnView(string Id, string Number, ReferralStatus State, DateTimeOffset? ReceivedAt, DateTimeOffset? FollowedUpAt);

public sealed record ClockView(string Name, DateTimeOffset DueAt, DateTimeOffset? PausedAt, DateTimeOffset? MetAt, DateTimeOffset? BreachedAt);

public sealed record QuestionView(string Question, string? AskedBy, DateTimeOffset AskedAt, string? Answer, DateTimeOffset? AnsweredAt);

/// <param name="AlternativeName">Where the alternative is an institution of the platform.</param>
public sealed record DeclinedView(string ReasonCode, string? Text, string? Comment, string? Alternative, string? AlternativeName, DateTimeOffset At);

public sealed record ContestView(string Reason, string? By, DateTimeOffset At);

public sealed record PreviousView(string InstitutionId, string? InstitutionName, string ReasonCode, DateTimeOffset At);

public sealed record DischargeView(string Diagnosis, string Course, string Plan, DateTimeOffset At, string? By);

public sealed record PlanView(string? Medication, string? Rehabilitation, string? WarningSigns, IReadOnlyList<FollowUpView> FollowUps);

public sealed record FollowUpView(string Id, DateOnly DueOn, string What, DateTimeOffset? DoneAt, string? Findings, string? By, string? Waived);

public sealed record ReceiverView(string PractitionerId, string? Name);

public sealed record CancelView(string Reason, Side Side, string? By, DateTimeOffset At);

public sealed record DeathView(DateTimeOffset At, string? Place, string? Cause);

public sealed record ClosedByView(string Reason, string Text, string? CaseId, string? CaseNumber, DateTimeOffset At);
