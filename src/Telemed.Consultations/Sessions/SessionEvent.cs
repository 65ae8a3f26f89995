using System.Text.Json;

namespace Telemed.Consultations.Sessions;

/// <summary>Stored facts of a live room. Names and members are the storage format: add, never rename (ADR-0004).</summary>
public abstract record SessionEvent
{
    private SessionEvent() { }

    /// <param name="ParticipantId">One device of one account.</param>
    public sealed record Joined(string ParticipantId, string AccountId, string Name, string DeviceId, DateTimeOffset At) : SessionEvent;
    public sealed record Left(string ParticipantId, string AccountId, DateTimeOffset At) : SessionEvent;
    public sealed record Said(string Text, string By, string Name, DateTimeOffset At) : SessionEvent;

    /// <summary>What the presenter shows: a key state of the viewport, as the page wrote it.</summary>
    public sealed record Presented(JsonElement State, string By, DateTimeOffset At) : SessionEvent;
    public sealed record Annotated(JsonElement Change, string By, DateTimeOffset At) : SessionEvent;

    /// <param name="Level">How far the link has fallen: video, audio, chat.</param>
    /// <param name="RoundTripMs">Milliseconds.</param>
    /// <param name="LossPercent">Lost packets, 0 to 100.</param>
    public sealed record LinkQuality(string ParticipantId, string AccountId, LinkLevel Level, int? RoundTripMs, double? LossPercent, DateTimeOffset At) : SessionEvent;
}

/// <summary>What the link still carries.</summary>
public enum LinkLevel { Video, Audio, Chat }

public sealed record SessionParticipant(string ParticipantId, string AccountId, string Name, DateTimeOffset JoinedAt, DateTimeOffset? LeftAt);

/// <summary>Who was in the room.</summary>
public sealed record SessionState(IReadOnlyList<SessionParticipant> Participants)
{
    public static SessionState Initial { get; } = new([]);
}
