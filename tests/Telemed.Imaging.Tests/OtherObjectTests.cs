using System.Buffers;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Tests;

/// <summary>Objects that are no radiological images: tracings, slides, documents, reports and lists of what matters.</summary>
public sealed class OtherObjectTests : IAsyncLifetime
{
    private readonly WebNode node = new();

    public ValueTask InitializeAsync() => node.InitializeAsync();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task A_twelve_lead_tracing_is_found_by_its_kind_and_its_samples_are_fetched_from_inside_the_sequence()
    {
        var ecg = Sample.Read("waveform_ecg.dcm");
        (await node.Stow(ecg.File)).EnsureSuccessStatusCode();
        var found = await Json($"/dicom-web/studies?ModalitiesInStudy=ECG&includefield=00080062");
        Assert.Equal(ecg.Study, Text(found[0], "0020000D"));
        var waveforms = (await Json($"{ecg.Url}/metadata"))[0].GetProperty("54000100").GetProperty("Value");
        var first = waveforms[0];
        Assert.Equal(12, first.GetProperty("003A0005").GetProperty("Value")[0].GetInt32());
        string at = first.GetProperty("54001010").GetProperty("BulkDataURI").GetString()!;
        var samples = await node.Get(at, "application/octet-stream");
        Assert.Equal(HttpStatusCode.OK, samples.StatusCode);
        var stored = DicomFile.Read(new MemorySource(ecg.File), ReaderOptions.Whole).DataSet.Find(Tags.WaveformSequence)!.Items![0].Find(Tags.WaveformData)!;
        byte[] body = await samples.Content.ReadAsByteArrayAsync();
        Assert.Equal(stored.Bytes.ToArray(), body);
        Assert.Equal(first.GetProperty("003A0005").GetProperty("Value")[0].GetInt32() * first.GetProperty("003A0010").GetProperty("Value")[0].GetInt32() * 2, body.Length);
        Assert.Equal(ecg.File.Length, (double)(await (await node.Get(ecg.Url, "application/dicom; transfer-syntax=*")).Content.ReadAsByteArrayAsync()).Length, 600.0);
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.104.1", "application/pdf", "%PDF-1.4 心电图报告")]
    [InlineData("1.2.840.10008.5.1.4.1.1.104.2", "text/XML", "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>")]
    public async Task A_document_is_found_and_comes_out_as_it_went_in_and_as_what_it_is(string sopClass, string type, string content)
    {
        byte[] document = Encoding.UTF8.GetBytes(content + new string(' ', 2000));
        string study = sopClass.EndsWith(".1", StringComparison.Ordinal) ? "2.25.610001" : "2.25.610002";
        (await node.Stow(Document(sopClass, study, type, document))).EnsureSuccessStatusCode();
        Assert.Equal(study, Text((await Json($"/dicom-web/studies?ModalitiesInStudy=DOC&StudyInstanceUID={study}"))[0], "0020000D"));
        var metadata = (await Json($"/dicom-web/studies/{study}/metadata"))[0];
        Assert.Equal(type, Text(metadata, "00420012"));
        string at = metadata.GetProperty("00420011").GetProperty("BulkDataURI").GetString()!;
        Assert.Equal(document, (await (await node.Get(at, "application/octet-stream")).Content.ReadAsByteArrayAsync())[..document.Length]);
        var rendered = await node.Get($"/dicom-web/studies/{study}/series/{study}.1/instances/{study}.2/rendered", type.ToLowerInvariant());
        Assert.Equal((HttpStatusCode.OK, type.ToLowerInvariant()), (rendered.StatusCode, rendered.Content.Headers.ContentType!.MediaType));
        Assert.Equal(document, (await rendered.Content.ReadAsByteArrayAsync())[..document.Length]);
        Assert.Contains(type == "application/pdf" ? "frame-ancestors 'self'" : "sandbox", rendered.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", rendered.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("sm_image_jpegls.dcm", "SM", 25)]
    [InlineData("test-SR.dcm", "SR", 0)]
    [InlineData("sm_annotations.dcm", "ANN", 0)]
    public async Task Slides_reports_and_marks_are_stored_found_and_their_frames_fetched_in_groups(string name, string modality, int frames)
    {
        var sample = Sample.Read(name);
        (await node.Stow(sample.File)).EnsureSuccessStatusCode();
        Assert.Equal(sample.Study, Text((await Json($"/dicom-web/studies?ModalitiesInStudy={modality}"))[0], "0020000D"));
        Assert.Equal(sample.Info.SopClassUid, Text((await Json($"{sample.Url}/metadata"))[0], "00080016"));
        if (frames == 0) return;
        var answer = await node.Get($"{sample.Url}/frames/1,{frames}", "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*");
        Assert.Equal(2, (await Parts.Read(answer)).Count);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Get($"{sample.Url}/frames/{frames + 1}", "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*")).StatusCode);
    }

    [Fact]
    public async Task A_selection_of_key_objects_keeps_what_it_refers_to()
    {
        var image = Sample.Read("CT_small.dcm");
        var reference = new DataSet().AddAscii(Tag.From(0x0008_1150), Vr.UI, image.Info.SopClassUid).AddAscii(Tag.From(0x0008_1155), Vr.UI, image.Instance);
        var selection = Head("1.2.840.10008.5.1.4.1.1.88.59", image.Study, "KO")
            .Add(Element.Sequence(Tag.From(0x0040_A375), [new DataSet().Add(Element.Sequence(Tag.From(0x0008_1115), [new DataSet()
                .AddAscii(Tags.SeriesInstanceUid, Vr.UI, image.Series).Add(Element.Sequence(Tag.From(0x0008_1199), [reference]))]))]));
        (await node.Stow(image.File, File(selection))).EnsureSuccessStatusCode();
        var found = await Json($"/dicom-web/studies/{image.Study}/series?Modality=KO");
        Assert.Equal(image.Study + ".1", Text(found[0], "0020000E"));
        var kept = (await Json($"/dicom-web/studies/{image.Study}/series/{image.Study}.1/metadata"))[0];
        Assert.Contains(image.Instance, kept.GetProperty("0040A375").ToString(), StringComparison.Ordinal);
    }

    private static byte[] Document(string sopClass, string study, string type, byte[] content) => File(Head(sopClass, study, "DOC")
        .AddAscii(Tag.From(0x0042_0012), Vr.LO, type).Add(new Element(Tag.From(0x0042_0011), Vr.OB, content)));

    private static DataSet Head(string sopClass, string study, string modality) => new DataSet()
        .AddAscii(Tags.SopClassUid, Vr.UI, sopClass).AddAscii(Tags.SopInstanceUid, Vr.UI, study + ".2").AddAscii(Tags.StudyInstanceUid, Vr.UI, study)
        .AddAscii(Tags.SeriesInstanceUid, Vr.UI, study + ".1").AddAscii(Tags.Modality, Vr.CS, modality).AddAscii(Tags.PatientId, Vr.LO, "D1");

    private static byte[] File(DataSet set)
    {
        var output = new ArrayBufferWriter<byte>();
        DicomFile.Write(new DataSet().AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, set.Ascii(Tags.SopClassUid)!).AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, set.Ascii(Tags.SopInstanceUid)!),
            set, TransferSyntax.ExplicitLittle, output);
        return output.WrittenSpan.ToArray();
    }

    private async Task<JsonElement> Json(string path)
    {
        await node.WhenIndexed();
        var answer = await node.Get(path, "application/dicom+json");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string? Text(JsonElement set, string tag) => set.GetProperty(tag).GetProperty("Value")[0].GetString();
}
