namespace Telemed.Consultations.Rounds;

/// <summary>Where a ward round stands. The API calls this its state.</summary>
public enum RoundStatus
{
    /// <summary>No such round yet.</summary>
    None,
    Planned,
    Underway,
    Finished,
    Cancelled,
}

public enum RoundAction { Reorder, Add, LeaveOut, Reschedule, Take, Start, Next, Move, Finish, Cancel, GiveBack }

/// <summary>How one patient of a round stands: computed from the round and the patient's own case, stored nowhere.</summary>
public enum PlaceState
{
    Waiting,

    /// <summary>The round stands at this bed.</summary>
    BeingSeen,

    /// <summary>The round was at this bed; the note is not signed yet.</summary>
    NoteDue,

    /// <summary>The note is signed.</summary>
    Seen,
    LeftOut,

    /// <summary>The case ended without a note, or another hospital has it now.</summary>
    Gone,
}

/// <summary>What a round has to know of a case.</summary>
public enum CaseStanding { Open, Signed, Gone }
