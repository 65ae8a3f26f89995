using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Telemed.Kernel;
using Telemed.Silos.Routing;
using Telemed.Web.Tests;

namespace Telemed.Silos.Tests;

/// <summary>A case in two silos.</summary>
public sealed class LivingCaseTests(PlatformFixture platform)
{
    private const int Writers = 16;

    [Fact]
    public async Task Commands_through_both_nodes_meet_in_one_activation_and_each_is_stored_once()
    {
        var nodes = platform.Nodes;
        var token = await nodes.Token("township");
        using var first = nodes.SignedIn(nodes.First, token);
        using var second = nodes.SignedIn(nodes.Second, token);
        var office = await Work.Institution(await platform.SignedIn("office"));
        var patient = await Work.Patient(first);
        using var made = await first.PostAsJsonAsync("/api/v1/consultations", Work.Request(patient, office, submit: false));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async i =>
        {
            using var answer = await (i % 2 == 0 ? first : second).Send(HttpMethod.Post, $"/api/v1/consultations/{id}/actions/edit", Work.Request(patient, office, submit: false, reason: $"第{i}次修改"));
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }));
        Assert.Equal(1 + Writers, await Appends(nodes, id));
        Assert.Equal(1, await Activations(nodes.First.Services, id));
    }

    [Fact]
    public async Task A_clock_is_a_reminder_and_runs_out_once_whoever_rings()
    {
        await using var nodes = await TwoNodes.Start();
        var token = await nodes.Token("township");
        using var second = nodes.SignedIn(nodes.Second, token);
        using var first = nodes.SignedIn(nodes.First, token);
        var office = nodes.SignedIn(nodes.First, await nodes.Token("office"));
        using var made = await second.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(first), await Work.Institution(office)));
        var id = (await made.Json()).GetProperty("id").GetString()!;
        var grains = new[] { nodes.First, nodes.Second }.Select(node => node.Services.GetRequiredService<IGrainFactory>().Case("consultation", id)).ToArray();
        while (await nodes.First.Services.GetRequiredService<IReminderTable>().ReadRow(grains[0].GetGrainId(), "clock") is null)   // the answer did not wait for it
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        nodes.Time.Jump(TimeSpan.FromDays(30));
        await Task.WhenAll(Enumerable.Range(0, 8).SelectMany(_ => grains.Select(async grain =>
        {
            await grain.AsReference<IRemindable>().ReceiveReminder("clock", default);
            await grain.Ring(CancellationToken.None);
        })));
        var breached = new List<string>();
        await foreach (var append in nodes.First.Services.GetRequiredService<IEventLog>().ReadStream(new("consultation", id), 0, default))
            breached.AddRange(append.Events.Where(e => e.Type == "consultation.clockBreached").Select(e => System.Text.Encoding.UTF8.GetString(e.Json.Span)));
        Assert.NotEmpty(breached);
        Assert.Equal(breached.Count, breached.Distinct().Count());
        Assert.Null((await grains[0].Ring(CancellationToken.None)).Next);
    }

    /// <summary>Steps come in at the first node for cases that live in the second, which is killed, or drained, in the middle.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_node_goes_and_every_command_is_answered_and_stored_once(bool killed)
    {
        const int Cases = 12;
        await using var nodes = await TwoNodes.Start();
        var token = await nodes.Token("township");
        using var first = nodes.SignedIn(nodes.First, token);
        using var second = nodes.SignedIn(nodes.Second, token);
        var office = await Work.Institution(nodes.SignedIn(nodes.First, await nodes.Token("office")));
        var ids = await Task.WhenAll(Enumerable.Range(0, Cases).Select(async _ =>
        {
            using var made = await second.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(second), office, submit: false));
            return (await made.Json()).GetProperty("id").GetString()!;
        }));
        var done = 0;
        var work = Task.WhenAll(ids.Select(async id =>
        {
            foreach (var action in new[] { "submit", "withdraw" })
            {
                using var answer = await first.Send(HttpMethod.Post, $"/api/v1/consultations/{id}/actions/{action}", action == "submit" ? null : new { reason = "不再需要" }, ("Idempotency-Key", $"{action}-{id}"));
                Assert.True(answer.IsSuccessStatusCode, $"{action}: {await answer.Content.ReadAsStringAsync()}");
                Interlocked.Increment(ref done);
            }
        }));
        while (Volatile.Read(ref done) < Cases / 2 && !work.IsCompleted) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        await Task.WhenAny(nodes.Second.StopAsync(killed ? new CancellationToken(canceled: true) : CancellationToken.None));   // killed, it has nothing good to say
        await work;
        foreach (var id in ids) Assert.Equal(3, await Appends(nodes, id));
        using var again = await first.Send(HttpMethod.Post, $"/api/v1/consultations/{ids[0]}/actions/withdraw", new { reason = "不再需要" }, ("Idempotency-Key", $"withdraw-{ids[0]}"));
        Assert.Equal("\"3\"", again.Headers.ETag!.ToString());
    }

    private static async Task<int> Appends(TwoNodes nodes, string id)
    {
        var appends = 0;
        await foreach (var _ in nodes.First.Services.GetRequiredService<IEventLog>().ReadStream(new("consultation", id), 0, default)) appends++;
        return appends;
    }

    private static async Task<int> Activations(IServiceProvider services, string id) =>
        (await services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics())
            .Count(one => one.GrainId.Type.ToString() == "consultation" && one.GrainId.Key.ToString() == id);
}
