using System.Net;
using System.Text.Json.Nodes;
using Telemed.Contracts;

namespace Telemed.Referrals.Tests;

/// <summary>A booking sent again with its key: answered as before, and booked once, whatever has become of the place since.</summary>
public sealed class BookingAgainTests : IAsyncLifetime
{
    private readonly Folder folder = new();
    private Desk desk = null!;

    public async ValueTask InitializeAsync() => desk = await Desk.Open(folder.Path);

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("slotId", "slot-1", null)]
    [InlineData("slotId", "slot-1", CapacityRefusal.CapacityTaken)]
    [InlineData("slotId", "slot-1", CapacityRefusal.CapacityPast)]
    [InlineData("bedId", "bed-1", CapacityRefusal.CapacityTaken)]
    public async Task An_acceptance_sent_again_is_answered_as_before(string member, string place, CapacityRefusal? shown)
    {
        var id = await desk.File();
        var first = await Send(id, "accept", member, place, "k");
        if (shown is { } why) desk.Neighbours.Shown[place] = why;
        Same(first, await Send(id, "accept", member, place, "k"));
        await desk.Act("office", id, "arrive");
        Same(first, await Send(id, "accept", member, place, "k"));
        Assert.Equal([(place, true)], Holds());
    }

    [Fact]
    public async Task A_booking_sent_again_does_not_take_the_place_of_the_one_that_followed_it()
    {
        var id = await desk.File();
        await desk.Act("office", id, "accept");
        var first = await Send(id, "reserve", "slotId", "slot-1", "k1");
        var second = await Send(id, "reserve", "slotId", "slot-2", "k2");
        Same(first, await Send(id, "reserve", "slotId", "slot-1", "k1"));
        desk.Neighbours.Shown["slot-1"] = CapacityRefusal.CapacityTaken;   // somebody else has it by now
        Same(first, await Send(id, "reserve", "slotId", "slot-1", "k1"));
        Same(second, await Send(id, "reserve", "slotId", "slot-2", "k2"));
        Assert.Equal([("slot-1", true), ("slot-1", false), ("slot-2", true)], Holds());
        Assert.Equal("slot-2", (string?)(await desk.Get("office", $"/referrals/{id}"))["reservation"]!["id"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(CapacityRefusal.CapacityTaken)]
    public async Task The_same_key_for_another_place_is_refused_as_such(CapacityRefusal? shown)
    {
        var id = await desk.File();
        await desk.Act("office", id, "accept");
        await Send(id, "reserve", "slotId", "slot-1", "k");
        if (shown is { } why) desk.Neighbours.Shown["slot-2"] = why;
        var (status, problem, _) = await Send(id, "reserve", "slotId", "slot-2", "k");
        Assert.Equal((HttpStatusCode.Conflict, "idempotency-key-reused"), (status, (string?)problem!["code"]));
        Assert.Equal([("slot-1", true)], Holds());
    }

    [Fact]
    public async Task Sent_thirty_two_times_at_once_it_is_booked_once_and_answered_alike()
    {
        var id = await desk.File();
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Send(id, "accept", "slotId", "slot-1", "k")));
        Assert.All(answers, answer => Same(answers[0], answer));
        Assert.Equal([("slot-1", true)], Holds());
    }

    [Fact]
    public async Task A_booking_that_was_refused_and_is_sent_again_is_a_new_try()
    {
        var id = await desk.File();
        desk.Neighbours.Shown["slot-1"] = CapacityRefusal.CapacityTaken;
        var (status, problem, _) = await Send(id, "accept", "slotId", "slot-1", "k");
        Assert.Equal((HttpStatusCode.Conflict, "capacity-taken"), (status, (string?)problem!["code"]));
        desk.Neighbours.Shown.Clear();
        Assert.Equal(HttpStatusCode.OK, (await Send(id, "accept", "slotId", "slot-1", "k")).Status);
        Assert.Equal([("slot-1", true)], Holds());
    }

    private Task<(HttpStatusCode Status, JsonNode? Body, string? ETag)> Send(string id, string action, string member, string place, string key) =>
        desk.Send("office", HttpMethod.Post, $"/referrals/{id}/actions/{action}", new JsonObject { [member] = place }, key: key);

    private IEnumerable<(string, bool)> Holds() => desk.Facts.Of<CapacityHeld>().Select(h => (h.CapacityId, h.Held));

    private static void Same((HttpStatusCode Status, JsonNode? Body, string? ETag) first, (HttpStatusCode Status, JsonNode? Body, string? ETag) again)
    {
        Assert.Equal((HttpStatusCode.OK, first.ETag), (again.Status, again.ETag));
        Assert.True(JsonNode.DeepEquals(first.Body, again.Body), $"{first.Body} became {again.Body}");
    }
}
