namespace Telemed.Contracts;

/// <summary>A released opinion of a remote diagnosis (影像、心电、病理、超声), as the context of results sees it.</summary>
/// <param name="Version">1 for the first, 2 after an amendment.</param>
/// <param name="InvitingId">Whose examination was read.</param>
/// <param name="Conclusion">Diagnoses and advice in one text.</param>
/// <param name="Reporter">Names of those who signed.</param>
public sealed record DiagnosticOpinion(
    string ConsultationId, int Version, ServiceKind Kind, string PatientId, string InvitingId, IReadOnlyList<string> Studies, string Findings, string? Conclusion, string? Reporter,
    DateTimeOffset ReleasedAt);

/// <summary>Released opinions of remote diagnoses.</summary>
public interface IDiagnosticOpinions
{
    /// <summary>The one released last; null when there is none, or the case is no remote diagnosis.</summary>
    ValueTask<DiagnosticOpinion?> Of(string consultationId, CancellationToken cancellationToken);
}
