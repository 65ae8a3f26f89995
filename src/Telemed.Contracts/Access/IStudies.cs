namespace Telemed.Contracts;

/// <summary>What other contexts may know of a stored study without opening it.</summary>
/// <param name="InstitutionId">Whose it is; null when nobody knows.</param>
/// <param name="PatientId">The patient to whom its number was matched; null while it was not.</param>
/// <param name="Modality">Of its first series, such as <c>CT</c>.</param>
/// <param name="Description">What its modality wrote.</param>
/// <param name="BodyPart">DICOM body part of a series that has one.</param>
/// <param name="At">When it was begun, as its modality wrote it in local time; null when it wrote none.</param>
public sealed record StudyFacts(string? InstitutionId, string? PatientId, string? Modality, string? Description, string? BodyPart, DateTimeOffset? At = null);

/// <summary>The stored studies as other contexts see them.</summary>
public interface IStudies
{
    /// <summary>Null when no object of the study is here.</summary>
    StudyFacts? Find(string studyInstanceUid);
}
