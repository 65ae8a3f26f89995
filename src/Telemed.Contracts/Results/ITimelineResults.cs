namespace Telemed.Contracts;

/// <summary>A result as a line of its patient's timeline.</summary>
/// <param name="Title">What was examined, and its mark.</param>
/// <param name="Open">The reader may open it; otherwise title and institution are all there is to know.</param>
/// <param name="Summary">Null for a reader who may not open it.</param>
public sealed record TimelineResult(string Id, DateTimeOffset At, string InstitutionId, Text Title, bool Open, string? Summary);

/// <summary>Results as the timeline shows them: looked up when it is read, so that corrections, mappings and marks hold at once.</summary>
public interface ITimelineResults
{
    /// <summary>Results of a patient, newest first, behind a place in that order.</summary>
    /// <param name="caller">Who reads; may read the patient.</param>
    /// <param name="behind">Time and id of the last one seen; null from the newest on.</param>
    IReadOnlyList<TimelineResult> Of(Caller caller, string patientId, (DateTimeOffset At, string Id)? behind, int limit);
}
