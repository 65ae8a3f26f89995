using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Telemed.Faults.Load;
using Telemed.Web.Tests;

namespace Telemed.Faults.Hub;

/// <summary>A page that stays open: watches topics over one connection, moves to another node when it breaks, and replays what it missed.</summary>
internal sealed class Follower(IReadOnlyList<Uri> nodes, Doors doors, string inbox, Func<IReadOnlyList<string>> cases, int home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestVisit = TimeSpan.FromSeconds(4);
    private const int MostCases = 12;
    private readonly Dictionary<string, TopicTrack> tracks = new() { [inbox] = new(inbox) };
    private readonly HashSet<string> notMine = [];
    private readonly List<string> wrong = [];
    private int turn;
    private volatile int at = -1;

    /// <summary>The node whose hub it hears now; -1 while it hears none.</summary>
    public int At => at;

    /// <summary>When it had last connected and replayed everything, by the machine's ticks.</summary>
    public long ReplayedAt { get; private set; }

    /// <summary>For who looks at one that has stopped.</summary>
    public string Doing { get; private set; } = "";

    /// <summary>Where it stands.</summary>
    public override string ToString() => $"{inbox} at {tracks[inbox].Last}, {Doing}";

    public IReadOnlyCollection<TopicTrack> Tracks => tracks.Values;

    /// <summary>Pushes that were out of their place.</summary>
    public IReadOnlyList<string> Wrong => wrong;

    public async Task Follow(CancellationToken cancellationToken)
    {
        turn = home;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Connected(turn % nodes.Count, cancellationToken);
            }
            catch (HttpRequestException refused) when (refused.StatusCode == System.Net.HttpStatusCode.Unauthorized)
            {
                doors.SignInAgain();   // a jump of the clocks has ended its session
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or System.Net.WebSockets.WebSocketException or InvalidOperationException or TimeoutException or Microsoft.AspNetCore.SignalR.HubException)
            {
                // the line broke, or there is none; the next node may have one
            }
            catch (Exception e)
            {
                wrong.Add($"{this}: {e}");   // no fault that is made here explains it: the run ends red and says where
            }
            turn = at == -1 || at == home ? turn + 1 : home;   // where a connection was possible, a guest goes home
            at = -1;
            if (turn % nodes.Count == 0) await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Connected(int node, CancellationToken cancellationToken)
    {
        Doing = "signing in";
        var token = await doors.Token(cancellationToken);
        Doing = $"connecting to node {node}";
        var hub = await Open(nodes[node], token, cancellationToken);
        try
        {
            await Listen(hub, node, cancellationToken);
        }
        finally
        {
            Doing = $"closing its connection to node {node}";
            await hub.DisposeAsync().AsTask().WaitAsync(Patience, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task Listen(HubConnection hub, int node, CancellationToken cancellationToken)
    {
        Doing = $"catching up at node {node}";
        var heard = Channel.CreateUnbounded<JsonElement>();
        hub.Closed += _ =>
        {
            heard.Writer.TryComplete();
            return Task.CompletedTask;
        };
        hub.On<JsonElement>("event", ring => heard.Writer.TryWrite(ring));
        if (hub.State != HubConnectionState.Connected) return;
        var mine = await Watch(hub, [.. tracks.Values.Where(t => !t.Withdrawn).Select(t => t.Topic)], cancellationToken);
        foreach (var track in tracks.Values) track.Withdrawn |= !mine.Contains(track.Topic);
        foreach (var track in tracks.Values) await CatchUp(hub, track, cancellationToken);
        ReplayedAt = TimeProvider.System.GetTimestamp();
        at = node;
        Doing = $"listening to node {node}";
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var more = heard.Reader.WaitToReadAsync(cancellationToken).AsTask();
            while (await Task.WhenAny(more, Task.Delay(LookAround, TimeProvider.System, cancellationToken)) != more)
            {
                if (node != home && TimeProvider.System.GetElapsedTime(began) > LongestVisit) return;
                await LookForCases(hub, cancellationToken);
            }
            if (!await more) return;
            while (heard.Reader.TryRead(out var ring)) await Hear(hub, ring, cancellationToken);
        }
    }

    private static async Task<HubConnection> Open(Uri node, string token, CancellationToken cancellationToken)
    {
        var opening = HubConnections.Open(node, token);
        try
        {
            return await opening.WaitAsync(Patience, TimeProvider.System, cancellationToken);
        }
        catch
        {
            _ = opening.ContinueWith(late => late.IsCompletedSuccessfully ? late.Result.DisposeAsync().AsTask() : Task.CompletedTask, TaskScheduler.Default);
            throw;
        }
    }

    private async Task Hear(HubConnection hub, JsonElement ring, CancellationToken cancellationToken)
    {
        var topic = ring.GetProperty("topic").GetString()!;
        if (topic == "*")
        {
            foreach (var each in tracks.Values) each.LeftOut();
            foreach (var each in tracks.Values) await CatchUp(hub, each, cancellationToken);
            return;
        }
        if (!tracks.TryGetValue(topic, out var track)) return;
        if (ring.GetProperty("seq").GetInt64() == 0)
        {
            track.Withdrawn |= ring.GetProperty("type").GetString() == "closed";   // the case went to others: this line hears no more of it
            return;
        }
        if (track.Push(Heard.From(ring)) is { } complaint) wrong.Add(complaint);
        if (track.Lacks) await CatchUp(hub, track, cancellationToken);
    }

    private async Task LookForCases(HubConnection hub, CancellationToken cancellationToken)
    {
        if (tracks.Count > MostCases) return;
        var fresh = cases().Select(id => $"case:{id}").Where(topic => !tracks.ContainsKey(topic) && !notMine.Contains(topic)).Take(5).ToArray();
        if (fresh.Length == 0) return;
        var mine = await Watch(hub, fresh, cancellationToken, asNew: true);
        foreach (var topic in fresh.Except(mine)) notMine.Add(topic);
        foreach (var topic in mine) await CatchUp(hub, tracks[topic], cancellationToken);
    }

    private async Task<IReadOnlyCollection<string>> Watch(HubConnection hub, string[] topics, CancellationToken cancellationToken, bool asNew = false)
    {
        var watched = await hub.InvokeAsync<Dictionary<string, long>>("Watch", topics, cancellationToken).WaitAsync(Patience, TimeProvider.System, cancellationToken);
        foreach (var (topic, last) in watched)
        {
            if (!tracks.TryGetValue(topic, out var track)) tracks.Add(topic, track = new(topic));
            track.StartAt(asNew ? 0 : last);   // a case is followed from its beginning
            track.Watched(last);
        }
        return watched.Keys;
    }

    private static async Task CatchUp(HubConnection hub, TopicTrack track, CancellationToken cancellationToken)
    {
        if (track.Begin is null || track.Withdrawn) return;
        for (var before = -1L; before != track.Last;)
        {
            before = track.Last;
            var replayed = await hub.InvokeAsync<JsonElement[]>("Replay", track.Topic, before, cancellationToken).WaitAsync(Patience, TimeProvider.System, cancellationToken);
            foreach (var ring in replayed) track.Take(Heard.From(ring));
        }
    }
}
