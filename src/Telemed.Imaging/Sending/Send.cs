namespace Telemed.Imaging.Sending;

/// <summary>How soon the objects of a send go, compared with others to the same destination.</summary>
public enum SendPriority
{
    /// <summary>When nothing else waits: priors fetched ahead, copies for teaching.</summary>
    Low,

    /// <summary>In the order of asking.</summary>
    Normal,

    /// <summary>Before everything else, at once, also while the destination is given a rest after a failure.</summary>
    Emergency,
}

/// <summary>Where a send stands.</summary>
public enum SendState
{
    /// <summary>Its turn comes.</summary>
    Queued,

    /// <summary>Objects are going.</summary>
    Sending,

    /// <summary>The destination could not be had; it is tried again at <see cref="Send.NextAttemptAt"/>.</summary>
    Waiting,

    /// <summary>Held by somebody.</summary>
    Paused,

    /// <summary>Every object is at its destination.</summary>
    Done,

    /// <summary>All were tried; the destination refuses some of them.</summary>
    Partial,

    /// <summary>Given up by somebody; what arrived stays there.</summary>
    Cancelled,
}

/// <summary>Why a send exists.</summary>
public enum SendCause
{
    /// <summary>Somebody asked for it.</summary>
    Asked,

    /// <summary>A routing rule.</summary>
    Rule,

    /// <summary>Earlier images of a patient whose case was accepted.</summary>
    Prefetch,
}

/// <summary>A study on its way to a destination.</summary>
/// <param name="InstitutionId">Whose study it is: its staff see and steer the send.</param>
/// <param name="Total">Objects it consists of.</param>
/// <param name="Sent">Of these, acknowledged by the destination.</param>
/// <param name="Refused">Of these, refused for good.</param>
/// <param name="TotalBytes">Bytes of all objects as stored.</param>
/// <param name="Bytes">Of these, acknowledged.</param>
/// <param name="Attempts">Failures since an object was last acknowledged.</param>
/// <param name="Error">Why the last attempt ended, or why objects were refused; a word of <see cref="SendFault"/>.</param>
internal sealed record Send(
    string Id, string InstitutionId, string AccountId, string DestinationId, string StudyInstanceUid, SendPriority Priority, SendState State, SendCause Cause,
    int Total, int Sent, int Refused, long TotalBytes, long Bytes, int Attempts, string? Error, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt, DateTimeOffset? FinishedAt)
{
    public bool IsOver => State is SendState.Done or SendState.Partial or SendState.Cancelled;
}

/// <summary>One object of a send.</summary>
/// <param name="N">Its place in the order of sending.</param>
/// <param name="Bytes">Of its file.</param>
internal sealed record SendItem(int N, string SopInstanceUid, string SopClassUid, string TransferSyntaxUid, long Bytes);
