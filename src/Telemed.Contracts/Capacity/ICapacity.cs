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
    Unknown,

    /// <summary>It has begun, or was withdrawn.</summary>
    Past,

    /// <summary>Still kept for primary care; the asking institution is none.</summary>
    Reserved,

    /// <summary>Another case holds it.</summary>
    Taken,
}

/// <summary>Capacity as a case sees it: find one, and offer others when it was taken. The booking itself is a claim in the log by the case that accepts.</summary>
public interface ICapacity
{
    /// <summary>A slot or bed by id, if this asking institution may have it now.</summary>
    (BookableCapacity? Found, CapacityRefusal? Refused) Find(string id, string institutionId, string forInstitutionId, DateTimeOffset now);

    /// <summary>The next free ones of the same institution, department and kind.</summary>
    IReadOnlyList<BookableCapacity> NextFree(CapacityKind kind, string institutionId, string? department, string forInstitutionId, DateTimeOffset now, int limit);
}

/// <summary>A case took a slot or bed, or gave it back. Published by the case's projection, in log order.</summary>
/// <param name="Held">False: free again.</param>
public sealed record CapacityHeld(string CapacityId, CapacityKind Kind, string CaseId, bool Held, DateTimeOffset At);
