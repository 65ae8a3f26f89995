using System.Collections.Concurrent;

namespace Telemed.Web.Live;

/// <summary>Someone in the room of a consultation, on one device.</summary>
internal sealed record Participant(string ParticipantId, string AccountId, string Name);

/// <summary>Someone in a room, as the nodes tell each other.</summary>
internal sealed record Seat(string Room, Participant Who, string DeviceId);

/// <summary>Who is in which room right now, on this node and on those it hears of. Not a fact of the case: hanging up ends nothing.</summary>
internal sealed class Presence(TimeProvider time)
{
    /// <summary>A node that is silent for so long has taken its participants with it.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private sealed record Far(IReadOnlyList<Seat> Seats, DateTimeOffset HeardAt);

    private readonly ConcurrentDictionary<string, Seat> byConnection = new();
    private readonly ConcurrentDictionary<string, Far> nodes = new();

    /// <summary>Those whose connection is here.</summary>
    public IReadOnlyList<Seat> Here => [.. byConnection.Values];

    public void Enter(string connection, string room, Participant who, string deviceId) => byConnection[connection] = new(room, who, deviceId);

    public Seat? Exit(string connection) => byConnection.TryRemove(connection, out var left) ? left : null;

    /// <summary>Where someone of this node sits.</summary>
    public Seat? Of(string connection) => byConnection.GetValueOrDefault(connection);

    /// <summary>Whether someone of another node sits in the room.</summary>
    public bool IsFar(string participantId, string room) => nodes.Values.Any(n => n.Seats.Any(s => s.Room == room && s.Who.ParticipantId == participantId));

    public IReadOnlyList<Participant> In(string room) =>
        [.. byConnection.Values.Concat(nodes.Values.SelectMany(n => n.Seats)).Where(s => s.Room == room).Select(s => s.Who).DistinctBy(w => w.ParticipantId).OrderBy(w => w.ParticipantId, StringComparer.Ordinal)];

    /// <summary>What another node says of itself.</summary>
    /// <returns>Rooms in which something changed.</returns>
    public IReadOnlyCollection<string> Hear(string node, IReadOnlyList<Seat> seats)
    {
        var before = nodes.TryGetValue(node, out var known) ? known.Seats : [];
        nodes[node] = new(seats, time.GetUtcNow());
        return [.. before.Except(seats).Concat(seats.Except(before)).Select(s => s.Room).Distinct()];
    }

    /// <summary>Forgets nodes that were silent for too long; rooms in which something changed.</summary>
    public IReadOnlyCollection<string> Forget()
    {
        var rooms = new HashSet<string>();
        foreach (var (node, far) in nodes)
        {
            if (time.GetUtcNow() - far.HeardAt < Silence || !nodes.TryRemove(KeyValuePair.Create(node, far))) continue;
            rooms.UnionWith(far.Seats.Select(s => s.Room));
        }
        return rooms;
    }
}
