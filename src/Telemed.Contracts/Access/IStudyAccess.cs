namespace Telemed.Contracts;

/// <summary>Who may open which study: its owner, and whoever a live case that names it lets in. One answer for every door.</summary>
public interface IStudyAccess
{
    /// <summary>May this caller read the study now? A study that is not there answers false as well.</summary>
    ValueTask<bool> MayRead(Caller caller, string studyInstanceUid, CancellationToken cancellationToken);
}
