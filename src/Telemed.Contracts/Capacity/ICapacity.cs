namespace Telemed.Contracts;

/// <summary>What can be booked.</summary>
public enum CapacityKind
{
    /// <summary>号源: a place in a clinic at a time.</summary>
    Slot,

    /// <summary>床位.</summary>
    Bed,
}

/// <summary>A slot or a bed as offered now.</summary>
/// <param name="Id">Opaque; stays the same while it is offered.</param>
/// <param name="Start">Start of the slot; null for a bed.</param>
public sealed record BookableCapacity(CapacityKind Kind, string Id, string InstitutionId, string Department, DateTimeOffset? Start, TimeSpan? Length, string? Label)
{
    /// <summary>Key that the booking case claims alone in the log: two cases can never hold it both.</summary>
    public string Claim => $"capacity:{Id}";
}

/// <summary>Why a slot or bed cannot be booked now.</summary>
public enum CapacityRefusal
{
    /// <summary>No such slot or bed, or of another institution.</summary>
    [Refusal("没有此号源或床位，或不属于该机构", "No such slot or bed at this institution", 400)]
    CapacityUnknown,

    /// <summary>It has begun, or was withdrawn, or the bed is closed.</summary>
    [Refusal("该号源已过时或已停诊，或该床位已停用", "The slot has passed or was withdrawn, or the bed is closed")]
    CapacityPast,

    /// <summary>Still kept for primary care; the asking institution is none.</summary>
    [Refusal("该号源仍为基层预留，到期后释放", "The slot is still kept for primary care")]
    CapacityReserved,

    /// <summary>Another case holds it.</summary>
    [Refusal("该号源或床位已被占用", "The slot or bed is taken")]
    CapacityTaken,
}

/// <summary>How long a patient waits there.</summary>
/// <param name="NextSlot">Start of the next free slot; null when there is none in the weeks that can be booked.</param>
/// <param name="Days">Calendar days in China from today to that slot; 0 is today.</param>
/// <param name="FreeBeds">Open beds that no case holds.</param>
public sealed record CapacityWaiting(DateTimeOffset? NextSlot, int? Days, int FreeBeds);

/// <summary>Capacity as a case sees it: find one, and offer others when it was taken. The booking itself is a claim in the log by the case that accepts.</summary>
/// <remarks>Answers come from the read model: who loses the claim passes the lost id as <c>except</c>, because the winner's booking may not have arrived there.</remarks>
public interface ICapacity
{
    /// <summary>A slot or bed by id, and why this asking institution cannot have it now; what is held, kept, past or closed is found as well.</summary>
    (BookableCapacity? Found, CapacityRefusal? Refused) Find(string id, string institutionId, string forInstitutionId, DateTimeOffset now);

    /// <summary>The next free ones of the same institution, department and kind, earliest first.</summary>
    /// <param name="department">Null for every department.</param>
    /// <param name="except">An id that is not to be offered.</param>
    IReadOnlyList<BookableCapacity> NextFree(
        CapacityKind kind, string institutionId, string? department, string forInstitutionId, DateTimeOffset now, int limit, string? except = null);

    /// <summary>How long a patient of that asking institution waits.</summary>
    CapacityWaiting Waiting(string institutionId, string? department, string forInstitutionId, DateTimeOffset now);
}

/// <summary>A case took a slot or bed, or gave it back. Published by the case's projection, in log order.</summary>
/// <param name="Held">False: free again.</param>
public sealed record CapacityHeld(string CapacityId, CapacityKind Kind, string CaseId, bool Held, DateTimeOffset At);
