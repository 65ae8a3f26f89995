using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Web.Live;

/// <summary>One ring as the page gets it.</summary>
internal sealed record LiveEvent(string Topic, long Seq, string Type, DateTimeOffset At, JsonElement Data)
{
    public static LiveEvent From(TopicEvent ring) => new(ring.Topic, ring.Seq, ring.Type, ring.At, JsonSerializer.Deserialize<JsonElement>(ring.DataJson));
}

/// <summary>Tells watchers what the read model has committed: whoever hears it can read it.</summary>
/// <remarks>Rings without number change with nearly every append: a topic of that kind is heard at once when it was quiet, then once a second at most.</remarks>
internal sealed class LiveBroadcast(ProjectionEngine readModel, IHubContext<LiveHub> hub, Lines lines, AccessWatch access, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(string Topic, string Type), TopicEvent> bells = new();
    private readonly Channel<bool> someBell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Rings(stoppingToken), Bells(stoppingToken));

    private async Task Rings(CancellationToken stoppingToken)
    {
        await foreach (var ring in readModel.Listen(stoppingToken))
        {
            if (ring.Topic == TopicEvent.Stopped) lines.CutAll();
            else if (ring.Seq > 0 || ring.Topic == TopicEvent.Resync)
                await Say(ring, stoppingToken);
            else
            {
                bells[(ring.Topic, ring.Type)] = ring;
                someBell.Writer.TryWrite(true);
            }
        }
    }

    private async Task Bells(CancellationToken stoppingToken)
    {
        await foreach (var _ in someBell.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var key in bells.Keys)
                if (bells.TryRemove(key, out var bell))
                    await Say(bell, stoppingToken);
            await Task.Delay(Calm, time, stoppingToken);
        }
    }

    private async Task Say(TopicEvent ring, CancellationToken stoppingToken)
    {
        using var span = ring.Trace is { } trace ? Telemetry.Source.StartActivity("ring", ActivityKind.Producer, trace) : null;
        span?.SetTag("topic", ring.Topic.Split(':')[0]);
        await access.Before(ring.Topic, stoppingToken);
        var to = ring.Topic == TopicEvent.Resync ? hub.Clients.All : hub.Clients.Group(ring.Topic);
        await to.SendAsync("event", LiveEvent.From(ring), stoppingToken);
    }
}
