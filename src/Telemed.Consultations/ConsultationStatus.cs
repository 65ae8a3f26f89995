namespace Telemed.Consultations;

/// <summary>Where a consultation stands. The API calls this its state.</summary>
public enum ConsultationStatus
{
    /// <summary>No such case yet.</summary>
    None,
    Draft,
    Submitted,

    /// <summary>The asking side owes an answer; returns to where it came from.</summary>
    NeedsInfo,
    Accepted,
    Assigned,
    Scheduled,
    InSession,
    Suspended,
    OpinionDraft,
    Released,
    Adopted,
    Closed,
    Declined,
    Withdrawn,
    Expired,
    NoShow,
    Converted,
}

public static class ConsultationStatuses
{
    /// <summary>Nothing more is expected of either side.</summary>
    public static bool Ended(this ConsultationStatus status) => status is
        ConsultationStatus.Closed or ConsultationStatus.Declined or ConsultationStatus.Withdrawn or ConsultationStatus.Expired
        or ConsultationStatus.NoShow or ConsultationStatus.Converted;

    /// <summary>Someone has something to do.</summary>
    public static bool Open(this ConsultationStatus status) => status != ConsultationStatus.None && !status.Ended();
}

public enum ConsultationAction
{
    Edit, Submit, RequestInfo, ProvideInfo, Accept, Decline, Redirect, Assign, Claim, Schedule, Reschedule, StartSession, SuspendSession, FinishSession,
    DraftOpinion, Sign, Adopt, FollowUp, Rate, Close, Withdraw, MarkNoShow, ConvertToReferral, Amend,
}
