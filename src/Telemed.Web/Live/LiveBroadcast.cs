using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Telemed.ReadModel;

namespace Telemed.Web.Live;

/// <summary>One ring as the page gets it.</summary>
internal sealed record LiveEvent(string Topic, long Seq, string Type, DateTimeOffset At, JsonElement Data)
{
    public static LiveEvent From(TopicEvent ring) => new(ring.Topic, ring.Seq, ring.Type, ring.At, JsonSerializer.Deserialize<JsonElement>(ring.DataJson));
}

/// <summary>Tells watchers what the read model has committed: whoever hears it can read it.</summary>
internal sealed class LiveBroadcast(ProjectionEngine readModel, IHubContext<LiveHub> hub) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var ring in readModel.Listen(stoppingToken))
        {
            var to = ring.Topic == TopicEvent.Resync ? hub.Clients.All : hub.Clients.Group(ring.Topic);
            await to.SendAsync("event", LiveEvent.From(ring), stoppingToken);
        }
    }
}
