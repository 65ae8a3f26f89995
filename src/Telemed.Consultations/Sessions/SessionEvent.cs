using System.Text.Json;
using System.Text.Json.Serialization;
using Telemed.Contracts;

namespace Telemed.Consultations.Sessions;

/// <summary>Stored facts of a live room. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record SessionEvent
{
    private SessionEvent() { }

    /// <param name="ParticipantId">One device of one account.</param>
    public sealed record Joined(string ParticipantId, string AccountId, string Name, string DeviceId, DateTimeOffset At) : SessionEvent;

    /// <param name="Reason">Why the platform put this participant out, such as <c>device-blocked</c>; null for leaving of one's own accord.</param>
    public sealed record Left(
        string ParticipantId, string AccountId, DateTimeOffset At,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Reason = null) : SessionEvent;
    public sealed record Said(string Text, string By, string Name, DateTimeOffset At) : SessionEvent;

    /// <summary>What the presenter shows: a key state of the viewport, as the page wrote it.</summary>
    public sealed record Presented(JsonElement State, string By, DateTimeOffset At) : SessionEvent;
    public sealed record Annotated(JsonElement Change, string By, DateTimeOffset At) : SessionEvent;

    /// <param name="Level">How far the link has fallen: video, audio, chat.</param>
    /// <param name="RoundTripMs">Milliseconds.</param>
    /// <param name="LossPercent">Lost packets, 0 to 100.</param>
    public sealed record LinkQuality(string ParticipantId, string AccountId, LinkLevel Level, int? RoundTripMs, double? LossPercent, DateTimeOffset At) : SessionEvent;

    /// <summary>Someone in the room asks the others to come to a call.</summary>
    /// <param name="Parties">Whose inboxes ring.</param>
    public sealed record Called(string By, string Number, ServiceKind Kind, Urgency Urgency, IReadOnlyList<CalledParty> Parties, DateTimeOffset At) : SessionEvent;
}

/// <summary>Those of one institution who are asked to a call; nobody named means whoever is there.</summary>
public sealed record CalledParty(string InstitutionId, IReadOnlyList<string> Practitioners);

/// <summary>What the link still carries.</summary>
public enum LinkLevel { Video, Audio, Chat }

public sealed record SessionParticipant(string ParticipantId, string AccountId, string Name, DateTimeOffset JoinedAt, DateTimeOffset? LeftAt);

/// <summary>Who was in the room, and when it last called for others.</summary>
public sealed record SessionState(IReadOnlyList<SessionParticipant> Participants, DateTimeOffset? CalledAt = null)
{
    public static SessionState Initial { get; } = new([]);
}
