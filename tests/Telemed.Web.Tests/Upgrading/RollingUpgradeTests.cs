using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Telemed.Testing;

namespace Telemed.Web.Tests.Upgrading;

/// <summary>An older and a newer version as real processes over one PostgreSQL log: what the older one does not know it neither skips nor decides upon (ADR-0034).</summary>
public sealed class RollingUpgradeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_older_node_reads_new_members_refuses_cases_with_new_facts_and_goes_on_after_its_upgrade()
    {
        await using var server = await PostgresServer.StartOrSkip();
        var folder = System.IO.Directory.CreateTempSubdirectory("telemed-upgrade-").FullName;
        var (first, second) = (Path.Combine(folder, "0"), Path.Combine(folder, "1"));
        (string, string)[] settings = [("Telemed__Store", "postgres"), ("ConnectionStrings__Postgres", await server.NewDatabase()), ("Telemed__KeysDirectory", Path.Combine(folder, "keys"))];
        await using (var older = await PlatformProcess.Start(first, settings))
        await using (var newer = await PlatformProcess.StartNewer(second, settings))
        {
            using var township = await newer.SignedIn("township");
            using var office = await newer.SignedIn("office");
            using var here = await older.SignedIn("office");
            await using var hub = await HubConnections.Open(older.Url, here.DefaultRequestHeaders.Authorization!.Parameter!);
            var sentAway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            hub.Closed += _ => { sentAway.TrySetResult(); return Task.CompletedTask; };

            var (known, _) = await Made(township, office);
            using (var accepted = await here.Send(HttpMethod.Post, $"/api/v1/consultations/{known}/actions/accept", new { }))
                Assert.True(accepted.IsSuccessStatusCode, await accepted.Content.ReadAsStringAsync(Stop));   // a member more does no harm
            var (half, place) = await Made(township, office);
            await Reads(here, half, place);
            await office.Act(half, "accept", new { });   // stored as a fact that the older version does not know

            foreach (var (method, path) in new[] { (HttpMethod.Post, $"/api/v1/consultations/{half}/actions/decline"), (HttpMethod.Get, $"/api/v1/consultations/{half}") })
            {
                using var refused = await here.Send(method, path, method == HttpMethod.Post ? new { reasonCode = "noCapacity" } : null);
                Assert.Equal((HttpStatusCode.ServiceUnavailable, "newer-version"), (refused.StatusCode, (await refused.Json()).GetProperty("code").GetString()));
                Assert.True(refused.Headers.Contains("Retry-After"));
            }
            await sentAway.Task.WaitAsync(Patience, Stop);
            Assert.Equal($"The read model waits for a newer version of this program at consultation-{half}@2: '{NewerLog.NewType}' is not known here.", await ReadModel(older));
            using (var aware = await newer.SignedIn("office"))
                Assert.Equal("accepted", (await aware.GetFromJsonAsync<JsonElement>($"/api/v1/consultations/{half}", Stop)).GetProperty("state").GetString());
            using (var other = await here.Send(HttpMethod.Post, $"/api/v1/consultations/{known}/actions/requestInfo", new { question = "是否服用抗凝药？" }))
                Assert.True(other.IsSuccessStatusCode || other.StatusCode == HttpStatusCode.Conflict, await other.Content.ReadAsStringAsync(Stop));   // what it knows it still decides

            Assert.Equal(0, await older.Stop());
            await using var upgraded = await PlatformProcess.StartNewer(first, settings);
            Assert.Equal("ok", await ReadModel(upgraded));
            using var again = await upgraded.SignedIn("specialist");
            Assert.Equal("accepted", (await again.GetFromJsonAsync<JsonElement>($"/api/v1/consultations/{half}", Stop)).GetProperty("state").GetString());
            await again.Act(half, "claim", new { });
            await upgraded.Stop();
            await newer.Stop();
        }
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task<(string Id, string Place)> Made(HttpClient township, HttpClient office)
    {
        using var made = await township.PostAsJsonAsync("/api/v1/consultations", Work.Request(await Work.Patient(township), await Work.Institution(office)), Stop);
        return ((await made.Json()).GetProperty("id").GetString()!, made.Headers.GetValues("Telemed-Wrote").Single());
    }

    private static async Task Reads(HttpClient http, string id, string place)
    {
        using var read = await http.Send(HttpMethod.Get, $"/api/v1/consultations/{id}", null, ("Telemed-After", place));
        Assert.Equal("submitted", (await read.Json()).GetProperty("state").GetString());
    }

    /// <summary>What the node says of its read model, once it has said the same twice.</summary>
    private static async Task<string> ReadModel(PlatformProcess node)
    {
        using var http = node.Client();
        for (var before = ""; ;)
        {
            using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop);
            var now = (await ready.Json()).GetProperty("checks").GetProperty("readModel").GetString()!;
            if (now == before) return now;
            before = now;
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Stop);
        }
    }
}
