using System.Net;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Tests;

public sealed class DicomWebTests(WebNode node) : IClassFixture<WebNode>
{
    [Fact]
    public async Task What_was_stored_comes_back_byte_for_byte()
    {
        var sample = Sample.Read("CT_small.dcm");
        var stored = await node.Stow(sample.File);
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        var answer = await Json(stored);
        Assert.Equal(sample.Url, answer.GetProperty("00081199").GetProperty("Value")[0].GetProperty("00081190").GetProperty("Value")[0].GetString());

        var single = await node.Get(sample.Url, "application/dicom");
        byte[] file = await single.Content.ReadAsByteArrayAsync();
        Assert.True(file.AsSpan().EndsWith(sample.DataSet.Span));
        Assert.Equal("application/dicom", single.Content.Headers.ContentType!.MediaType);
        Assert.True(single.Headers.CacheControl!.Private);
        Assert.Equal(HttpStatusCode.NotModified, (await node.Get(sample.Url, "application/dicom", ifNoneMatch: single.Headers.ETag!.ToString())).StatusCode);
        var parts = await Parts.Read(await node.Get($"/dicom-web/studies/{sample.Study}", "multipart/related; type=\"application/dicom\"; transfer-syntax=*"));
        Assert.Contains(parts, part => part.Body.AsSpan().SequenceEqual(file));
    }

