using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Telemed.Consultations.Sessions;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Web.Live;

/// <summary>The doorbell: what it says is already in the log, in gapless topics that can be replayed. Media goes past it.</summary>
[Authorize]
internal sealed class LiveHub(ProjectionEngine readModel, TopicAccess topics, IDevices devices, Presence presence, Rooms rooms, IAccountDirectory accounts, IMediator mediator, TimeProvider clock) : Hub
{
    private const int MostTopics = 200;
    private const int MostReplayed = 500;

    // kept with the connection: the request it came in on is gone when a broken line is noticed
    private Caller Caller => (Caller)Context.Items[nameof(Caller)]!;

    /// <summary>Whose connection it is.</summary>
    public static Caller CallerOf(HubConnectionContext connection) => (Caller)connection.Items[nameof(Caller)]!;

    public override Task OnConnectedAsync()
    {
        var http = Context.GetHttpContext()!;
        Context.Items[nameof(Caller)] = http.Caller();
        if (readModel.Health.Failure is { Passing: false }) http.Abort();   // nothing would ring here: another node is tried
        return Task.CompletedTask;
    }

    /// <summary>From now on the topics ring here. Topics that are not this caller's are left out of the answer.</summary>
    /// <returns>The last sequence of each topic watched: what came before it is had by <see cref="Replay"/>.</returns>
    public async Task<IReadOnlyDictionary<string, long>> Watch(string?[]? topics_)
    {
        var watched = new Dictionary<string, long>();
        foreach (var topic in Named(topics_))
            if (await topics.MayWatch(Caller, topic, Context.ConnectionAborted))
            {
                await Groups.AddToGroupAsync(Context.ConnectionId, topic, Context.ConnectionAborted);
                watched[topic] = readModel.LastSequence(topic);
            }
        return watched;
    }

    public async Task Unwatch(string?[]? topics_)
    {
        foreach (var topic in Named(topics_)) await Groups.RemoveFromGroupAsync(Context.ConnectionId, topic, Context.ConnectionAborted);
    }

    /// <summary>What rang on a topic after <paramref name="since"/>, oldest first, at most 500.</summary>
    public async Task<IReadOnlyList<LiveEvent>> Replay(string? topic, long since) =>
        topic is not null && await topics.MayWatch(Caller, topic, Context.ConnectionAborted)
            ? [.. readModel.Replay(topic, since, MostReplayed).Select(LiveEvent.From)]
            : throw new HubException("not-found");

    /// <summary>Enters the room of a consultation on a registered device. Leaving it ends nothing but the visit.</summary>
    public async Task<IReadOnlyList<Participant>> Join(string? consultationId, string? deviceId)
    {
        if (consultationId is null || !await topics.May(Caller, consultationId, Operation.JoinSession, Context.ConnectionAborted)) throw new HubException("not-found");
        var let = await devices.LetIn(Command(), deviceId, Context.ConnectionAborted);
        if (let.Problem is { } problem) throw new HubException(problem.Code);
        var device = let.Value;
        if (presence.Of(Context.ConnectionId) is { } before && before.Room != consultationId) await Leave();
        var account = await accounts.Find(Caller.AccountId, Context.ConnectionAborted);
        presence.Enter(Context.ConnectionId, consultationId, new(Context.ConnectionId, Caller.AccountId, account?.DisplayName ?? ""), device);
        Problem? refusal = null;
        try
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, Rooms.Group(consultationId), Context.ConnectionAborted);
            refusal = await devices.Refuses(Caller, device, Context.ConnectionAborted);   // in between, when nobody was here to be put out
            if (refusal is not null) throw new HubException(refusal.Code);
            await Record(new JoinSession(Command(), consultationId, Context.ConnectionId, device, account?.DisplayName ?? ""));
            if (!Sits(consultationId))   // put out or gone before the record said that anybody came
            {
                refusal = await devices.Refuses(Caller, device, Context.ConnectionAborted);
                throw new HubException(refusal?.Code ?? "not-found");
            }
            await rooms.Changed(consultationId);
            return presence.In(consultationId);
        }
        catch
        {
            presence.Exit(Context.ConnectionId);
            await GetUp(consultationId, refusal?.Code);
            throw;
        }
    }

    public async Task Leave()
    {
        if (presence.Exit(Context.ConnectionId) is { } left) await GetUp(left.Room);
    }

    /// <summary>Says something in the room; stored, then heard by all on <c>session:{id}</c>.</summary>
    public Task Say(string text)
    {
        var (room, who, _) = Here();
        return Record(new SayInSession(Command(), room, text, who.Name));
    }

    /// <summary>Asks those of the case who are not here to a call; their inboxes ring.</summary>
    public Task Call() => Record(new CallInSession(Command(), Here().Room));

    /// <summary>What this device's link to the others carries now; stored.</summary>
    public Task Measure(LinkLevel level, int? roundTripMs, double? lossPercent) =>
        Record(new MeasureLink(Command(), Here().Room, Context.ConnectionId, level, roundTripMs, lossPercent));

    /// <summary>The presenter's viewport: stored, so that a late comer sees the same.</summary>
    public Task Present(JsonElement state) => Record(new PresentInSession(Command(), Here().Room, state));

    /// <summary>A mark on a shared image: stored.</summary>
    public Task Annotate(JsonElement change) => Record(new AnnotateInSession(Command(), Here().Room, change));

    /// <summary>Passes a WebRTC offer, answer or candidate to one participant of the same room.</summary>
    public async Task Signal(string? toParticipant, JsonElement payload)
    {
        if (toParticipant is null || !await rooms.Signal(Context.ConnectionId, Here().Room, toParticipant, payload)) throw new HubException("not-in-room");
    }

    /// <summary>A pointer move: heard by the others in the room, never stored.</summary>
    public Task Point(JsonElement state)
    {
        var room = Here().Room;
        rooms.Point(Context.ConnectionId, room, state);
        return Clients.OthersInGroup(Rooms.Group(room)).SendAsync("point", new { from = Context.ConnectionId, state });
    }

    public override async Task OnDisconnectedAsync(Exception? exception) => await Leave();

    private static IEnumerable<string> Named(string?[]? topics) => (topics ?? []).Take(MostTopics).OfType<string>();

    private bool Sits(string room) => presence.Of(Context.ConnectionId)?.Room == room && !Context.ConnectionAborted.IsCancellationRequested;

    /// <summary>The record is closed, whoever wrote into it meanwhile: leaving is safe to repeat.</summary>
    private async Task GetUp(string room, string? reason = null)
    {
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, Rooms.Group(room));
        await Record(new LeaveSession(Command(), room, Context.ConnectionId, reason));
        await rooms.Changed(room);
    }

    private Seat Here() => presence.Of(Context.ConnectionId) ?? throw new HubException("not-in-room");

    private Command Command() => new(Caller, Guid.CreateVersion7().ToString("N"), null, null, clock.GetUtcNow());

    private async Task Record<T>(IRequest<Answer<T>> command)
    {
        var answer = await mediator.Send(command, CancellationToken.None);
        if (answer.Problem is { } problem) throw new HubException(problem.Code);
    }
}
