using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Telemed.Kernel;

namespace Telemed.Web.Live;

/// <summary>The rooms of all nodes as one: who is there, signals to one participant, and pointer moves.</summary>
/// <remarks>Each node says who sits with it at every change and every ten seconds; what is lost on the way comes with the next saying.</remarks>
internal sealed class Rooms(Presence presence, INodeBus nodes, IHubContext<LiveHub> hub, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(10);

    private sealed record Told(string Kind, IReadOnlyList<Seat>? Seats = null, string? Room = null, string? From = null, string? To = null, JsonElement? Body = null);

    /// <summary>Who is in the room, said to everyone in it on every node.</summary>
    public Task Changed(string room)
    {
        TellSeats();
        return TellHere(room);
    }

    /// <summary>Passes something to one participant of the room, wherever the connection is.</summary>
    /// <returns>Whether there is such a participant.</returns>
    public async Task<bool> Signal(string from, string room, string to, JsonElement payload)
    {
        if (presence.Of(to)?.Room == room)
        {
            await hub.Clients.Client(to).SendAsync("signal", new { from, payload });
            return true;
        }
        if (!presence.IsFar(to, room)) return false;
        Tell(new("signal", From: from, To: to, Room: room, Body: payload));
        return true;
    }

    /// <summary>A pointer move, to the room on other nodes.</summary>
    public void Point(string from, string room, JsonElement state)
    {
        if (presence.In(room).Any(p => presence.IsFar(p.ParticipantId, room))) Tell(new("point", From: from, Room: room, Body: state));
    }

    /// <summary>The group of a room's connections on this node.</summary>
    public static string Group(string room) => $"room:{room}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!nodes.HasOthers) return;
        var listening = Listen(nodes.Listen(stoppingToken));
        Tell(new("hello"));
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Repeat, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            TellSeats();
            foreach (var room in presence.Forget()) await TellHere(room);
        }
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Listen(IAsyncEnumerable<NodeMessage> messages)
    {
        await foreach (var message in messages)
        {
            if (JsonSerializer.Deserialize<Told>(message.Text, JsonSerializerOptions.Web) is not { } told) continue;
            switch (told)
            {
                case { Kind: "hello" }:
                    TellSeats();
                    break;
                case { Kind: "seats", Seats: { } seats }:
                    foreach (var room in presence.Hear(message.From, seats)) await TellHere(room);
                    break;
                case { Kind: "signal", To: { } to } when presence.Of(to)?.Room == told.Room:
                    await hub.Clients.Client(to).SendAsync("signal", new { from = told.From, payload = told.Body });
                    break;
                case { Kind: "point", Room: { } room }:
                    await hub.Clients.Group(Group(room)).SendAsync("point", new { from = told.From, state = told.Body });
                    break;
            }
        }
    }

    private Task TellHere(string room) => hub.Clients.Group(Group(room)).SendAsync("presence", new { consultationId = room, participants = presence.In(room) });

    private void TellSeats() => Tell(new("seats", presence.Here));

    private void Tell(Told told)
    {
        if (nodes.HasOthers) nodes.Tell(JsonSerializer.Serialize(told, JsonSerializerOptions.Web));
    }
}
