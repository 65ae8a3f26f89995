using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Web.Live;

namespace Telemed.Web.Tests.Live;

/// <summary>What one page's bad line may do to the others: nothing.</summary>
public sealed class StalledLineTests(PlatformFixture platform)
{
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(4);
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_stops_reading_holds_up_nobodys_rings_and_is_dropped_without_goodbye()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var (hospital, token) = (await Work.Institution(office), office.DefaultRequestHeaders.Authorization!.Parameter!);
        var topic = $"inbox:{hospital}";
        using var stalled = await StalledPage.Open(platform.Url, token, topic, Stop);
        await using var hub = await HubConnections.Open(platform.Url, token);
        var heard = Channel.CreateUnbounded<string>();
        hub.On<JsonElement>("event", e => heard.Writer.TryWrite(e.GetProperty("data").GetProperty("caseId").GetString()!));
        await hub.InvokeAsync<Dictionary<string, long>>("Watch", new[] { topic }, Stop);
        var line = platform.Services.GetRequiredService<IHubContext<LiveHub>>().Clients.Client(stalled.Id);
        var much = new string('x', 64 << 10);
        for (var i = 0; i < Line.MostWaiting; i++) _ = line.SendAsync("noise", much, Stop);   // more than pipe and network hold

        for (var i = 0; i < 3; i++)
        {
            var patient = await Work.Patient(township);
            var began = TimeProvider.System.GetTimestamp();
            using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(patient, hospital), Stop);
            var id = (await made.Json()).GetProperty("id").GetString();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
            while (await heard.Reader.ReadAsync(patience.Token) != id) { }
            Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, Promptly);
        }
        var lines = platform.Services.GetRequiredService<Lines>();
        Assert.Contains(lines.In(topic), c => c.ConnectionId == stalled.Id);
        for (var i = 0; i <= Line.MostWaiting; i++) await line.SendAsync("noise", "", Stop);
        for (var i = 0; i < 100 && lines.In(topic).Any(c => c.ConnectionId == stalled.Id); i++) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
        Assert.DoesNotContain(lines.In(topic), c => c.ConnectionId == stalled.Id);
        Assert.False(await stalled.BrokeWithGoodbye(Stop));
        Assert.Equal(HubConnectionState.Connected, hub.State);
    }
}
