namespace Telemed.Consultations.Rounds;

/// <summary>Stored facts of a ward round. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record RoundEvent
{
    private RoundEvent() { }

    public sealed record Planned(
        string Number, Author Author, string InvitingId, Invited Invited, DateTimeOffset Start, DateTimeOffset End, string? Note, IReadOnlyList<PlannedPlace> Places,
        DateTimeOffset At) : RoundEvent;
    public sealed record PlacesAdded(IReadOnlyList<PlannedPlace> Places, string By, DateTimeOffset At) : RoundEvent;

    /// <param name="CaseIds">Everyone who is not left out, in the new order.</param>
    public sealed record Reordered(IReadOnlyList<string> CaseIds, string By, DateTimeOffset At) : RoundEvent;
    public sealed record PlaceLeftOut(string CaseId, string Reason, string By, DateTimeOffset At) : RoundEvent;
    public sealed record Postponed(DateTimeOffset Start, DateTimeOffset End, string By, DateTimeOffset At) : RoundEvent;

    /// <summary>Who makes the round.</summary>
    public sealed record Taken(string PractitionerId, string By, DateTimeOffset At) : RoundEvent;

    /// <summary>Whoever was to make it does not; nobody makes it until it is taken again.</summary>
    public sealed record GivenBack(string PractitionerId, string Reason, string By, DateTimeOffset At) : RoundEvent;
    public sealed record Begun(string By, DateTimeOffset At) : RoundEvent;
    public sealed record MovedTo(string CaseId, string By, DateTimeOffset At) : RoundEvent;
    public sealed record Finished(IReadOnlyList<UnseenPlace> Unseen, string By, DateTimeOffset At) : RoundEvent;
    public sealed record Cancelled(string Reason, string By, DateTimeOffset At) : RoundEvent;
}

/// <summary>One patient in the order of a round: the patient's own case, and where the bed stands.</summary>
public sealed record PlannedPlace(string CaseId, string? Ward, string Bed);

public sealed record UnseenPlace(string CaseId, string Reason);
