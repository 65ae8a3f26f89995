using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Consultations.Sessions;
using Telemed.Kernel;
using Telemed.Web.Live;

namespace Telemed.Web.Tests.Live;

/// <summary>Who is put out of a room, or gone, before the room's record says that somebody came.</summary>
public sealed class JoiningTests(StagedPlatform platform) : IClassFixture<StagedPlatform>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_device_blocked_while_it_joins_leaves_a_closed_record_and_is_told_why()
    {
        using var office = await platform.SignedIn("office");
        var id = await Case(office);
        using var made = await office.PostAsJsonAsync("/api/v1/devices", new { kind = "room", name = "第三会议室" });
        var room = (await made.Json()).GetProperty("id").GetString()!;
        await using var hub = await Open(office);
        var join = await LeftWhileJoining(hub, id, room, async () =>
        {
            using var answer = await office.PostAsJsonAsync($"/api/v1/devices/{room}/actions/block", new { reason = "检修" });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        });
        Assert.Contains("HubException: device-blocked", (await Assert.ThrowsAsync<HubException>(() => join)).Message, StringComparison.Ordinal);
        await Closed(id);
    }

    [Fact]
    public async Task A_line_that_breaks_while_it_joins_leaves_a_closed_record()
    {
        using var office = await platform.SignedIn("office");
        var id = await Case(office);
        var device = await Work.Device(office);
        var hub = await Open(office);
        var join = await LeftWhileJoining(hub, id, device, () => hub.DisposeAsync().AsTask());
        await Assert.ThrowsAnyAsync<Exception>(() => join);
        await Closed(id);
    }

    /// <summary>Holds up the record of a joining until something has made whoever joins leave, and the record has been told.</summary>
    private async Task<Task> LeftWhileJoining(HubConnection hub, string id, string device, Func<Task> leave)
    {
        var (joining, left, goOn) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        platform.Around = async (request, handle) =>
        {
            if (request is JoinSession)
            {
                joining.TrySetResult();
                await goOn.Task;
            }
            await handle();
            if (request is LeaveSession) left.TrySetResult();
        };
        try
        {
            Task join = hub.InvokeAsync<JsonElement>("Join", id, device);
            await joining.Task.WaitAsync(Patience);
            Assert.Single(platform.Services.GetRequiredService<Presence>().In(id));
            await leave();
            await left.Task.WaitAsync(Patience);
            return join;
        }
        finally
        {
            goOn.SetResult();
            platform.Around = StagedPlatform.Straight;
        }
    }

    private async Task Closed(string id)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var owner = platform.Services.GetRequiredService<ICaseOwner>();
        while ((await owner.Load(Session.Aggregate, id, patience.Token)).State.Participants is not [{ LeftAt: not null }])
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        Assert.Empty(platform.Services.GetRequiredService<Presence>().In(id));
    }

    private async Task<HubConnection> Open(HttpClient http) => await HubConnections.Open(platform.HubUrl, http.DefaultRequestHeaders.Authorization!.Parameter!);

    private async Task<string> Case(HttpClient asked)
    {
        using var township = await platform.SignedIn("township");
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(asked)));
        return (await made.Json()).GetProperty("id").GetString()!;
    }
}
