using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Imaging.Tests.Sending;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Imaging.Tests.Routing;

/// <summary>What cases set going.</summary>
public sealed class CaseRoutingTests : IAsyncLifetime
{
    private const string Study = "2.25.810001";
    private readonly CaseNode node = new();
    private DimseInbox inbox = null!;

    public async ValueTask InitializeAsync()
    {
        await node.InitializeAsync();
        inbox = await DimseInbox.Start("AE_B", node.ReceiverOfB);
        (await node.Stow(Slices.Of(Study, 2))).EnsureSuccessStatusCode();
        await node.WhenIndexed();
    }

    public async ValueTask DisposeAsync()
    {
        await inbox.DisposeAsync();
        await node.DisposeAsync();
    }

    [Fact]
    public async Task A_case_that_names_a_study_has_it_sent_to_the_county_and_not_before()
    {
        object rules = new { rules = new[] { new { id = "up", name = "上传", enabled = true, trigger = "caseNames", tiers = new[] { "county" }, caseKinds = new[] { "imaging" } } } };
        Assert.Equal(HttpStatusCode.OK, (await node.Http.PutAsJsonAsync("/api/v1/imaging/routing", rules)).StatusCode);
        Assert.Empty(inbox.Acknowledged);
        node.Opened.Add(("inst-b", Study));   // what the case does, with the real policy
        await node.Say(new CaseAccessChanged("case-1", "p1", ["inst-a", "inst-b"], [Study], Open: true), Step("submitted", Urgency.Emergency));
        await Arrived(2);
        var send = Assert.Single(await Sends());
        Assert.Equal(("rule", "emergency", "ae:AE_B"), (send.GetProperty("cause").GetString(), send.GetProperty("priority").GetString(), send.GetProperty("destination").GetString()));
    }

    [Fact]
    public async Task An_accepted_case_brings_its_studies_to_the_archive_that_wants_them_and_only_if_it_may_have_them()
    {
        using (var office = new HttpRequestMessage(HttpMethod.Put, "/api/v1/imaging/destinations/archive")
        {
            Content = JsonContent.Create(new { name = "县医院归档", kind = "dimse", institutionId = "inst-b", aeTitle = "AE_B", host = "127.0.0.1", port = node.ReceiverOfB, prefetch = true }),
        })
        {
            using var client = new HttpClient { BaseAddress = node.Http.BaseAddress };
            office.Headers.Add("X-Institution", "inst-b");
            (await client.SendAsync(office)).EnsureSuccessStatusCode();
        }
        var named = new CaseAccessChanged("case-1", "p1", ["inst-a", "inst-b"], [Study], Open: true);
        await node.Say(named, Step("accepted", Urgency.Routine));
        await node.Say(Step("submitted", Urgency.Routine));
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);   // two looks of the router
        Assert.Empty(inbox.Acknowledged);
        node.Opened.Add(("inst-b", Study));
        await node.Say(Step("scheduled", Urgency.Routine));
        await Arrived(2);
        var send = Assert.Single(await Sends());
        Assert.Equal(("prefetch", "low", "archive"), (send.GetProperty("cause").GetString(), send.GetProperty("priority").GetString(), send.GetProperty("destination").GetString()));
    }

    private static CaseStep Step(string step, Urgency urgency) => new("consultation", "case-1", step, DateTimeOffset.UnixEpoch, "inst-a",
        new("CO-1", "imaging", urgency, step, true, "p1", "inst-a", "inst-b", "放射科", null, null));

    private async Task Arrived(int count)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (inbox.Acknowledged.Count < count) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
    }

    private async Task<IReadOnlyList<JsonElement>> Sends() =>
        [.. (await (await node.Get("/api/v1/imaging/sends")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray()];

    /// <summary>A node beside which cases live.</summary>
    private sealed class CaseNode : WebNode
    {
        private readonly ConcurrentQueue<object[]> next = [];
        private long version;

        public async Task Say(params object[] facts)
        {
            next.Enqueue(facts);
            var stream = new StreamId("consultation", "case-1");
            await Services.GetRequiredService<IEventLog>().Append(new Append(stream, version++, new CommandContext(Guid.NewGuid().ToString("N"), null, Actor.Clock, DateTimeOffset.UnixEpoch),
                [new EventData("test.changed", "{}"u8.ToArray())], [], []), default);
            await Engine.WaitFor(stream, version, default);
        }

        internal override void AddPolicy(IServiceCollection services)
        {
            base.AddPolicy(services);
            services.AddSingleton<IProjection>(new Cases(next));
        }
    }

    /// <summary>Publishes what a case's projection would.</summary>
    private sealed class Cases(ConcurrentQueue<object[]> next) : IProjection
    {
        public string Name => "cases";

        public int Version => 1;

        public void CreateTables(SqliteConnection db) { }

        public void Apply(Projecting projecting, StoredAppend append)
        {
            if (append.Stream.Category != "consultation" || !next.TryDequeue(out var facts)) return;
            foreach (object fact in facts) projecting.Publish(fact);
        }
    }
}
