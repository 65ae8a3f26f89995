using Telemed.Contracts;

namespace Telemed.Imaging.Opening;

/// <summary>A live case that names a study.</summary>
public sealed record StudyCase(string CaseId, string PatientId);

/// <summary>Which case stands behind a look at a study.</summary>
public interface IStudyCases
{
    /// <summary>A live case that names the study and lets the caller see its images; null when there is none.</summary>
    ValueTask<StudyCase?> CaseFor(Caller caller, string studyInstanceUid, CancellationToken cancellationToken);
}
