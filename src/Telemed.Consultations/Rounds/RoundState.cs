using System.Text.Json.Serialization;

namespace Telemed.Consultations.Rounds;

public sealed record LeftOutOf(string Reason, DateTimeOffset At);

/// <summary>A place as the facts of the round add up; what the case says is asked of the case.</summary>
/// <param name="VisitedAt">When the round last came to this bed.</param>
/// <param name="Unseen">Why the patient was not seen, said at the end.</param>
public sealed record RoundPlace(string CaseId, string? Ward, string Bed, DateTimeOffset? VisitedAt = null, LeftOutOf? LeftOut = null, string? Unseen = null);

/// <summary>What the facts of one round add up to.</summary>
public sealed record RoundState
{
    public static RoundState Initial { get; } = new();

    public RoundStatus Status { get; init; }
    public string Number { get; init; } = "";
    public Author Author { get; init; } = new("", null);
    public string InvitingId { get; init; } = "";
    public Invited Invited { get; init; } = new(null, null, null, null);
    public DateTimeOffset Start { get; init; }
    public DateTimeOffset End { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<RoundPlace> Places { get; init; } = [];

    /// <summary>The case at whose bed the round stands.</summary>
    public string? Present { get; init; }

    /// <summary>Who makes the round.</summary>
    public string? PractitionerId { get; init; }

    /// <summary>Why it was given back, until it is taken again.</summary>
    public string? GiveBackReason { get; init; }
    public DateTimeOffset? BegunAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? CancelReason { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public bool Live => Status is RoundStatus.Planned or RoundStatus.Underway;

    /// <summary>Those who are not left out, in order.</summary>
    [JsonIgnore]
    public IEnumerable<RoundPlace> Here => Places.Where(p => p.LeftOut is null);

    /// <summary>Keys this round holds alone: a case is in one live round at most.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Claims => Live ? [.. Here.Select(p => $"round-place:{p.CaseId}")] : [];
}
