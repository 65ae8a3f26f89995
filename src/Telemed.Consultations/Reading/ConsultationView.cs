using Telemed.Contracts;

namespace Telemed.Consultations.Reading;

/// <summary>A case as one caller may see it: what that caller may not read is null.</summary>
public sealed record ConsultationView
{
    public required string Id { get; init; }
    public required string Number { get; init; }
    public required ServiceKind Kind { get; init; }
    public required ConsultationMode Mode { get; init; }
    public required Urgency Urgency { get; init; }
    public required ConsultationStatus State { get; init; }
    public required long Version { get; init; }
    public string? PatientId { get; init; }
    public PatientView? Patient { get; init; }
    public required InvitingView Inviting { get; init; }
    public required InvitedView Invited { get; init; }
    public required IReadOnlyList<AssignedView> Assigned { get; init; }
    public string? Reason { get; init; }
    public string? Purpose { get; init; }
    public CaseSummary? Summary { get; init; }
    public IReadOnlyList<string>? Studies { get; init; }
    public IReadOnlyList<string>? Results { get; init; }
    public ConsentView? Consent { get; init; }
    public AgreementRef? Agreement { get; init; }
    public PolicyRef? Policy { get; init; }
    public required IReadOnlyList<ClockView> Clocks { get; init; }
    public LiveSession? Session { get; init; }
    public IReadOnlyList<QuestionView>? Questions { get; init; }

    /// <summary>For its authors only.</summary>
    public DraftView? Draft { get; init; }
    public IReadOnlyList<OpinionView>? Opinions { get; init; }
    public DecisionView? Decision { get; init; }
    public Rating? Rating { get; init; }
    public IReadOnlyList<FollowUpView>? FollowUps { get; init; }
    public Declination? Declined { get; init; }
    public required IReadOnlyList<PreviousView> Previous { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
}

public sealed record PatientView(string Id, string Name, Sex Sex, int? Age, DateOnly? BirthDate, string MaskedIdNumber);

public sealed record InvitingView(string InstitutionId, string? InstitutionName, string? PractitionerId, string? PractitionerName);

public sealed record InvitedView(
    string? InstitutionId, string? InstitutionName, string? Department, string? PractitionerId, string? PractitionerName, Title? MinimumTitle);

public sealed record AssignedView(string PractitionerId, string? Name, Title Title, bool Lead);

public sealed record ConsentView(ConsentBasis Basis, string? SignedBy, DateTimeOffset At);

public sealed record ClockView(string Name, DateTimeOffset DueAt, DateTimeOffset? PausedAt, DateTimeOffset? MetAt, DateTimeOffset? BreachedAt);

public sealed record QuestionView(string Question, string? AskedBy, DateTimeOffset AskedAt, string? Answer, DateTimeOffset? AnsweredAt);

public sealed record DraftView(
    int Revision, string Findings, IReadOnlyList<Diagnosis> Diagnoses, string? Advice, string? By, DateTimeOffset At, int? Amends, IReadOnlyList<SignatureView> Signatures);

/// <param name="Valid">The signature was checked for this very answer.</param>
public sealed record SignatureView(string PractitionerId, string? Name, Title Title, DateTimeOffset At, bool Valid);

public sealed record OpinionView(
    int Version, string Findings, IReadOnlyList<Diagnosis> Diagnoses, string? Advice, IReadOnlyList<SignatureView> Signatures, DateTimeOffset ReleasedAt,
    int? Amends, Responsibility Responsibility);

public sealed record DecisionView(AdoptionDecision Decision, string? Note, string? By, DateTimeOffset At);

public sealed record FollowUpView(DateTimeOffset At, string Findings, string? By);

public sealed record PreviousView(string InstitutionId, string? InstitutionName, string ReasonCode, DateTimeOffset At);
