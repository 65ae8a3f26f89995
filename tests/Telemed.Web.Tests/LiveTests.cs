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
        await using var hub = await HubConnections.Open(platform.HubUrl, office.DefaultRequestHeaders.Authorization!.Parameter!);
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
        await using var hub = await HubConnections.Open(platform.HubUrl, township.DefaultRequestHeaders.Authorization!.Parameter!);
        Assert.Empty(await hub.InvokeAsync<Dictionary<string, long>>("Watch", new[] { $"inbox:{await Work.Institution(office)}", $"roster:{await Work.Institution(office)}", "case:none", "nonsense" }));
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => hub.InvokeAsync<JsonElement[]>("Replay", "case:none", 0L));
    }

    [Fact]
    public async Task What_is_said_in_a_case_is_heard_by_the_other_side_and_kept()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        await using var here = await HubConnections.Open(platform.HubUrl, township.DefaultRequestHeaders.Authorization!.Parameter!);
        await using var there = await HubConnections.Open(platform.HubUrl, office.DefaultRequestHeaders.Authorization!.Parameter!);
        var heard = Channel.CreateUnbounded<JsonElement>();
        there.On<JsonElement>("event", e => heard.Writer.TryWrite(e));
        await there.InvokeAsync<Dictionary<string, long>>("Watch", new[] { $"session:{id}" });
        await there.Join(office, id);
        var present = await here.Join(township, id);
        Assert.Equal(2, present.GetArrayLength());
        await here.InvokeAsync("Say", "患者家属已到，可以开始。");
        var said = await Next(heard, e => e.GetProperty("type").GetString() == "said");
        Assert.Equal("患者家属已到，可以开始。", said.GetProperty("data").GetProperty("text").GetString());
        var kept = false;
        for (var look = 0; look < 100 && !kept; look++)   // another node than the one that rang may read it a moment later
        {
            var session = await office.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{id}");
            kept = session.GetProperty("events").EnumerateArray().Any(e => e.GetProperty("type").GetString() == "said");
            if (!kept) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        Assert.True(kept);
    }

    [Fact]
    public async Task A_call_rings_at_the_other_side_signals_pass_and_what_the_link_carried_is_kept()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var hospital = await Work.Institution(office);
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), hospital));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        var node = platform.Url;   // the ingress leads everybody of a case to one
        await using var here = await HubConnections.Open(node, township.DefaultRequestHeaders.Authorization!.Parameter!);
        await using var there = await HubConnections.Open(node, office.DefaultRequestHeaders.Authorization!.Parameter!);
        var (rung, signalled) = (Channel.CreateUnbounded<JsonElement>(), Channel.CreateUnbounded<JsonElement>());
        there.On<JsonElement>("event", e => rung.Writer.TryWrite(e));
        there.On<JsonElement>("signal", e => signalled.Writer.TryWrite(e));
        var (hereSees, thereSees) = (Channel.CreateUnbounded<JsonElement>(), Channel.CreateUnbounded<JsonElement>());
        here.On<JsonElement>("presence", e => hereSees.Writer.TryWrite(e));
        there.On<JsonElement>("presence", e => thereSees.Writer.TryWrite(e));
        await there.InvokeAsync<Dictionary<string, long>>("Watch", new[] { $"inbox:{hospital}", $"session:{id}" });
        await here.Join(township, id);
        await here.InvokeAsync("Call");
        var notice = await Next(rung, e => e.GetProperty("type").GetString() == "called" && e.GetProperty("topic").GetString() == $"inbox:{hospital}");
        Assert.Equal(id, notice.GetProperty("data").GetProperty("caseId").GetString());
        Assert.DoesNotContain("patient", notice.GetRawText(), StringComparison.OrdinalIgnoreCase);
        await there.Join(office, id);
        foreach (var seen in new[] { await Next(hereSees, Both), await Next(thereSees, Both) })
            Assert.Contains(seen.GetProperty("participants").EnumerateArray(), p => p.GetProperty("participantId").GetString() == here.ConnectionId);
        await there.InvokeAsync("Measure", "audio", 240, 12.5);
        var measured = await Next(rung, e => e.GetProperty("type").GetString() == "linkQuality");
        Assert.Equal("audio", measured.GetProperty("data").GetProperty("level").GetString());
        await here.InvokeAsync("Signal", there.ConnectionId, new { kind = "candidate" });
        Assert.Equal(here.ConnectionId, (await Next(signalled, _ => true)).GetProperty("from").GetString());
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => here.InvokeAsync("Signal", "nobody", new { }));
    }

    [Fact]
    public async Task A_broken_line_leaves_the_room()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        await using var there = await HubConnections.Open(platform.HubUrl, office.DefaultRequestHeaders.Authorization!.Parameter!);
        var heard = Channel.CreateUnbounded<JsonElement>();
        there.On<JsonElement>("event", e => heard.Writer.TryWrite(e));
        await there.InvokeAsync<Dictionary<string, long>>("Watch", new[] { $"session:{id}" });
        await using (var here = await HubConnections.Open(platform.HubUrl, township.DefaultRequestHeaders.Authorization!.Parameter!))
            await here.Join(township, id);
        Assert.Equal($"session:{id}", (await Next(heard, e => e.GetProperty("type").GetString() == "left")).GetProperty("topic").GetString());
    }

    [Fact]
    public async Task A_hospital_that_a_case_was_taken_from_hears_no_more_of_it_on_the_line_it_has()
    {
        using var township = await platform.SignedIn("township");
        using var first = await platform.SignedIn("countyoffice");
        using var second = await platform.SignedIn("office");
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(first)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        string[] topics = [$"case:{id}", $"session:{id}"];
        await using var asking = await HubConnections.Open(platform.HubUrl, township.DefaultRequestHeaders.Authorization!.Parameter!);
        await using var asked = await HubConnections.Open(platform.HubUrl, first.DefaultRequestHeaders.Authorization!.Parameter!);
        var (there, here) = (Channel.CreateUnbounded<JsonElement>(), Channel.CreateUnbounded<JsonElement>());
        asking.On<JsonElement>("event", e => here.Writer.TryWrite(e));
        asked.On<JsonElement>("event", e => there.Writer.TryWrite(e));
        Assert.Equal(2, (await asking.InvokeAsync<Dictionary<string, long>>("Watch", topics)).Count);
        Assert.Equal(2, (await asked.InvokeAsync<Dictionary<string, long>>("Watch", topics)).Count);
        await first.Act(id, "decline", new { reasonCode = "noCapacity" });
        await Next(there, e => e.GetProperty("topic").GetString() == topics[0] && e.GetProperty("type").GetString() == "declined");
        await township.Act(id, "redirect", new { invited = new { institutionId = await Work.Institution(second), department = "神经内科" } });
        await second.Act(id, "accept", new { });
        await asking.Join(township, id);
        await Next(here, e => e.GetProperty("topic").GetString() == topics[1]);   // said after everything else
        var last = await Next(there, e => e.GetProperty("topic").GetString() == topics[0]);
        Assert.Equal(("closed", 0L), (last.GetProperty("type").GetString(), last.GetProperty("seq").GetInt64()));
        await asked.InvokeAsync("Unwatch", Array.Empty<string>());   // what was sent before its answer has come
        while (there.Reader.TryRead(out var late)) Assert.DoesNotContain(id, late.GetProperty("type").GetString() is "closed" or "redirected" ? "" : late.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(await asked.InvokeAsync<Dictionary<string, long>>("Watch", topics));
    }

    private static bool Both(JsonElement presence) => presence.GetProperty("participants").GetArrayLength() == 2;

    private static async Task<JsonElement> Next(Channel<JsonElement> heard, Func<JsonElement, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Soon, TimeProvider.System);
        await foreach (var e in heard.Reader.ReadAllAsync(patience.Token))
            if (wanted(e)) return e;
        throw new InvalidOperationException("The hub closed.");
    }
}
