using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Relaying;
using Telemed.Imaging.Storing;
using Telemed.Imaging.Studies;
using Telemed.Imaging.Tests.Sending;
using Telemed.Kernel;

namespace Telemed.Imaging.Tests.Relaying;

/// <summary>Two platforms, a township's and a county's, with a bad line between them.</summary>
public sealed class ExchangeTests : IAsyncLifetime
{
    private const string Study = "2.25.900001";
    private readonly CountyNode county = new();
    private WeakLink line = null!;
    private TownshipNode township = null!;

    public async ValueTask InitializeAsync() => await county.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        if (township is not null) await township.DisposeAsync();
        if (line is not null) await line.DisposeAsync();
        await county.DisposeAsync();
    }

    [Fact]
    public async Task A_study_crosses_a_line_that_is_cut_ten_times_whole_and_once_and_both_sides_see_it_coming()
    {
        const int count = 40;
        await Join(1_200_000, [.. Enumerable.Range(1, 10).Select(n => 60_000L + (n * 13_000))]);
        var files = Slices.Of(Study, count, noise: 32_768);
        await Store(files);
        int stored = 0;
        county.Services.GetRequiredService<ObjectStore>().Stored += _ => Interlocked.Increment(ref stored);
        string id = await Ask();
        var (sent, received) = (new List<int>(), new List<int>());
        bool visibleEarly = false;
        JsonElement view, arrival = default;
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        do
        {
            view = await Json(await township.Get($"/api/v1/imaging/sends/{id}"));
            sent.Add(view.GetProperty("sent").GetInt32());
            if ((await Json(await county.Get("/api/v1/imaging/arrivals", institution: "inst-b"))).GetProperty("items").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } coming)
            {
                arrival = coming;
                received.Add(coming.GetProperty("received").GetInt32());
                Assert.Equal((count, coming.GetProperty("received").GetInt32() == count), (coming.GetProperty("expected").GetInt32(), coming.GetProperty("complete").GetBoolean()));
                if (!coming.GetProperty("complete").GetBoolean() && (await county.Get($"/dicom-web/studies/{Study}/metadata", institution: "inst-b")) is { StatusCode: HttpStatusCode.OK } early)
                    visibleEarly |= (await Json(early)).GetArrayLength() is > 0 and < count;
            }
            Assert.False(late.IsCancellationRequested, view.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);
        }
        while (view.GetProperty("state").GetString() != "done");
        arrival = (await Json(await county.Get("/api/v1/imaging/arrivals", institution: "inst-b"))).GetProperty("items").EnumerateArray().First();
        received.Add(arrival.GetProperty("received").GetInt32());

        Assert.Equal(10, line.Cuts);
        Assert.Equal(count, Volatile.Read(ref stored));   // each once
        AssertClimbs(sent, count);
        AssertClimbs(received, count);
        Assert.True(visibleEarly);
        long dataSets = files.Sum(file => (long)file.Length), taken = county.Services.GetRequiredService<IncomingBundles>().BytesTaken;
        Assert.InRange(taken, dataSets * 88 / 100, dataSets * 92 / 100);   // the noise, five sixths, cannot be shortened: a bundle taken twice would be a tenth more
        Assert.InRange(line.Upwards, taken, taken + 300_000);   // what passed the line and was lost at a cut, and the questions
        await county.WhenIndexed();
        Assert.True((await Json(await county.Get($"/api/v1/imaging/studies/{Study}/arrival", institution: "inst-b"))).GetProperty("complete").GetBoolean());
        foreach (byte[] file in files) AssertSame(file);
        var link = (await Json(await township.Get("/api/v1/imaging/links"))).GetProperty("items").EnumerateArray().First(one => one.GetProperty("destination").GetString() == "peer:county");
        Assert.True(link.GetProperty("failures").GetInt64() >= 10 && link.GetProperty("rttMs").GetDouble() > 0 && link.GetProperty("bytesPerSecond").GetInt64() is > 10_000 and < 1_500_000);
    }

    [Fact]
    public async Task What_is_there_already_is_not_sent_and_native_pixels_travel_shorter_than_they_are()
    {
        await Join(null);
        var files = Slices.Of(Study, 12);   // of a CT: they compress
        await Store(files);
        (await county.Http.PostAsync(new Uri("/dicom-web/studies", UriKind.Relative), WebNode.Multipart(files.Take(4)))).EnsureSuccessStatusCode();
        await county.WhenIndexed();
        await Until(await Ask(), "done");
        long taken = county.Services.GetRequiredService<IncomingBundles>().BytesTaken;
        Assert.InRange(taken, 1, files.Skip(4).Sum(file => (long)file.Length) * 80 / 100);
        await county.WhenIndexed();
        foreach (byte[] file in files) AssertSame(file);
        await Until(await Ask(), "done");
        Assert.Equal(taken, county.Services.GetRequiredService<IncomingBundles>().BytesTaken);
    }

    [Fact]
    public async Task A_sender_that_was_killed_goes_on_at_the_byte()
    {
        await Join(600_000, [250_000]);
        var files = Slices.Of(Study, 20, noise: 32_768);
        await Store(files);
        string id = await Ask();
        using (var late = new CancellationTokenSource(TimeSpan.FromSeconds(30)))
            while (line.Cuts == 0) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, late.Token);
        await township.Restart();
        township.Opened.Add(("inst-b", Study));
        await Until(id, "done");
        long dataSets = files.Sum(file => (long)file.Length);
        Assert.InRange(county.Services.GetRequiredService<IncomingBundles>().BytesTaken, dataSets * 88 / 100, dataSets * 92 / 100);
    }

    [Fact]
    public async Task A_kill_between_an_acknowledgement_and_its_mark_sends_nothing_twice()
    {
        await Join(null);
        await Store(Slices.Of(Study, 8));
        string id = await Ask();
        await Until(id, "done");
        var taking = county.Services.GetRequiredService<IncomingBundles>();
        long taken = taking.BytesTaken;
        await township.Restart(folder =>
        {
            using var file = new SqliteConnection($"Data Source={Path.Combine(folder, "sends.db")};Pooling=False");
            file.Open();
            using var unmark = file.CreateCommand();
            unmark.CommandText = """
                DELETE FROM delivered WHERE instance IN (SELECT instance FROM send_items WHERE n >= 5);
                UPDATE send_items SET state = 0 WHERE n >= 5;
                UPDATE sends SET state = 'Sending', finished = NULL, sent = (SELECT count(*) FROM send_items WHERE state = 1)
                """;
            Assert.InRange(unmark.ExecuteNonQuery(), 7, 9);
        });
        township.Opened.Add(("inst-b", Study));
        await Until(id, "done");
        var view = await Json(await township.Get($"/api/v1/imaging/sends/{id}"));
        Assert.Equal((8, 8), (view.GetProperty("sent").GetInt32(), view.GetProperty("total").GetInt32()));
        Assert.Equal(taken, taking.BytesTaken);
    }

    [Fact]
    public async Task Both_platforms_tell_that_a_study_went_from_one_institution_to_the_other()
    {
        await Join(null);
        await Store(Slices.Of(Study, 2));
        await Until(await Ask(), "done");
        await Heard(county, 1);
        await Heard(township, 1);
        using var office = new HttpClient { BaseAddress = township.Http.BaseAddress };
        office.DefaultRequestHeaders.Add("X-Institution", "inst-b");
        (await office.PutAsJsonAsync("/api/v1/imaging/destinations/hospital", new { name = "县医院", kind = "platform", institutionId = "inst-b", peer = "county" })).EnsureSuccessStatusCode();
        await Until(await Ask("hospital"), "done");
        await Heard(township, 2);
        await Ask("ae:AE_B");   // a DICOM node is no platform
        Assert.Equal(3, (await Studies(township)).Version);
        await township.Engine.WaitFor(new(StudyRules.Category, Study), 3, default);
        await Heard(township, 2);
        Assert.Equal(1, (await Studies(county)).Version);   // announced again, and open still: no new fact

        static Task<Loaded<StudyState>> Studies(WebNode node) => node.Services.GetRequiredService<ICaseOwner>().Load(StudyRules.Aggregate, Study, default);
    }

    [Fact]
    public async Task Only_a_platform_that_knows_the_secret_sends_and_only_for_institutions_that_are_known_here()
    {
        await Join(null);
        var manifest = new { transfer = "t", sender = "inst-a", receiver = "inst-b", objects = new[] { new { uid = "2.25.1", @class = "1.2.840.10008.5.1.4.1.1.2", syntax = "1.2.840.10008.1.2.1", bytes = 10, sha256 = new string('0', 64) } } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await Announce(manifest, null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Announce(manifest, "township:wrong-secret-of-some-length-here")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Announce(new { manifest.transfer, sender = "inst-x", manifest.receiver, manifest.objects }, "township:" + CountyNode.Secret)).StatusCode);
        (await county.Http.PostAsync(new Uri("/dicom-web/studies", UriKind.Relative), WebNode.Multipart(Slices.Of(Study, 1)))).EnsureSuccessStatusCode();
        await county.WhenIndexed();
        Assert.Equal(HttpStatusCode.OK, (await Announce(manifest, "township:" + CountyNode.Secret)).StatusCode);
        (await county.Stow(Sample.Read("MR_small.dcm").File)).EnsureSuccessStatusCode();
        await county.WhenIndexed();
        Assert.Equal(HttpStatusCode.NotFound, (await county.Get($"/dicom-web/studies/{Sample.Read("MR_small.dcm").Study}/metadata", institution: "inst-b")).StatusCode);
        using var client = new HttpClient { BaseAddress = county.Http.BaseAddress };
        foreach (string path in new[] { "exchange/v1/bundles/../../x", $"exchange/v1/bundles/{new string('z', 64)}" })
        {
            using var head = new HttpRequestMessage(HttpMethod.Head, path);
            head.Headers.TryAddWithoutValidation("Authorization", "Telemed township:" + CountyNode.Secret);
            Assert.NotEqual(HttpStatusCode.OK, (await client.SendAsync(head)).StatusCode);
        }
    }

    /// <summary>What a page read was never less than before, showed the way there, and ended whole.</summary>
    private static void AssertClimbs(IReadOnlyList<int> read, int whole)
    {
        Assert.Equal(read.Order(), read);
        Assert.True(read.Distinct().Count(n => n > 0 && n < whole) >= 3, string.Join(' ', read));
        Assert.Equal(whole, read[^1]);
    }

    private async Task Join(long? bytesPerSecond, params long[] cuts)
    {
        line = new WeakLink(county.Http.BaseAddress!.Port, bytesPerSecond, cuts);
        township = new TownshipNode(line.Port);
        await township.InitializeAsync();
        township.Opened.Add(("inst-b", Study));
    }

    private async Task<HttpResponseMessage> Announce(object manifest, string? credentials)
    {
        using var client = new HttpClient { BaseAddress = county.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/exchange/v1/studies/{Study}") { Content = JsonContent.Create(manifest) };
        if (credentials is not null) request.Headers.TryAddWithoutValidation("Authorization", "Telemed " + credentials);
        return await client.SendAsync(request);
    }

    private async Task Store(IReadOnlyList<byte[]> files)
    {
        (await township.Stow(files)).EnsureSuccessStatusCode();
        await township.WhenIndexed();
    }

    private async Task<string> Ask(string destination = "peer:county")
    {
        var answer = await township.Http.PostAsJsonAsync("/api/v1/imaging/sends", new { destination, studyInstanceUid = Study });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await Json(answer)).GetProperty("id").GetString()!;
    }

    private async Task Until(string id, string state)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (await Json(await township.Get($"/api/v1/imaging/sends/{id}")) is var view && view.GetProperty("state").GetString() != state)
        {
            Assert.False(late.IsCancellationRequested, view.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>So often, and each time from the township's institution to the county's.</summary>
    private static async Task Heard(WebNode node, int times)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (node.Exchanged.Count < times) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
        Assert.Equal(Enumerable.Repeat((Study, "inst-a", "inst-b"), times), node.Exchanged.Select(one => (one.StudyInstanceUid, one.FromId, one.ToId)));
    }

    /// <summary>The county holds the data set bit for bit.</summary>
    private void AssertSame(byte[] file)
    {
        var sent = DicomFile.Read(new MemorySource(file), ReaderOptions.Whole);
        byte[] kept = File.ReadAllBytes(county.Services.GetRequiredService<ObjectFolders>().PathOf(sent.DataSet.Ascii(Tags.SopInstanceUid)!));
        var stored = DicomFile.Read(new MemorySource(kept), ReaderOptions.UpTo(default));
        Assert.True(file.AsSpan((int)sent.DataSetOffset).SequenceEqual(kept.AsSpan((int)stored.DataSetOffset)));
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}
