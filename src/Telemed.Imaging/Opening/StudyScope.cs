namespace Telemed.Imaging.Opening;

/// <summary>The studies that somebody may see.</summary>
/// <param name="OwnInstitutionId">All studies of this institution; null for none.</param>
/// <param name="Opened">Studies, of others or without an owner, that something else opened.</param>
public sealed record StudyScope(string? OwnInstitutionId, IReadOnlyList<string> Opened)
{
    /// <summary>Nothing at all.</summary>
    public static StudyScope Nothing { get; } = new(null, []);

    /// <summary>One study that the door has let the caller into already.</summary>
    public static StudyScope Of(string studyInstanceUid) => new(null, [studyInstanceUid]);
}
