using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Sending;
using Telemed.Imaging.Sending.Destinations;
using Telemed.ReadModel;

namespace Telemed.Imaging.Tests.Sending;

/// <summary>The send queue over real associations.</summary>
public sealed class SendQueueTests : IAsyncLifetime
{
    private const string Study = "2.25.700001";
    private readonly WebNode node = new();

    public ValueTask InitializeAsync() => node.InitializeAsync();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task A_study_goes_to_its_destination_once_and_a_second_send_finds_it_there()
    {
        await Store(Study, 12);
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA);
        var asked = await Ask("ae:AE_A", Study);
        Assert.Equal("asked", asked.GetProperty("cause").GetString());
        var done = await Until(Id(asked), "done");
        Assert.Equal((12, 12, 0), (Count(done, "sent"), Count(done, "total"), Count(done, "refused")));
        Assert.Equal(done.GetProperty("totalBytes").GetInt64(), done.GetProperty("bytes").GetInt64());
        Assert.Equal("done", (await Ask("ae:AE_A", Study)).GetProperty("state").GetString());   // all of it is there already
        Assert.Equal(12, inbox.Acknowledged.Count);
        var again = await Ask("ae:AE_A", Study, again: true);
        await Until(Id(again), "done");
        Assert.Equal(24, inbox.Acknowledged.Count);
        var link = (await Json(await node.Get("/api/v1/imaging/links"))).GetProperty("items").EnumerateArray().First(one => one.GetProperty("destination").GetString() == "ae:AE_A");
        Assert.Equal("up", link.GetProperty("state").GetString());
        Assert.True(link.GetProperty("bytesPerSecond").GetInt64() > 0 && link.GetProperty("rttMs").GetDouble() > 0);
    }

    [Fact]
    public async Task A_line_that_is_cut_again_and_again_brings_every_object_and_none_twice()
    {
        await Store(Study, 30);
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA);
        await using var line = new WeakLink(node.ReceiverOfA, null, 100_000, 20_000, 130_000, 20_000, 60_000, 150_000);
        await Keep("line", line.Port, connections: 2);
        var done = await Until(Id(await Ask("line", Study)), "done");
        Assert.Equal(6, line.Cuts);
        Assert.Equal(30, Count(done, "sent"));
        Assert.Equal(30, inbox.Acknowledged.Count);
        Assert.Equal(30, inbox.Acknowledged.Distinct().Count());
    }

    [Fact]
    public async Task A_destination_that_is_away_is_tried_later_and_an_emergency_at_once()
    {
        await Store(Study, 3);
        await using var line = new WeakLink(node.ReceiverOfA, null) { IsDown = true };
        await Keep("line", line.Port);
        string id = Id(await Ask("line", Study));
        var waiting = await Until(id, "waiting");
        Assert.Equal("rejected", waiting.GetProperty("lastError").GetProperty("code").GetString());
        Assert.True(waiting.GetProperty("nextAttemptAt").GetDateTimeOffset() > waiting.GetProperty("createdAt").GetDateTimeOffset());
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA);
        line.IsDown = false;
        Assert.Equal(id, Id(await Ask("line", Study, "emergency")));   // the same send, hurried
        await Until(id, "done");
        Assert.Equal(3, inbox.Acknowledged.Count);
    }

    [Fact]
    public async Task An_emergency_goes_between_the_objects_of_what_is_under_way()
    {
        const string urgent = "2.25.700002";
        await Store(Study, 8);
        await Store(urgent, 2);
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA, operations: 1);
        inbox.Gate = new SemaphoreSlim(0);
        await Keep("one", node.ReceiverOfA, connections: 1);
        string usual = Id(await Ask("one", Study));
        inbox.Gate.Release(2);
        await Until(usual, view => Count(view, "sent") == 2);
        string first = Id(await Ask("one", urgent, "emergency"));
        inbox.Gate.Release(100);
        await Until(first, "done");
        await Until(usual, "done");
        var order = inbox.Acknowledged.ToList();
        int last = order.FindLastIndex(uid => uid.StartsWith(urgent, StringComparison.Ordinal));
        Assert.InRange(last, 3, 4);   // two were there, one was under way
        Assert.Equal(10, order.Count);
    }

    [Fact]
    public async Task Held_resumed_given_up_and_tried_again_it_goes_on_where_it_was()
    {
        await Store(Study, 6);
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA, operations: 1);
        inbox.Gate = new SemaphoreSlim(0);
        await Keep("one", node.ReceiverOfA, connections: 1);
        string id = Id(await Ask("one", Study));
        inbox.Gate.Release(1);
        await Until(id, view => Count(view, "sent") == 1);
        Assert.Equal("paused", (await Steer(id, "pause")).GetProperty("state").GetString());
        inbox.Gate.Release(100);
        var held = await Until(id, view => Count(view, "sent") == 2);   // the one under way was finished
        Assert.Equal(["resume", "cancel"], held.GetProperty("actions").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await Post($"sends/{id}/actions/pause", new { })).StatusCode);
        Assert.Equal("cancelled", (await Steer(id, "cancel")).GetProperty("state").GetString());
        Assert.Equal(2, inbox.Acknowledged.Count);
        await Steer(id, "retry");
        await Until(id, "done");
        Assert.Equal(6, inbox.Acknowledged.Distinct().Count());
        Assert.Equal(6, inbox.Acknowledged.Count);
    }

    [Fact]
    public async Task Objects_that_are_refused_are_named_and_the_others_go()
    {
        await Store(Study, 4);
        string bad = Slices.InstanceOf(Study, 2);
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA);
        inbox.Answer = uid => uid == bad ? StoreStatus.CannotUnderstand : StoreStatus.Success;
        string id = Id(await Ask("ae:AE_A", Study));
        var partial = await Until(id, "partial");
        Assert.Equal((3, 1), (Count(partial, "sent"), Count(partial, "refused")));
        Assert.Equal("refused C000", partial.GetProperty("lastError").GetProperty("code").GetString());
        inbox.Answer = _ => StoreStatus.Success;
        await Steer(id, "retry");
        await Until(id, "done");
        Assert.Equal(4, inbox.Acknowledged.Count);
    }

    [Fact]
    public async Task As_many_objects_are_under_way_as_the_destination_grants_and_each_counts_when_it_is_answered()
    {
        await Store(Study, 12);
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA, operations: 5);
        inbox.Gate = new SemaphoreSlim(0);
        await Keep("one", node.ReceiverOfA, connections: 1);
        string id = Id(await Ask("one", Study));
        await Until(id, _ => inbox.Whole == 5);
        Assert.Equal(0, Count(await Until(id, "sending"), "sent"));
        inbox.Gate.Release(3);
        await Until(id, view => Count(view, "sent") == 3);
        await Until(id, _ => inbox.Whole == 8);
        Assert.Equal("paused", (await Steer(id, "pause")).GetProperty("state").GetString());
        inbox.Gate.Release(100);
        await Until(id, view => Count(view, "sent") == 8);   // what was under way was finished
        await Steer(id, "resume");
        await Until(id, "done");
        Assert.Equal(12, inbox.Acknowledged.Distinct().Count());
        Assert.Equal(12, inbox.Acknowledged.Count);
    }

    [Fact]
    public async Task An_association_that_breaks_off_leaves_what_was_not_answered_and_only_that_is_sent_again()
    {
        await Store(Study, 12);
        var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA, operations: 6);
        inbox.Gate = new SemaphoreSlim(0);
        await Keep("one", node.ReceiverOfA, connections: 1);
        string id = Id(await Ask("one", Study));
        await Until(id, _ => inbox.Whole == 6);
        inbox.Gate.Release(4);
        await Until(id, view => Count(view, "sent") == 4);
        await inbox.DisposeAsync();
        await Until(id, "waiting");
        var first = inbox.Acknowledged.ToArray();
        await using var next = await DimseInbox.Start("AE_A", node.ReceiverOfA);
        Assert.Equal(id, Id(await Ask("one", Study, "emergency")));   // the same send, hurried
        Assert.Equal(12, Count(await Until(id, "done"), "sent"));
        Assert.Equal(4, first.Length);
        Assert.Empty(first.Intersect(next.Acknowledged));
        Assert.Equal(8, next.Acknowledged.Count);
    }

    [Fact]
    public async Task When_attempts_have_brought_nothing_over_the_next_goes_one_at_a_time()
    {
        await Store(Study, 3);
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA);
        inbox.Gate = new SemaphoreSlim(0);
        await using var line = new WeakLink(node.ReceiverOfA, null) { IsDown = true };
        await Keep("line", line.Port, connections: 1);
        string id = Id(await Ask("line", Study));
        await Until(id, _ => line.TurnedAway > 2);
        line.IsDown = false;
        await Until(id, _ => inbox.Whole == 1);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        Assert.Equal(1, inbox.Whole);
        inbox.Gate.Release(100);
        await Until(id, "done");
    }

    [Fact]
    public async Task A_destination_that_the_settings_mark_is_asked_for_no_window()
    {
        await Store(Study, 3);
        node.Opened.Add(("inst-b", Study));
        await using var inbox = await DimseInbox.Start("AE_B", node.ReceiverOfB);
        inbox.Gate = new SemaphoreSlim(0);
        string id = Id(await Ask("ae:AE_B", Study));
        await Until(id, _ => inbox.Whole == inbox.Associations);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        Assert.Equal(inbox.Associations, inbox.Whole);   // one on each
        inbox.Gate.Release(100);
        await Until(id, "done");
        Assert.Equal(3, inbox.Acknowledged.Count);
    }

    [Fact]
    public async Task Only_the_owner_sends_and_only_to_who_may_see()
    {
        await Store(Study, 1);
        Assert.Equal(HttpStatusCode.NotFound, (await Post("sends", new { destination = "ae:AE_A", studyInstanceUid = Study }, "inst-b")).StatusCode);
        var refused = await Post("sends", new { destination = "ae:AE_B", studyInstanceUid = Study });
        Assert.Equal((HttpStatusCode.Conflict, "receiver-may-not-see"), (refused.StatusCode, (await Json(refused)).GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await Post("sends", new { destination = "nowhere", studyInstanceUid = Study })).StatusCode);
        node.Opened.Add(("inst-b", Study));
        await using var inbox = await DimseInbox.Start("AE_B", node.ReceiverOfB);
        string id = Id(await Ask("ae:AE_B", Study));
        await Until(id, "done");
        Assert.Contains(node.Looks, look => look.Caller.InstitutionId == "inst-b");
        Assert.Equal(HttpStatusCode.NotFound, (await node.Get($"/api/v1/imaging/sends/{id}", institution: "inst-b")).StatusCode);
        Assert.Empty((await Json(await node.Get("/api/v1/imaging/sends", institution: "inst-b"))).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await Put("line", new { name = "x", kind = "dimse", institutionId = "inst-a", aeTitle = "AE_A", host = "127.0.0.1", port = 1 }, "inst-b")).StatusCode);
    }

    private async Task Store(string study, int count)
    {
        (await node.Stow(Slices.Of(study, count))).EnsureSuccessStatusCode();
        await node.WhenIndexed();
    }

    private async Task Keep(string id, int port, int? connections = null)
    {
        var kept = await Put(id, new { name = id, kind = "dimse", institutionId = "inst-a", aeTitle = "AE_A", host = "127.0.0.1", port, connections });
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        string[] wrote = kept.Headers.GetValues("Telemed-Wrote").Single().Split('@');
        await node.Engine.WaitFor(Telemed.Kernel.StreamId.Parse(wrote[0]), long.Parse(wrote[1], System.Globalization.CultureInfo.InvariantCulture), default);
    }

    private async Task<JsonElement> Ask(string destination, string study, string? priority = null, bool again = false)
    {
        var answer = await Post("sends", new { destination, studyInstanceUid = study, priority, again });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await Json(answer);
    }

    private async Task<JsonElement> Steer(string id, string action) => await Json((await Post($"sends/{id}/actions/{action}", new { })).EnsureSuccessStatusCode());

    private Task<JsonElement> Until(string id, string state) => Until(id, view => view.GetProperty("state").GetString() == state);

    private async Task<JsonElement> Until(string id, Func<JsonElement, bool> holds)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var view = await Json(await node.Get($"/api/v1/imaging/sends/{id}"));
            if (holds(view)) return view;
            Assert.False(late.IsCancellationRequested, view.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private Task<HttpResponseMessage> Post(string path, object body, string institution = "inst-a") => Send(HttpMethod.Post, path, body, institution);

    private Task<HttpResponseMessage> Put(string id, object body, string institution = "inst-a") => Send(HttpMethod.Put, $"destinations/{id}", body, institution);

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object body, string institution)
    {
        using var client = new HttpClient { BaseAddress = node.Http.BaseAddress };
        using var request = new HttpRequestMessage(method, $"/api/v1/imaging/{path}") { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Institution", institution);
        return await client.SendAsync(request);
    }

    private static string Id(JsonElement view) => view.GetProperty("id").GetString()!;

    private static int Count(JsonElement view, string name) => view.GetProperty(name).GetInt32();

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}
