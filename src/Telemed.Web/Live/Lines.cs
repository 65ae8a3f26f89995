using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Telemed.Contracts;

namespace Telemed.Web.Live;

/// <summary>The connections of this node and their groups. A sending ends at once: each connection has a <see cref="Line"/> of its own, so one that does not read holds up nobody.</summary>
internal sealed class Lines(ILogger<DefaultHubLifetimeManager<LiveHub>> log) : DefaultHubLifetimeManager<LiveHub>(log)
{
    private readonly ConcurrentDictionary<string, Line> all = new();
    private readonly Dictionary<string, Dictionary<string, Line>> groups = [];
    private readonly Lock gate = new();

    /// <summary>Who hears what is said to the group.</summary>
    public IReadOnlyList<HubConnectionContext> In(string group)
    {
        lock (gate) return groups.TryGetValue(group, out var lines) ? [.. lines.Values.Select(l => l.Connection)] : [];
    }

    /// <summary>Sends every page away, to come again wherever the balancer leads it.</summary>
    public void CutAll()
    {
        foreach (var line in all.Values) Line.Cut(line.Connection);
    }

    /// <summary>Sends those pages away whose callers may have changed: who still may comes again and is known anew.</summary>
    public void Cut(Func<Caller, bool> whose)
    {
        foreach (var line in all.Values)
            if (line.Connection.Items.ContainsKey(nameof(Caller)) && whose(LiveHub.CallerOf(line.Connection))) Line.Cut(line.Connection);
    }

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        all[connection.ConnectionId] = new(connection);
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        all.TryRemove(connection.ConnectionId, out _);
        lock (gate)
        {
            foreach (var (group, lines) in groups)
                if (lines.Remove(connection.ConnectionId) && lines.Count == 0) groups.Remove(group);
        }
        return base.OnDisconnectedAsync(connection);
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (!all.TryGetValue(connectionId, out var line)) return Task.CompletedTask;
            if (!groups.TryGetValue(groupName, out var lines)) groups.Add(groupName, lines = []);
            lines[connectionId] = line;
        }
        return Task.CompletedTask;
    }

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (groups.TryGetValue(groupName, out var lines) && lines.Remove(connectionId) && lines.Count == 0) groups.Remove(groupName);
        }
        return Task.CompletedTask;
    }

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) => Post(all.Values, methodName, args);

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        all.TryGetValue(connectionId, out var line) ? Post([line], methodName, args) : Task.CompletedTask;

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Post(Of(groupName), methodName, args);

    public override Task SendGroupExceptAsync(
        string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        Post(Of(groupName).Where(l => !excludedConnectionIds.Contains(l.Connection.ConnectionId)), methodName, args);

    private Line[] Of(string group)
    {
        lock (gate) return groups.TryGetValue(group, out var lines) ? [.. lines.Values] : [];
    }

    private static Task Post(IEnumerable<Line> lines, string methodName, object?[] args)
    {
        var message = new SerializedHubMessage(new InvocationMessage(methodName, args));   // written once for all
        foreach (var line in lines) line.Post(message);
        return Task.CompletedTask;
    }
}
