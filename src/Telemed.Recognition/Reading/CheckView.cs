using Telemed.Contracts;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Reading;

public sealed record CodeText(string Code, string Text);

public sealed record DecisionView(
    int No, PhysicianDecision Decision, string ResultId, CodeText? Reason, string? ReasonCode, string? Comment, DateTimeOffset At, string? By, DateTimeOffset? RevokedAt);

/// <param name="Viewer">Address of the page that shows its images beside today's question; null without images.</param>
/// <param name="Opened">Somebody of the ordering institution has looked at it in this check: it can be read.</param>
public sealed record CandidateView(
    string ResultId, string InstitutionId, string? InstitutionName, DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt, DateTimeOffset? ValidUntil, string? Mark,
    string? StudyInstanceUid, string? Viewer, Verdict Verdict, CodeText Rule, RecognitionRelation Relation, IReadOnlyList<CodeText> Reasons, bool Legacy, bool Opened);

public sealed record OrderView(DateTimeOffset At, string? OrderId, bool Repeated);

/// <param name="OrderWithdrawn">An earlier result stands in its place.</param>
/// <param name="Older">Earlier results that are too old to be shown.</param>
/// <param name="Decision">The one that stands.</param>
/// <param name="Decisions">All, those taken back too.</param>
public sealed record ItemView(
    string Code, string? Name, ResultCategory Category, string? OrderId, bool OrderWithdrawn, OrderView? Ordered, Verdict Verdict, CodeText Rule, RecognitionRelation Relation,
    IReadOnlyList<CodeText> Reasons, decimal? Fee, int Older, IReadOnlyList<CandidateView> Candidates, DecisionView? Decision, IReadOnlyList<DecisionView> Decisions);

public sealed record CheckPatient(string Id, string Name, Sex Sex, int? Age, string MaskedIdNumber);

/// <summary>A check as one caller may see it. Whoever only supervises sees items, verdicts and coded decisions, not the patient nor the results.</summary>
public sealed record CheckView
{
    public required string Id { get; init; }
    public required string Number { get; init; }
    public required long Version { get; init; }
    public required RecognitionStatus State { get; init; }
    public string? PatientId { get; init; }
    public CheckPatient? Patient { get; init; }
    public required string InstitutionId { get; init; }
    public string? InstitutionName { get; init; }
    public string? Physician { get; init; }
    public string? Department { get; init; }
    public required string CatalogueVersion { get; init; }

    /// <summary>The panel does not unfold by itself.</summary>
    public required bool Quiet { get; init; }
    public IReadOnlyList<Diagnosis>? Diagnoses { get; init; }
    public OrderContext? Context { get; init; }
    public required IReadOnlyList<ItemView> Items { get; init; }

    /// <summary>When it closes by itself.</summary>
    public required DateTimeOffset EndsAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
}
