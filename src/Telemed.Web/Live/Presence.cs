using System.Collections.Concurrent;

namespace Telemed.Web.Live;

/// <summary>Someone in the room of a consultation, on one device.</summary>
internal sealed record Participant(string ParticipantId, string AccountId, string Name);

/// <summary>Who is in which room right now. Not a fact of the case: hanging up ends nothing.</summary>
internal sealed class Presence
{
    private readonly ConcurrentDictionary<string, (string Room, Participant Who)> byConnection = new();

    public void Enter(string connection, string room, Participant who) => byConnection[connection] = (room, who);

    public (string Room, Participant Who)? Exit(string connection) => byConnection.TryRemove(connection, out var left) ? left : null;

    public (string Room, Participant Who)? Of(string connection) => byConnection.TryGetValue(connection, out var here) ? here : null;

    public IReadOnlyList<Participant> In(string room) => [.. byConnection.Values.Where(p => p.Room == room).Select(p => p.Who).OrderBy(p => p.ParticipantId, StringComparer.Ordinal)];
}