    [Fact]
    public async Task Sending_again_is_safe_and_other_content_is_a_conflict()
    {
        var sample = Sample.Read("MR_small_RLE.dcm");
        await node.Stow(sample.File);
        Assert.Equal(HttpStatusCode.OK, (await node.Stow(sample.File)).StatusCode);
        byte[] other = [.. sample.File];
        other[^2000] ^= 1;   // inside the pixels
        var refused = await node.Stow(other);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(0x0111, (await Json(refused)).GetProperty("00081198").GetProperty("Value")[0].GetProperty("00081197").GetProperty("Value")[0].GetInt32());
        Assert.Contains(sample.Instance, await (await node.Get("/api/v1/imaging/quarantine")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(sample.Instance, await (await node.Get("/api/v1/imaging/quarantine", institution: "inst-b")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Good_and_bad_parts_of_one_message_are_told_apart()
    {
        var answer = await node.Stow(Sample.Read("chrX1.dcm").File, "not a dicom file at all"u8.ToArray());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var json = await Json(answer);
        Assert.Equal(1, json.GetProperty("00081199").GetProperty("Value").GetArrayLength());
        Assert.Equal(0xC000, json.GetProperty("00081198").GetProperty("Value")[0].GetProperty("00081197").GetProperty("Value")[0].GetInt32());
    }

    [Fact]
    public async Task A_message_that_is_cut_off_stores_no_part_of_its_last_object()
    {
        var sample = Sample.Read("rtdose.dcm");
        byte[] message = await WebNode.Multipart([sample.File]).ReadAsByteArrayAsync();
        using var content = new ByteArrayContent(message[..^100]);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=edge");
        var answer = await node.Http.PostAsync(new Uri("/dicom-web/studies", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Get(sample.Url)).StatusCode);
    }

    [Fact]
    public async Task An_object_of_another_study_is_refused_at_the_door_of_one()
    {
        var sample = Sample.Read("reportsi.dcm");
        var answer = await node.Http.PostAsync(new Uri("/dicom-web/studies/1.2.3", UriKind.Relative), WebNode.Multipart([sample.File]));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Several_frames_are_several_parts_and_one_too_many_is_not_found()
    {
        var sample = Sample.Read("emri_small_RLE.dcm");
        await node.Stow(sample.File);
        Assert.Equal(3, (await Parts.Read(await node.Get($"{sample.Url}/frames/1,10,3"))).Count);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Get($"{sample.Url}/frames/11")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Get($"{sample.Url}/frames/0")).StatusCode);
        var document = Sample.Read("reportsi.dcm");
        await node.Stow(document.File);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Get($"{document.Url}/frames/1")).StatusCode);
    }

    [Theory]
    [InlineData("multipart/related; type=\"application/octet-stream\"; transfer-syntax=*")]
    [InlineData("multipart/related; type=\"application/octet-stream\"; transfer-syntax=1.2.840.10008.1.2.1")]
    public async Task Twelve_bit_lossy_jpeg_is_given_as_samples_and_as_stored_to_who_names_it(string accept)
    {
        var sample = Sample.Read("JPEG-lossy.dcm");   // 256 × 1024
        await node.Stow(sample.File);
        var answer = await node.Get($"{sample.Url}/frames/1", accept);
        var part = Assert.Single(await Parts.Read(answer));
        Assert.Equal("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1", part.ContentType);
        Assert.Equal(256 * 1024 * 2, part.Body.Length);
        Assert.InRange(Enumerable.Range(0, part.Body.Length / 2).Average(i => BitConverter.ToUInt16(part.Body, 2 * i)), 14.36, 14.38);   // dcmtk's mean is 14.370
        var stored = await node.Get($"{sample.Url}/frames/1", "multipart/related; type=\"image/jpeg\"; transfer-syntax=1.2.840.10008.1.2.4.51");
        Assert.Equal("image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.51", Assert.Single(await Parts.Read(stored)).ContentType);
        Assert.NotEqual(answer.Headers.ETag, stored.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, (await node.Get($"{sample.Url}/rendered", "image/png")).StatusCode);
        var metadata = await Json(await node.Get($"{sample.Url}/metadata"));
        Assert.Equal("1.2.840.10008.1.2.4.51", metadata[0].GetProperty("00083002").GetProperty("Value")[0].GetString());
        Assert.Equal(HttpStatusCode.NotAcceptable, (await node.Get($"{sample.Url}/bulkdata/7FE00010")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await node.Get(sample.Url)).StatusCode);
    }

    [Fact]
    public async Task Metadata_name_an_address_where_the_bulk_is()
    {
        var sample = Sample.Read("CT_small.dcm");
        await node.Stow(sample.File);
        var metadata = await Json(await node.Get($"/dicom-web/studies/{sample.Study}/metadata", "application/dicom+json"));
        string uri = metadata[0].GetProperty("7FE00010").GetProperty("BulkDataURI").GetString()!;
        Assert.Equal(128 * 128 * 2, (await (await node.Get(uri, "application/octet-stream")).Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal(128 * 128 * 2, Assert.Single(await Parts.Read(await node.Get(uri, "multipart/related; type=\"application/octet-stream\""))).Body.Length);
    }

    [Fact]
    public async Task Searching_finds_by_key_wildcard_range_and_chinese_name()
    {
        var ct = Sample.Read("CT_small.dcm");
        var chinese = Sample.Read("chrX2.dcm");
        await node.Stow(ct.File, chinese.File);
        Assert.Equal([ct.Study], await Studies("PatientID=1CT1"));
        Assert.Equal([ct.Study], await Studies("00100010=compressed*&StudyDate=20040101-20041231&ModalitiesInStudy=CT"));
        Assert.Equal([ct.Study], await Studies("PatientName=CompressedSamples^CT1"));
        Assert.Equal([chinese.Study], await Studies("PatientName=" + Uri.EscapeDataString("*王 小东*")));
        Assert.Empty(await Studies("StudyDate=20050101-"));
        Assert.Equal([ct.Study], await Studies($"StudyInstanceUID={ct.Study}&limit=1"));
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Get("/dicom-web/studies?limit=x")).StatusCode);
        var series = await Json(await node.Get($"/dicom-web/studies/{ct.Study}/series?Modality=CT"));
        Assert.Equal(1, series[0].GetProperty("00201209").GetProperty("Value")[0].GetInt32());
        var instances = await Json(await node.Get($"/dicom-web/studies/{ct.Study}/series/{ct.Series}/instances"));
        Assert.Equal(128, instances[0].GetProperty("00280010").GetProperty("Value")[0].GetInt32());
    }

    [Fact]
    public async Task Searching_across_studies_pages_counts_and_says_what_it_did_not_use()
    {
        await node.Stow(Sample.Read("CT_small.dcm").File, Sample.Read("chrX2.dcm").File, Sample.Read("rtstruct.dcm").File);
        var first = await node.Get("/dicom-web/studies?limit=1&Nonsense=1&SliceLocation=3&includefield=PatientAge,00101030");
        int total = int.Parse(first.Headers.GetValues("X-Total-Count").Single(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(total >= 3);
        Assert.Contains("additional results", first.Headers.Warning.First().ToString(), StringComparison.Ordinal);
        Assert.Contains("Nonsense 00201041", first.Headers.Warning.Last().ToString(), StringComparison.Ordinal);
        var seen = new HashSet<string>();
        for (int offset = 0; offset < total; offset++) seen.Add((await Studies($"limit=1&offset={offset}")).Single());
        Assert.Equal(total, seen.Count);
        Assert.Equal(HttpStatusCode.NoContent, (await node.Get($"/dicom-web/studies?offset={total}")).StatusCode);
        var ct = Sample.Read("CT_small.dcm");
        var instance = (await Json(await node.Get($"/dicom-web/instances?PatientID=1CT1&StudyInstanceUID={ct.Study}&includefield=all")))[0];
        Assert.Equal(ct.Instance, instance.GetProperty("00080018").GetProperty("Value")[0].GetString());
        Assert.Equal(-77.2040634155, instance.GetProperty("00201041").GetProperty("Value")[0].GetDouble(), 4);
        var series = (await Json(await node.Get($"/dicom-web/series?PatientID=1CT1&StudyInstanceUID={ct.Study}")))[0];
        Assert.Equal($"/dicom-web/studies/{ct.Study}/series/{ct.Series}", series.GetProperty("00081190").GetProperty("Value")[0].GetString());
        // What the page asks to tell the studies of a case apart.
        var named = Assert.Single((await Json(await node.Get($"/dicom-web/series?StudyInstanceUID={ct.Study},1.2.3&includefield=StudyDescription,StudyDate"))).EnumerateArray());
        Assert.Equal([ct.Study, "20040119", "CT", "1"], new[] { "0020000D", "00080020", "00080060", "00201209" }.Select(tag => named.GetProperty(tag).GetProperty("Value")[0].ToString()));
    }

    [Fact]
    public async Task A_download_goes_on_where_it_stopped()
    {
        var sample = Sample.Read("CT_small.dcm");
        await node.Stow(sample.File);
        byte[] whole = await (await node.Get(sample.Url, "application/dicom")).Content.ReadAsByteArrayAsync();
        var part = await Range(sample.Url, "application/dicom", "bytes=1000-1999");
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[1000..2000], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes 1000-1999/{whole.Length}", part.Content.Headers.ContentRange!.ToString());
        Assert.Equal(whole[^10..], await (await Range(sample.Url, "application/dicom", "bytes=-10")).Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await Range(sample.Url, "application/dicom", $"bytes={whole.Length}-")).StatusCode);
        Assert.Equal(whole[^(32768 + 138)..][100..200], await (await Range($"{sample.Url}/bulkdata/7FE00010", "application/octet-stream", "bytes=100-199")).Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Metadata_have_a_tag_that_changes_with_the_study_and_come_compressed_to_who_can_unpack_them()
    {
        var sample = Sample.Read("chrX1.dcm");
        await node.Stow(sample.File);
        string url = $"/dicom-web/studies/{sample.Study}/metadata";
        var first = await node.Get(url);
        Assert.Equal(HttpStatusCode.NotModified, (await node.Get(url, ifNoneMatch: first.Headers.ETag!.ToString())).StatusCode);
        using var unpacking = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = node.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "X-Institution", "inst-a" }, { "Accept-Encoding", "gzip" } } };
        using var packed = await unpacking.SendAsync(request);
        await using var gzip = new System.IO.Compression.GZipStream(await packed.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await new StreamReader(gzip).ReadToEndAsync());
        byte[] another = [.. sample.File];
        byte[] uid = System.Text.Encoding.ASCII.GetBytes(sample.Instance);
        for (int at; (at = another.AsSpan().IndexOf(uid)) >= 0;) another[at + uid.Length - 1] = (byte)(another[at + uid.Length - 1] == '9' ? '8' : another[at + uid.Length - 1] + 1);
        Assert.Equal(HttpStatusCode.OK, (await node.Stow(another)).StatusCode);
        var second = await node.Get(url, ifNoneMatch: first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(2, (await Json(second)).GetArrayLength());
    }

    private async Task<HttpResponseMessage> Range(string path, string accept, string range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("Range", range);
        return await node.Http.SendAsync(request);
    }

    [Fact]
    public async Task Metadata_with_bulk_data_become_the_object_they_describe()
    {
        var sample = Sample.Read("CT_small.dcm");
        var whole = DicomFile.Read(new MemorySource(sample.File), ReaderOptions.Whole).DataSet;
        byte[] pixels = whole.Find(Tags.PixelData)!.Bytes.ToArray();
        whole.AddAscii(Tags.SopInstanceUid, Vr.UI, "1.2.826.0.1.77.1").AddAscii(Tags.StudyInstanceUid, Vr.UI, "1.2.826.0.1.77.2").AddAscii(Tags.SeriesInstanceUid, Vr.UI, "1.2.826.0.1.77.3")
            .AddAscii(Tags.PatientId, Vr.LO, "77").AddAscii(Tags.PatientName, Vr.PN, "Described^Only");
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            new Telemed.Dicom.Web.DicomJson(writer, path => "bulk/" + path).Write(whole);
            writer.WriteEndArray();
        }
        using var message = new MultipartContent("related", "edge");
        message.Headers.ContentType!.Parameters.Add(new("type", "\"application/dicom+json\""));
        message.Add(new ByteArrayContent(json.WrittenSpan.ToArray()) { Headers = { ContentType = new("application/dicom+json") } });
        foreach (var element in whole.Where(element => element.Bytes.Length > 1024 && element.Vr.IsBinary()))
            message.Add(new ByteArrayContent(element.Bytes.ToArray()) { Headers = { ContentType = new("application/octet-stream"), ContentLocation = new Uri("bulk/" + element.Tag.ToHex(), UriKind.Relative) } });
        var answer = await node.Http.PostAsync(new Uri("/dicom-web/studies", UriKind.Relative), message);
        Assert.Equal("", answer.StatusCode == HttpStatusCode.OK ? "" : await answer.Content.ReadAsStringAsync());
        var stored = DicomFile.Read(new MemorySource(await (await node.Get("/dicom-web/studies/1.2.826.0.1.77.2/series/1.2.826.0.1.77.3/instances/1.2.826.0.1.77.1", "application/dicom")).Content.ReadAsByteArrayAsync()), ReaderOptions.Whole);
        Assert.Null(stored.Fault);
        Assert.Equal(pixels, stored.DataSet.Find(Tags.PixelData)!.Bytes.ToArray());
        Assert.Equal(whole.Find(new Tag(0x0028, 0x0030))!.AsciiValues().Select(double.Parse), stored.DataSet.Find(new Tag(0x0028, 0x0030))!.AsciiValues().Select(double.Parse));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[{\"00080018\":{\"vr\":\"UI\",\"Value\":[1]}}]")]
    [InlineData("[{\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"nowhere\"}}]")]
    [InlineData("{}")]
    public async Task Metadata_that_are_none_fail_alone(string json)
    {
        using var message = new MultipartContent("related", "edge");
        message.Add(new StringContent(json) { Headers = { ContentType = new("application/dicom+json") } });
        var answer = await node.Http.PostAsync(new Uri("/dicom-web/studies", UriKind.Relative), message);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(0xC000, (await Json(answer)).GetProperty("00081198").GetProperty("Value")[0].GetProperty("00081197").GetProperty("Value")[0].GetInt32());
    }

    [Fact]
    public async Task The_feed_tells_each_object_once_in_order_to_who_may_see_it()
    {
        var sample = Sample.Read("chrX2.dcm");
        await node.Stow(sample.File);
        var seen = new List<string>();
        long since = 0;
        for (bool more = true; more;)
        {
            var page = await Json(await node.Get($"/dicom-web/changefeed?since={since}&limit=2"));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sopInstanceUid").GetString()!));
            (since, more) = (page.GetProperty("next").GetInt64(), page.GetProperty("hasMore").GetBoolean());
        }
        Assert.Single(seen, sample.Instance);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty((await Json(await node.Get($"/dicom-web/changefeed?since={since}"))).GetProperty("items").EnumerateArray());
        Assert.Empty((await Json(await node.Get("/dicom-web/changefeed", institution: "inst-z"))).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.Gone, (await node.Get("/dicom-web/changefeed?since=1&feed=another")).StatusCode);
    }

    [Fact]
    public async Task A_wrong_value_is_answered_with_the_name_of_its_attribute()
    {
        var refused = await node.Get("/dicom-web/studies?StudyDate=yesterday");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal("StudyDate", (await Json(refused)).GetProperty("keyword").GetString());
        Assert.Equal("includefield", (await Json(await node.Get("/dicom-web/studies?includefield=Nothing"))).GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task A_search_is_answered_in_xml_for_who_asks_for_it()
    {
        await node.Stow(Sample.Read("chrX2.dcm").File);
        var parts = await Parts.Read(await node.Get("/dicom-web/studies?PatientName=" + Uri.EscapeDataString("*王 小东*"), "multipart/related; type=\"application/dicom+xml\""));
        var xml = System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString(Assert.Single(parts).Body));
        var name = xml.Root!.Elements().Single(element => (string?)element.Attribute("keyword") == "PatientName");
        Assert.Contains("小东", name.Value, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotAcceptable, (await node.Get("/dicom-web/studies", "text/html")).StatusCode);
    }

    [Fact]
    public async Task The_list_pages_from_the_latest_back()
    {
        await node.Stow(Sample.Read("CT_small.dcm").File, Sample.Read("chrX2.dcm").File, Sample.Read("rtstruct.dcm").File);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Json(await node.Get($"/api/v1/imaging/studies?limit=1&cursor={cursor}"));
            var item = page.GetProperty("items")[0];
            seen.Add(item.GetProperty("studyInstanceUid").GetString()!);
            Assert.Equal("inst-a", item.GetProperty("institutionId").GetString());
            cursor = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        while (cursor is not null && seen.Count < 100);
        Assert.True(seen.Count >= 3);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal("1CT1", (await Json(await node.Get("/api/v1/imaging/studies?patientId=1CT1"))).GetProperty("items")[0].GetProperty("patientId").GetString());
    }

    [Fact]
    public async Task A_study_of_others_is_not_there_at_any_door_until_a_case_opens_it()
    {
        var sample = Sample.Read("test-SR.dcm");
        await node.Stow(sample.File);
        string study = $"/dicom-web/studies/{sample.Study}";
        string[] doors = [study, $"{study}/metadata", $"{study}/series", $"{study}/instances", $"{study}/series/{sample.Series}", $"{study}/series/{sample.Series}/metadata",
            $"{study}/series/{sample.Series}/instances", sample.Url, $"{sample.Url}/metadata"];
        string[] pixelDoors = [$"{sample.Url}/frames/1", $"{sample.Url}/frames/1/rendered", $"{sample.Url}/rendered", $"{sample.Url}/bulkdata/00100010"];
        foreach (string door in doors.Concat(pixelDoors)) Assert.Equal(HttpStatusCode.NotFound, (await node.Get(door, institution: "inst-c")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await node.Get("/dicom-web/studies", institution: "inst-c")).StatusCode);
        Assert.Equal(0, (await Json(await node.Get("/api/v1/imaging/studies", institution: "inst-c"))).GetProperty("items").GetArrayLength());
        foreach (string door in doors) Assert.Equal(HttpStatusCode.OK, (await node.Get(door)).StatusCode);

        node.Opened.Add(("inst-c", sample.Study));

        foreach (string door in doors) Assert.Equal(HttpStatusCode.OK, (await node.Get(door, institution: "inst-c")).StatusCode);
        Assert.Equal(1, (await Json(await node.Get("/dicom-web/studies", institution: "inst-c"))).GetArrayLength());
        var look = Assert.Single(node.Looks, read => read.Caller.InstitutionId == "inst-c");
        Assert.Equal(("patient", "study", "case"), (look.PatientId, look.What, look.CaseId));
    }

    private async Task<List<string>> Studies(string query) => await node.Get("/dicom-web/studies?" + query) is { StatusCode: HttpStatusCode.OK } found
        ? [.. (await Json(found)).EnumerateArray().Select(study => study.GetProperty("0020000D").GetProperty("Value")[0].GetString()!)] : [];

    private static async Task<JsonElement> Json(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
