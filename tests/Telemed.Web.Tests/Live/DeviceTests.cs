using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Telemed.Web.Tests.Live;

public sealed class DeviceTests(PlatformFixture platform) : DeviceContract(platform);

/// <summary>What the register of devices means for sessions, on any number of nodes.</summary>
public abstract class DeviceContract(PlatformFixture platform)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_registered_device_joins_only_for_those_it_belongs_to()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var id = await Case(township, office);
        await using var here = await Open(township);
        await using var there = await Open(office);
        Assert.Contains("device-unknown", await Refused(here, id, null), StringComparison.Ordinal);
        Assert.Contains("device-of-another-account", await Refused(there, id, await Work.Device(township)), StringComparison.Ordinal);
        var room = await Room(office, "第一会议室");
        Assert.Contains("device-of-another-institution", await Refused(here, id, room), StringComparison.Ordinal);
        Assert.Equal(1, (await there.InvokeAsync<JsonElement>("Join", id, room)).GetArrayLength());
    }

    [Fact]
    public async Task An_app_that_nobody_knows_is_registered_at_the_door_as_its_accounts_own_and_can_be_blocked()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var id = await Case(township, office);
        await using var here = await Open(township);
        await using var there = await Open(office);
        await here.InvokeAsync<JsonElement>("Join", id, "d1");
        Assert.Equal(2, (await there.InvokeAsync<JsonElement>("Join", id, "d1")).GetArrayLength());   // named alike, another account's
        var before = await Own(township);
        await here.InvokeAsync("Leave");
        await here.InvokeAsync<JsonElement>("Join", id, "d1");
        Assert.Equal(before, await Own(township));
        await Act(township, before[0], "block", new { reason = "手机遗失" });
        Assert.Contains("device-blocked", await Refused(here, id, "d1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_blocked_in_the_middle_of_a_session_is_put_out_of_it_and_let_in_again_when_it_is_unblocked()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var id = await Case(township, office);
        var room = await Room(office, "第二会议室");
        await using var here = await Open(township);
        await using var there = await Open(office);
        var (rung, seen) = (Channel.CreateUnbounded<JsonElement>(), Channel.CreateUnbounded<JsonElement>());
        here.On<JsonElement>("event", e => rung.Writer.TryWrite(e));
        here.On<JsonElement>("presence", e => seen.Writer.TryWrite(e));
        await here.InvokeAsync<Dictionary<string, long>>("Watch", new[] { $"session:{id}" });
        await here.Join(township, id);
        await there.InvokeAsync<JsonElement>("Join", id, room);
        await Next(seen, e => e.GetProperty("participants").GetArrayLength() == 2);
        await Act(office, room, "block", new { reason = "检修" });
        var left = await Next(rung, e => e.GetProperty("type").GetString() == "left");
        Assert.Equal(("device-blocked", there.ConnectionId), (left.GetProperty("data").GetProperty("reason").GetString(), left.GetProperty("data").GetProperty("participantId").GetString()));
        await Next(seen, e => e.GetProperty("participants").GetArrayLength() == 1);
        await Assert.ThrowsAsync<HubException>(() => there.InvokeAsync("Say", "还在吗"));
        Assert.Contains("device-blocked", await Refused(there, id, room), StringComparison.Ordinal);
        await Act(office, room, "unblock", new { });
        Assert.Equal(2, (await there.InvokeAsync<JsonElement>("Join", id, room)).GetArrayLength());
    }

    private async Task<HubConnection> Open(HttpClient http) => await HubConnections.Open(platform.HubUrl, http.DefaultRequestHeaders.Authorization!.Parameter!);

    private static async Task<string> Case(HttpClient asking, HttpClient asked)
    {
        using var made = await asking.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(asking), await Work.Institution(asked)));
        return (await made.Json()).GetProperty("id").GetString()!;
    }

    private static async Task<string> Room(HttpClient office, string name)
    {
        using var made = await office.PostAsJsonAsync("/api/v1/devices", new { kind = "room", name });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        return (await made.Json()).GetProperty("id").GetString()!;
    }

    /// <summary>Ids of the account's own devices, newest first.</summary>
    private static async Task<string[]> Own(HttpClient http) =>
        [.. (await http.GetFromJsonAsync<JsonElement>("/api/v1/devices?mine=true&limit=200")).GetProperty("items").EnumerateArray().Select(d => d.GetProperty("id").GetString()!)];

    private static async Task Act(HttpClient http, string device, string action, object body)
    {
        using var answer = await http.PostAsJsonAsync($"/api/v1/devices/{device}/actions/{action}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> Refused(HubConnection hub, string id, string? device) =>
        (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync<JsonElement>("Join", id, device))).Message;

    private static async Task<JsonElement> Next(Channel<JsonElement> heard, Func<JsonElement, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Soon, TimeProvider.System);
        await foreach (var e in heard.Reader.ReadAllAsync(patience.Token))
            if (wanted(e)) return e;
        throw new InvalidOperationException("The hub closed.");
    }
}
