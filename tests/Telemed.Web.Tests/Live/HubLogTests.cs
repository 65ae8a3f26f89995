using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Telemed.Consultations.Sessions;
using Telemed.Web.Live;

namespace Telemed.Web.Tests.Live;

/// <summary>What a page does wrong is told to the page; only what the platform does wrong is an error in its log.</summary>
public sealed class HubLogTests(StagedPlatform platform) : IClassFixture<StagedPlatform>
{
    [Fact]
    public async Task What_a_client_can_cause_is_answered_and_not_logged_as_an_error()
    {
        var before = platform.Errors.Count;   // the other test makes one
        using var township = await platform.SignedIn("township");
        await using var hub = await Open(township);
        foreach (var (code, method, arguments) in new (string, string, object?[])[]
        {
            ("not-in-room", "Say", ["有人吗"]), ("not-in-room", "Call", []), ("not-in-room", "Signal", ["nobody", new { }]), ("not-in-room", "Point", [new { }]),
            ("not-found", "Replay", ["case:none", 0L]), ("not-found", "Replay", [null, 0L]), ("not-found", "Join", ["none", "d1"]), ("not-found", "Join", [null, null]),
        })
            Assert.Equal(
                $"An unexpected error occurred invoking '{method}' on the server. HubException: {code}",
                (await Assert.ThrowsAsync<HubException>(() => hub.InvokeCoreAsync(method, typeof(object), arguments))).Message);
        await hub.InvokeAsync("Unwatch", new string?[] { null });
        Assert.Empty(await hub.InvokeAsync<Dictionary<string, long>>("Watch", new string?[] { null, "nonsense" }));
        Assert.Empty(await hub.InvokeAsync<Dictionary<string, long>>("Watch", (object?)null));
        await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Watch", 7));
        await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("NoSuchMethod"));
        await hub.Join(township, await Case(township));
        Assert.Contains("not-in-room", (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Signal", (string?)null, new { }))).Message, StringComparison.Ordinal);
        Assert.Contains("text-missing", (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Say", " "))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(platform.Errors.Skip(before), line => line.Category.Contains("SignalR", StringComparison.Ordinal) || line.Category.StartsWith("Telemed.Web.Live", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nobody_foresaw_is_logged_once_with_its_exception_and_not_told()
    {
        using var township = await platform.SignedIn("township");
        await using var hub = await Open(township);
        await hub.Join(township, await Case(township));
        var broken = new InvalidOperationException("broken");
        platform.Around = (request, goOn) => request is SayInSession ? throw broken : goOn();
        try
        {
            Assert.Equal("An unexpected error occurred invoking 'Say' on the server.", (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Say", "在吗"))).Message);
        }
        finally
        {
            platform.Around = StagedPlatform.Straight;
        }
        Assert.Equal(new(typeof(HubFailures).FullName!, 1004, broken), Assert.Single(platform.Errors, line => line.Exception == broken));
    }

    private async Task<HubConnection> Open(HttpClient http) => await HubConnections.Open(platform.HubUrl, http.DefaultRequestHeaders.Authorization!.Parameter!);

    private async Task<string> Case(HttpClient asking)
    {
        using var office = await platform.SignedIn("office");
        using var made = await asking.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(asking), await Work.Institution(office)));
        return (await made.Json()).GetProperty("id").GetString()!;
    }
}
