using System.Diagnostics;
using System.Text.Json;
using Telemed.Kernel;
using static Telemed.Consultations.Sessions.SessionEvent;
using SessionDecision = Telemed.Kernel.Decision<Telemed.Consultations.Sessions.SessionEvent, Telemed.Consultations.Sessions.SessionRefusal>;

namespace Telemed.Consultations.Sessions;

/// <summary>The rules of a live room. Leaving ends a visit, never the consultation.</summary>
public static class Session
{
    /// <summary>Longest text of one message, in characters.</summary>
    public const int MaxTextLength = 4000;

    /// <summary>Largest state or change, in characters of its JSON.</summary>
    public const int MaxStateLength = 32_000;

    /// <summary>So long a call rings; who asks again meanwhile rings nobody twice.</summary>
    public static TimeSpan Ringing { get; } = TimeSpan.FromSeconds(30);

    public static Aggregate<SessionState, SessionEvent, SessionRefusal> Aggregate { get; } = new("session", SessionState.Initial, Evolve, new("session"));

    public static SessionDecision Join(SessionState state, string participantId, string accountId, string name, string deviceId, DateTimeOffset at) =>
        IsHere(state, participantId) ? SessionDecision.Nothing : new Joined(participantId, accountId, name, deviceId, at);

    public static SessionDecision Leave(SessionState state, string participantId, string? reason, DateTimeOffset at) =>
        state.Participants.LastOrDefault(p => p.ParticipantId == participantId && p.LeftAt is null) is { } here
            ? new Left(participantId, here.AccountId, at, reason)
            : SessionDecision.Nothing;

    public static SessionDecision Say(SessionState state, string? text, string by, string name, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(text)) return SessionRefusal.TextMissing;
        return text.Length > MaxTextLength ? SessionRefusal.TooLong : new Said(text, by, name, at);
    }

    public static SessionDecision Present(SessionState state, JsonElement shown, string by, DateTimeOffset at)
    {
        if (!state.Participants.Any(p => p.AccountId == by && p.LeftAt is null)) return SessionRefusal.NotInSession;
        return shown.GetRawText().Length > MaxStateLength ? SessionRefusal.TooLong : new Presented(shown, by, at);
    }

    public static SessionDecision Annotate(SessionState state, JsonElement change, string by, DateTimeOffset at)
    {
        if (!state.Participants.Any(p => p.AccountId == by && p.LeftAt is null)) return SessionRefusal.NotInSession;
        return change.GetRawText().Length > MaxStateLength ? SessionRefusal.TooLong : new Annotated(change, by, at);
    }

    public static SessionDecision Measure(SessionState state, string participantId, LinkLevel level, int? roundTripMs, double? lossPercent, DateTimeOffset at) =>
        state.Participants.LastOrDefault(p => p.ParticipantId == participantId && p.LeftAt is null) is { } here
            ? new LinkQuality(participantId, here.AccountId, level, roundTripMs, lossPercent, at)
            : SessionRefusal.NotInSession;

    public static SessionDecision Call(SessionState state, Called called)
    {
        if (!state.Participants.Any(p => p.AccountId == called.By && p.LeftAt is null)) return SessionRefusal.NotInSession;
        return called.Parties.Count == 0 || called.At - state.CalledAt < Ringing ? SessionDecision.Nothing : called;
    }

    private static bool IsHere(SessionState state, string participantId) => state.Participants.Any(p => p.ParticipantId == participantId && p.LeftAt is null);

    private static SessionState Evolve(SessionState state, SessionEvent fact) => fact switch
    {
        Joined e => state with { Participants = [.. state.Participants, new(e.ParticipantId, e.AccountId, e.Name, e.At, null)] },
        Left e => state with { Participants = [.. state.Participants.Select(p => p.ParticipantId == e.ParticipantId && p.LeftAt is null ? p with { LeftAt = e.At } : p)] },
        Called e => state with { CalledAt = e.At },
        Said or Presented or Annotated or LinkQuality => state,
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
