using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Telemed.Kernel;

namespace Telemed.Imaging.Tests.Sending;

/// <summary>Destinations that an office keeps, holds and tries.</summary>
public sealed class DestinationTests : IAsyncLifetime
{
    private const string Study = "2.25.700101";
    private readonly WebNode node = new();

    public ValueTask InitializeAsync() => node.InitializeAsync();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task A_held_destination_gets_nothing_and_goes_on_when_it_is_let_go()
    {
        (await node.Stow(Slices.Of(Study, 6))).EnsureSuccessStatusCode();
        await node.WhenIndexed();
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA, operations: 1);
        inbox.Gate = new SemaphoreSlim(0);
        await Keep(node.ReceiverOfA, paused: false);
        var asked = await Json(await Send(HttpMethod.Post, "sends", new { destination = "line", studyInstanceUid = Study }));
        string id = asked.GetProperty("id").GetString()!;
        inbox.Gate.Release(2);
        await Until(id, view => view.GetProperty("sent").GetInt32() == 2);
        await Keep(node.ReceiverOfA, paused: true);
        inbox.Gate.Release(100);
        await Until(id, view => view.GetProperty("state").GetString() == "queued");
        Assert.InRange(inbox.Acknowledged.Count, 2, 3);   // the one under way was finished
        Assert.True((await One()).GetProperty("paused").GetBoolean());
        await Keep(node.ReceiverOfA, paused: false);
        await Until(id, view => view.GetProperty("state").GetString() == "done");
        Assert.Equal(6, inbox.Acknowledged.Count);
    }

    [Fact]
    public async Task A_destination_is_asked_whether_it_answers_and_the_line_remembers()
    {
        await Keep(node.ReceiverOfA, paused: false);
        var away = await Json(await Send(HttpMethod.Post, "destinations/line/actions/echo", new { }));
        Assert.Equal((false, "unreachable"), (away.GetProperty("answered").GetBoolean(), away.GetProperty("fault").GetProperty("code").GetString()));
        Assert.Equal("down", (await Link()).GetProperty("state").GetString());
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA);
        var there = await Json(await Send(HttpMethod.Post, "destinations/line/actions/echo", new { }));
        Assert.True(there.GetProperty("answered").GetBoolean() && there.GetProperty("milliseconds").GetDouble() > 0, there.ToString());
        Assert.Equal("up", (await Link()).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(HttpMethod.Post, "destinations/line/actions/echo", new { }, "inst-b")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(HttpMethod.Post, "destinations/nowhere/actions/echo", new { })).StatusCode);
    }

    private async Task Keep(int port, bool paused)
    {
        var kept = await Send(HttpMethod.Put, "destinations/line", new { name = "line", kind = "dimse", institutionId = "inst-a", aeTitle = "AE_A", host = "127.0.0.1", port, connections = 1, paused });
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        string[] wrote = kept.Headers.GetValues("Telemed-Wrote").Single().Split('@');
        await node.Engine.WaitFor(StreamId.Parse(wrote[0]), long.Parse(wrote[1], CultureInfo.InvariantCulture), default);
    }

    private async Task<JsonElement> One() => Named(await Json(await node.Get("/api/v1/imaging/destinations")), "id");

    private async Task<JsonElement> Link() => Named(await Json(await node.Get("/api/v1/imaging/links")), "destination");

    private static JsonElement Named(JsonElement page, string member) => page.GetProperty("items").EnumerateArray().First(one => one.GetProperty(member).GetString() == "line");

    private async Task Until(string id, Func<JsonElement, bool> holds)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await Json(await node.Get($"/api/v1/imaging/sends/{id}")) is var view && !holds(view))
        {
            Assert.False(late.IsCancellationRequested, view.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object body, string institution = "inst-a")
    {
        using var client = new HttpClient { BaseAddress = node.Http.BaseAddress };
        using var request = new HttpRequestMessage(method, $"/api/v1/imaging/{path}") { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Institution", institution);
        return await client.SendAsync(request);
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}
