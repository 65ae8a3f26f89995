using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Rounds.Reading;

/// <summary>A round as one caller may see it: only places whose case that caller may know of.</summary>
public sealed record RoundView
{
    public required string Id { get; init; }
    public required string Number { get; init; }
    public required RoundStatus State { get; init; }
    public required long Version { get; init; }
    public required InvitingView Inviting { get; init; }
    public required InvitedView Invited { get; init; }

    /// <summary>Who makes the round.</summary>
    public SpecialistView? Specialist { get; init; }
    public required DateTimeOffset Start { get; init; }
    public required DateTimeOffset End { get; init; }
    public string? Note { get; init; }

    /// <summary>The case at whose bed the round stands.</summary>
    public string? Present { get; init; }
    public required IReadOnlyList<PlaceView> Places { get; init; }
    public DateTimeOffset? BegunAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? CancelReason { get; init; }

    /// <summary>Why it was given back, until it is taken again.</summary>
    public string? GiveBackReason { get; init; }
}

public sealed record SpecialistView(string PractitionerId, string? Name, Title? Title);

/// <param name="Ward">With bed, patient and reasons: for those who may read the case.</param>
/// <param name="NoteAt">When the note was signed.</param>
/// <param name="Unseen">Why the patient was not seen.</param>
public sealed record PlaceView(
    string CaseId, string Number, PlaceState State, ConsultationStatus CaseState, string? Ward, string? Bed, PatientView? Patient, string? Reason, DateTimeOffset? VisitedAt,
    DateTimeOffset? NoteAt, string? LeftOut, string? Unseen);
