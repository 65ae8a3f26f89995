namespace Telemed.Referrals;

/// <summary>Where a referral stands. The API calls this its state.</summary>
public enum ReferralStatus
{
    /// <summary>No such case yet.</summary>
    None,
    Draft,
    Submitted,

    /// <summary>The asking side owes an answer; returns to where it came from.</summary>
    NeedsInfo,

    /// <summary>Waits for another institution, after a refusal or for want of an answer.</summary>
    Redirected,
    Accepted,
    Reserved,
    InTransit,
    Arrived,

    /// <summary>In treatment; of a patient who came down: received, and followed up.</summary>
    UnderCare,

    /// <summary>Treatment is over; the loop may still be open.</summary>
    Completed,
    Closed,

    /// <summary>The asking side has to turn elsewhere, insist or withdraw.</summary>
    Declined,
    CancelRequested,
    Cancelled,
    Withdrawn,
    Expired,
    NotArrived,
    Deceased,
}

public static class ReferralStatuses
{
    /// <summary>Nothing more is expected of either side.</summary>
    public static bool Ended(this ReferralStatus status) => status is
        ReferralStatus.Closed or ReferralStatus.Cancelled or ReferralStatus.Withdrawn or ReferralStatus.Expired or ReferralStatus.NotArrived or ReferralStatus.Deceased;

    /// <summary>Someone has something to do.</summary>
    public static bool Open(this ReferralStatus status) => status != ReferralStatus.None && !status.Ended();

    /// <summary>Sent, and the patient has not come.</summary>
    public static bool BeforeArrival(this ReferralStatus status) => status is
        ReferralStatus.Submitted or ReferralStatus.NeedsInfo or ReferralStatus.Redirected or ReferralStatus.Declined or ReferralStatus.Accepted
        or ReferralStatus.Reserved or ReferralStatus.InTransit or ReferralStatus.CancelRequested;
}

public enum ReferralAction
{
    Edit, Submit, RequestInfo, ProvideInfo, Accept, Decline, Redirect, Contest, Reserve, Depart, Arrive, MarkNotArrived, Admit, Complete, ReturnDown, Receive,
    FollowUp, Rate, Close, Cancel, ConfirmCancel, Withdraw, RecordDeath,
}
