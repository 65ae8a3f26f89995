using Telemed.Contracts;

namespace Telemed.Examinations.Reading;

/// <summary>A code with its name.</summary>
public sealed record CodeView(string Code, string? Name, string System);

/// <summary>A correction as clients see it.</summary>
/// <param name="Version">2 for the first.</param>
public sealed record CorrectionView(int Version, DateTimeOffset At, string Reason, string? By);

/// <summary>A voided result.</summary>
public sealed record VoidedView(string Reason, DateTimeOffset At);

/// <summary>A critical value as clients see it.</summary>
public sealed record CriticalView(
    IReadOnlyList<string> Values, DateTimeOffset Since, DateTimeOffset DueAt, DateTimeOffset? BreachedAt, DateTimeOffset? ConfirmedAt, string? Handling, string? By);

/// <summary>A result in full.</summary>
/// <param name="Item">The standard item; null while the institution's own code is not mapped.</param>
/// <param name="Local">The institution's own code.</param>
/// <param name="Mark">HR mark of the day of the examination.</param>
/// <param name="Origin">How it came here when it was not filed one by one.</param>
public sealed record ResultView(
    string Id, long Version, string PatientId, string InstitutionId, string? InstitutionName, string? LocalId, CodeView? Item, CodeView? Local, ResultCategory Category,
    DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt, DateTimeOffset? ReportedAt, IReadOnlyList<MeasuredValue> Values, ReportText? Report, string? StudyInstanceUid,
    string? Equipment, string? DeviceClass, string? Method, IReadOnlyList<Intervention> Interventions, string? Mark, bool Legacy, bool Mapped,
    IReadOnlyList<CorrectionView> Corrections, VoidedView? Voided, CriticalView? Critical, ResultOrigin? Origin);

/// <summary>A result in a list.</summary>
/// <param name="Summary">The first values, or the beginning of the conclusion.</param>
/// <param name="Corrected">How often.</param>
public sealed record ResultItem(
    string Id, long Version, string PatientId, string InstitutionId, string? InstitutionName, string? LocalId, CodeView? Item, CodeView? Local, ResultCategory Category,
    DateTimeOffset PerformedAt, DateTimeOffset? CollectedAt, DateTimeOffset? ReportedAt, string? StudyInstanceUid, string? Equipment, string? DeviceClass, string? Method,
    IReadOnlyList<Intervention> Interventions, string? Mark, bool Legacy, bool Mapped, int Corrected, bool Critical, string? Summary);
