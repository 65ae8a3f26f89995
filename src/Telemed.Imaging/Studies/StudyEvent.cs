namespace Telemed.Imaging.Studies;

/// <summary>Stored facts of a study: who may see it beside its owner and its cases, whose it is, and what became of objects set aside.
/// Names and members are the storage format: add, never rename.</summary>
public abstract record StudyEvent
{
    private StudyEvent() { }

    /// <summary>A link was given out that opens this study to who holds it.</summary>
    /// <param name="TokenHash">SHA-256 of the link's secret; the secret itself is told once and kept nowhere.</param>
    public sealed record Shared(string ShareId, string TokenHash, string Purpose, DateTimeOffset ExpiresAt) : StudyEvent;

    /// <summary>A link was taken back before its time.</summary>
    public sealed record ShareRevoked(string ShareId) : StudyEvent;

    /// <summary>Somebody opened the study without a case, for a reason that will be looked at (紧急调阅).</summary>
    public sealed record GlassBroken(string AccessId, string AccountId, string InstitutionId, EmergencyReason Reason, string Note, DateTimeOffset At, DateTimeOffset Until) : StudyEvent;

    /// <summary>The owner's office looked at an opening without a case.</summary>
    public sealed record EmergencyReviewed(string AccessId, bool Justified, string? Comment) : StudyEvent;

    /// <summary>The person whom the hospital's number stands for is this patient of the platform; holds for every study of that number at that hospital.</summary>
    public sealed record PatientMatched(string PatientId) : StudyEvent;

    /// <summary>The match was wrong.</summary>
    public sealed record PatientUnmatched(string PatientId, string Reason) : StudyEvent;

    /// <summary>An object that was set aside was let in.</summary>
    public sealed record ObjectReleased(string SopInstanceUid, string Sha256) : StudyEvent;

    /// <summary>The study is sent to a destination, by who asked or by a rule.</summary>
    /// <param name="DestinationId">Where to.</param>
    /// <param name="ReceiverId">The institution that receives there.</param>
    /// <param name="Peer">The platform it goes to, by its name in the settings; null for a DICOM node, and for platforms of the settings before this was kept.</param>
    public sealed record SendAsked(string SendId, string DestinationId, string ReceiverId, string Priority, string Cause, string? Peer = null) : StudyEvent;

    /// <summary>Another platform sent the study for an institution here, which may see it until then.</summary>
    /// <param name="Peer">The platform, by its name in the settings.</param>
    /// <param name="SenderId">The institution in whose name it sent: it opens that institution's own study and no other.</param>
    public sealed record OpenedByPeer(string Peer, string SenderId, string InstitutionId, DateTimeOffset Until) : StudyEvent;

    /// <summary>Equipment said that the procedure under this UID is over (PS3.4 Annex F).</summary>
    /// <param name="StepUid">Of the performed procedure step.</param>
    /// <param name="InstitutionId">Whose equipment.</param>
    /// <param name="Completed">False when it was broken off.</param>
    public sealed record StepEnded(string StepUid, string InstitutionId, bool Completed) : StudyEvent;

    /// <summary>An object that was set aside was thrown away.</summary>
    public sealed record ObjectDiscarded(string SopInstanceUid, string Sha256, string Reason) : StudyEvent;
}

/// <summary>Why a study is opened without a case.</summary>
public enum EmergencyReason
{
    /// <summary>The patient is in danger now.</summary>
    Emergency,
    /// <summary>The patient is here and unable to agree.</summary>
    Unconscious,
    /// <summary>A public health event.</summary>
    PublicHealth,
}
