using System.Buffers;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web;

namespace Telemed.Dicom.Tests;

public sealed class DicomJsonTests
{
    public static TheoryData<string> All() => Samples.All();

    [Theory, MemberData(nameof(All))]
    public void Every_sample_becomes_valid_json(string name)
    {
        using var file = File.OpenHandle(Samples.PathOf(name));
        var read = DicomFile.Read(new FileSource(file), ReaderOptions.Header);
        var json = Json(read.DataSet, read.PixelData);
        Assert.Equal(read.DataSet.Count(element => element.Tag.Group > 2) + (read.PixelData is null ? 0 : 1), json.EnumerateObject().Count());
    }

    [Fact]
    public void Values_have_the_types_of_Annex_F()
    {
        var json = Json(Header("CT_small.dcm", out var pixels), pixels);
        Assert.Equal("CompressedSamples^CT1", json.GetProperty("00100010").GetProperty("Value")[0].GetProperty("Alphabetic").GetString());
        Assert.Equal(128, json.GetProperty("00280010").GetProperty("Value")[0].GetInt32());
        Assert.Equal(0.661468, json.GetProperty("00280030").GetProperty("Value")[1].GetDouble());
        Assert.Equal("ISO_IR 192", json.GetProperty("00080005").GetProperty("Value")[0].GetString());
        Assert.Equal("bulk/7FE00010", json.GetProperty("7FE00010").GetProperty("BulkDataURI").GetString());
        Assert.Equal("OW", json.GetProperty("7FE00010").GetProperty("vr").GetString());
        Assert.False(json.GetProperty("00080050").TryGetProperty("Value", out _));
    }

    [Fact]
    public void Name_groups_are_kept_apart()
    {
        var name = Json(Header("chrH31.dcm", out _), null).GetProperty("00100010").GetProperty("Value")[0];
        Assert.Equal("山田^太郎", name.GetProperty("Ideographic").GetString());
        Assert.Equal("やまだ^たろう", name.GetProperty("Phonetic").GetString());
    }

    [Fact]
    public void A_number_that_is_none_stays_text()
    {
        var json = Json(Header("badVR.dcm", out _), null);
        Assert.Equal("1A", json.GetProperty("00280008").GetProperty("Value")[0].GetString());
    }

    [Fact]
    public void Numbers_json_cannot_hold_become_texts()
    {
        var set = new DataSet().Add(new Element(new Tag(0x0018, 0x9073), Vr.FD, BitConverter.GetBytes(double.NaN)))
            .Add(new Element(new Tag(0x0008, 0x0302), Vr.UV, BitConverter.GetBytes(ulong.MaxValue)));
        var json = Json(set, null);
        Assert.Equal("NaN", json.GetProperty("00189073").GetProperty("Value")[0].GetString());
        Assert.Equal("18446744073709551615", json.GetProperty("00080302").GetProperty("Value")[0].GetString());
    }

    [Fact]
    public void An_address_leads_back_to_its_value()
    {
        var wave = new byte[5000];
        var set = new DataSet().Add(Element.Sequence(Tags.WaveformSequence,
            [new DataSet(), new DataSet().Add(new Element(Tags.WaveformData, Vr.OW, wave))]));
        string uri = Json(set, null).GetProperty("54000100").GetProperty("Value")[1].GetProperty("54001010").GetProperty("BulkDataURI").GetString()!;
        Assert.Equal("bulk/54000100/2/54001010", uri);
        Assert.Equal(5000, BulkData.Find(set, uri.AsSpan(5))!.Bytes.Length);
        foreach (string wrong in new[] { "54000100/3/54001010", "54000100/0/54001010", "54000100", "x", "", "54000100/2", "00100020/1/54001010" })
            Assert.True(BulkData.Find(set, wrong) is null or { Items: not null }, wrong);
    }

    private static DataSet Header(string name, out Element? pixels)
    {
        var read = DicomFile.Read(new MemorySource(Samples.Read(name)), ReaderOptions.Header);
        pixels = read.PixelData;
        return read.DataSet;
    }

    private static JsonElement Json(DataSet set, Element? pixels)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output)) new DicomJson(writer, path => "bulk/" + path).Write(set, pixels);
        return JsonDocument.Parse(output.WrittenMemory).RootElement;
    }
}
