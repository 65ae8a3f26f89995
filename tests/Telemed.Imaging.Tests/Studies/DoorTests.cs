using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Kernel;

namespace Telemed.Imaging.Tests.Studies;

/// <summary>The doors with the real policy behind them.</summary>
public sealed class DoorTests : IAsyncLifetime
{
    private readonly RealNode node = new();
    private readonly Sample sample = Sample.Read("CT_small.dcm");

    private string Study => $"/dicom-web/studies/{sample.Study}";

    private string Api => $"/api/v1/imaging/studies/{sample.Study}";

    public async ValueTask InitializeAsync()
    {
        await node.InitializeAsync();
        await node.Stow(sample.File);
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task A_link_opens_one_study_to_nobody_in_particular_until_it_is_taken_back()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Post($"{Api}/shares", new { purpose = "x", hours = 1 }, "inst-c")).StatusCode);
        var made = await Json(await Post($"{Api}/shares", new { purpose = "专家会前阅片", hours = 2 }));
        string root = made.GetProperty("root").GetString()!;
        using var stranger = new HttpClient { BaseAddress = node.Http.BaseAddress };
        foreach (string door in new[] { "/metadata", "/series", "/thumbnail", $"/series/{sample.Series}/instances/{sample.Instance}/frames/1" })
            Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(new Uri(root + door, UriKind.Relative))).StatusCode);
        string metadata = await stranger.GetStringAsync(new Uri(root + "/metadata", UriKind.Relative));
        Assert.Contains($"\"BulkDataURI\":\"{root}/series/", metadata, StringComparison.Ordinal);   // through the same door
        Assert.DoesNotContain("\"/dicom-web", metadata, StringComparison.Ordinal);
        Assert.Contains($"{root}/series/", await stranger.GetStringAsync(new Uri(root + "/series", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("\"/dicom-web", await (await node.Get($"{Study}/metadata")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var other = Sample.Read("chrX1.dcm");
        await node.Stow(other.File);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(root.Replace(sample.Study, other.Study, StringComparison.Ordinal) + "/metadata", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri($"/share/wrong/dicom-web/studies/{sample.Study}/metadata", UriKind.Relative))).StatusCode);

        using var revoke = new HttpRequestMessage(HttpMethod.Delete, $"{Api}/shares/{made.GetProperty("id").GetString()}");
        await Settled(await node.Http.SendAsync(revoke));

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(root + "/metadata", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Broken_glass_opens_every_door_to_one_person_and_waits_for_the_owners_review()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await node.Get($"{Study}/metadata", institution: "inst-c")).StatusCode);
        var opened = await Json(await Post($"{Api}/emergency-access", new { reason = "emergency", note = "胸痛急诊" }, "inst-c", "emergency-doctor"));
        Assert.Equal(HttpStatusCode.OK, (await Get($"{Study}/metadata", "inst-c", "emergency-doctor")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Get("/dicom-web/studies", "inst-c", "emergency-doctor")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Get($"{Study}/metadata", "inst-c", "colleague")).StatusCode);
        Assert.Empty((await Json(await node.Get("/api/v1/imaging/emergency-access", institution: "inst-c"))).GetProperty("items").EnumerateArray());
        var waiting = (await Json(await node.Get("/api/v1/imaging/emergency-access"))).GetProperty("items")[0];
        Assert.Equal("胸痛急诊", waiting.GetProperty("note").GetString());
        string review = $"{Api}/emergency-access/{opened.GetProperty("id").GetString()}/review";
        Assert.Equal(HttpStatusCode.NotFound, (await Post(review, new { justified = true }, "inst-c")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post(review, new { justified = true })).StatusCode);
        Assert.Empty((await Json(await node.Get("/api/v1/imaging/emergency-access"))).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_object_of_another_institution_waits_until_the_owner_lets_it_in()
    {
        byte[] report = Renumbered(sample, '7');
        var refused = await Stow(report, "inst-b");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(1, (await Json(await node.Get($"{Study}/metadata"))).GetArrayLength());
        Assert.Empty((await Json(await node.Get("/api/v1/imaging/quarantine", institution: "inst-c"))).GetProperty("items").EnumerateArray());
        Assert.False((await Json(await node.Get("/api/v1/imaging/quarantine", institution: "inst-b"))).GetProperty("items")[0].GetProperty("mayRelease").GetBoolean());
        var held = (await Json(await node.Get("/api/v1/imaging/quarantine"))).GetProperty("items")[0];
        Assert.Equal("otherInstitution", held.GetProperty("reason").GetString());
        string item = $"/api/v1/imaging/quarantine/{held.GetProperty("sopInstanceUid").GetString()}/{held.GetProperty("sha256").GetString()}";
        Assert.Equal(HttpStatusCode.Conflict, (await Post($"{item}/release", new { }, "inst-b")).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await Post($"{item}/release", new { })).StatusCode);

        await node.Indexing.WhenIndexed(default);
        Assert.Equal(2, (await Json(await node.Get($"{Study}/metadata"))).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await node.Get($"{Study}/metadata", institution: "inst-b")).StatusCode);
        Assert.Empty((await Json(await node.Get("/api/v1/imaging/quarantine"))).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_is_discarded_is_gone_and_the_same_object_again_from_others_is_no_new_one()
    {
        await Stow(Renumbered(sample, '8'), "inst-b");
        var held = (await Json(await node.Get("/api/v1/imaging/quarantine"))).GetProperty("items")[0];
        string item = $"/api/v1/imaging/quarantine/{held.GetProperty("sopInstanceUid").GetString()}/{held.GetProperty("sha256").GetString()}";
        Assert.Equal(HttpStatusCode.OK, (await Post($"{item}/discard", new { reason = "误传" })).StatusCode);
        Assert.Empty((await Json(await node.Get("/api/v1/imaging/quarantine"))).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, (await Stow(sample.File, "inst-b")).StatusCode);
    }

    [Fact]
    public async Task A_match_is_told_in_metadata_and_undone_and_the_file_stays_as_sent()
    {
        await Put($"{Api}/patient", new { patientId = "p01" });
        string[] sent = ["ABCD1234", "1234ABCD"];
        Assert.Equal((string[])[.. sent, "p01"], await OtherIds());
        Assert.Equal([sample.Study], (await Json(await node.Get("/api/v1/imaging/patients/p01/studies"))).GetProperty("items").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await Put($"{Api}/patient", new { patientId = "p02" })).StatusCode);
        await Post($"{Api}/patient/undo", new { reason = "同名不同人" });
        Assert.Equal(sent, await OtherIds());
        byte[] file = await (await node.Get(sample.Url, "application/dicom")).Content.ReadAsByteArrayAsync();
        Assert.True(file.AsSpan().EndsWith(sample.DataSet.Span));
    }

    [Fact]
    public async Task The_issuer_of_the_door_stands_in_answers()
    {
        var theirs = Sample.Read("chrX1.dcm");
        await Stow(theirs.File, "inst-b");
        var metadata = await Json(await node.Get($"/dicom-web/studies/{theirs.Study}/metadata", institution: "inst-b"));
        Assert.Equal("HOSPITAL-B", metadata[0].GetProperty("00100021").GetProperty("Value")[0].GetString());
        var found = await Json(await node.Get("/dicom-web/studies?IssuerOfPatientID=HOSPITAL-B", institution: "inst-b"));
        Assert.Equal(theirs.Study, found[0].GetProperty("0020000D").GetProperty("Value")[0].GetString());
    }

    private async Task<string[]> OtherIds() => [.. (await Json(await node.Get($"{Study}/metadata")))[0].GetProperty("00101002").GetProperty("Value").EnumerateArray()
        .Select(item => item.GetProperty("00100020").GetProperty("Value")[0].GetString()!)];

    /// <summary>The same object under another SOP instance UID of the same length.</summary>
    private static byte[] Renumbered(Sample sample, char last)
    {
        byte[] another = [.. sample.File];
        byte[] uid = System.Text.Encoding.ASCII.GetBytes(sample.Instance);
        for (int at; (at = another.AsSpan().IndexOf(uid)) >= 0;) another[at + uid.Length - 1] = (byte)last;
        return another;
    }

    private async Task<HttpResponseMessage> Stow(byte[] file, string institution) => await Send(HttpMethod.Post, "/dicom-web/studies", WebNode.Multipart([file]), institution);

    private async Task<HttpResponseMessage> Get(string path, string institution, string account) => await Send(HttpMethod.Get, path, null, institution, account);

    private async Task<HttpResponseMessage> Post(string path, object body, string institution = "inst-a", string account = "account") =>
        await Settled(await Send(HttpMethod.Post, path, JsonContent.Create(body), institution, account));

    private async Task<HttpResponseMessage> Put(string path, object body) => await Settled(await Send(HttpMethod.Put, path, JsonContent.Create(body), "inst-a"));

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content, string institution, string account = "account")
    {
        using var client = new HttpClient { BaseAddress = node.Http.BaseAddress };
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-Institution", institution);
        request.Headers.Add("X-Account", account);
        return await client.SendAsync(request);
    }

    /// <summary>Waits until what was written can be read.</summary>
    private async Task<HttpResponseMessage> Settled(HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("Telemed-Wrote", out var wrote) && wrote.Single().Split('@') is [var stream, var version])
            await node.Engine.WaitFor(StreamId.Parse(stream), long.Parse(version, System.Globalization.CultureInfo.InvariantCulture), default);
        return answer;
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private sealed class RealNode : WebNode
    {
        public IImagingIndexing Indexing => Services.GetRequiredService<IImagingIndexing>();

        internal override void AddPolicy(IServiceCollection services) { }
    }
}
