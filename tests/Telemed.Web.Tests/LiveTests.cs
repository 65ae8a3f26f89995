using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;

namespace Telemed.Web.Tests;

public sealed class LiveTests(PlatformFixture platform) : LiveContract(platform);

/// <summary>What watchers of the hub rely on, on any store and any number of nodes.</summary>
public abstract class LiveContract(PlatformFixture platform)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task The_asked_office_hears_of_a_request_and_can_replay_what_it_missed()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var hospital = await Work.Institution(office);
        var topic = $"inbox:{hospital}";
        await using var hub = await HubConnections.Open(platform.Url, office.DefaultRequestHeaders.Authorization!.Parameter!);
        var heard = Channel.CreateUnbounded<JsonElement>();
        hub.On<JsonElement>("event", e => heard.Writer.TryWrite(e));
        var since = (await hub.InvokeAsync<Dictionary<string, long>>("Watch", new[] { topic }))[topic];
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), hospital));
        var id = (await made.Json()).GetProperty("id").GetString();
        var notice = await Next(heard, e => e.GetProperty("data").GetProperty("caseId").GetString() == id);
        Assert.Equal("submitted", notice.GetProperty("type").GetString());
        var replayed = await hub.InvokeAsync<JsonElement[]>("Replay", topic, since);
        Assert.Equal(Enumerable.Range(1, replayed.Length).Select(i => since + i), replayed.Select(e => e.GetProperty("seq").GetInt64()));
        Assert.Contains(replayed, e => e.GetProperty("data").GetProperty("caseId").GetString() == id);
    }

    [Fact]
    public async Task Topics_of_others_are_not_watched()
    {
        using var township = await platform.SignedIn("township2");
        using var office = await platform.SignedIn("office");
        await using var hub = await HubConnections.Open(platform.Url, township.DefaultRequestHeaders.Authorization!.Parameter!);
        Assert.Empty(await hub.InvokeAsync<Dictionary<string, long>>("Watch", new[] { $"inbox:{await Work.Institution(office)}", "case:none", "nonsense" }));
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => hub.InvokeAsync<JsonElement[]>("Replay", "case:none", 0L));
    }

    [Fact]
    public async Task What_is_said_in_a_case_is_heard_by_the_other_side_and_kept()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        await using var here = await HubConnections.Open(platform.Url, township.DefaultRequestHeaders.Authorization!.Parameter!);
        await using var there = await HubConnections.Open(platform.Url, office.DefaultRequestHeaders.Authorization!.Parameter!);
        var heard = Channel.CreateUnbounded<JsonElement>();
        there.On<JsonElement>("event", e => heard.Writer.TryWrite(e));
        await there.InvokeAsync<Dictionary<string, long>>("Watch", new[] { $"session:{id}" });
        await there.InvokeAsync<JsonElement>("Join", id, "d2");
        var present = await here.InvokeAsync<JsonElement>("Join", id, "d1");
        Assert.Equal(2, present.GetArrayLength());
        await here.InvokeAsync("Say", "患者家属已到，可以开始。");
        var said = await Next(heard, e => e.GetProperty("type").GetString() == "said");
        Assert.Equal("患者家属已到，可以开始。", said.GetProperty("data").GetProperty("text").GetString());
        var session = await office.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{id}");
        Assert.Contains(session.GetProperty("events").EnumerateArray(), e => e.GetProperty("type").GetString() == "said");
    }

    [Fact]
    public async Task A_broken_line_leaves_the_room()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        await using var there = await HubConnections.Open(platform.Url, office.DefaultRequestHeaders.Authorization!.Parameter!);
        var heard = Channel.CreateUnbounded<JsonElement>();
        there.On<JsonElement>("event", e => heard.Writer.TryWrite(e));
        await there.InvokeAsync<Dictionary<string, long>>("Watch", new[] { $"session:{id}" });
        await using (var here = await HubConnections.Open(platform.Url, township.DefaultRequestHeaders.Authorization!.Parameter!))
            await here.InvokeAsync<JsonElement>("Join", id, "d1");
        Assert.Equal($"session:{id}", (await Next(heard, e => e.GetProperty("type").GetString() == "left")).GetProperty("topic").GetString());
    }

    private static async Task<JsonElement> Next(Channel<JsonElement> heard, Func<JsonElement, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Soon, TimeProvider.System);
        await foreach (var e in heard.Reader.ReadAllAsync(patience.Token))
            if (wanted(e)) return e;
        throw new InvalidOperationException("The hub closed.");
    }
}
