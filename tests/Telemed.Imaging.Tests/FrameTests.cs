using System.Net;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Tests;

public sealed class FrameTests : IAsyncLifetime
{
    private readonly WebNode node = new();   // one for each case: the samples share their UIDs

    public ValueTask InitializeAsync() => node.InitializeAsync();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Theory]
    [InlineData("emri_small_RLE.dcm", "image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5")]
    [InlineData("sm_image_jpegls.dcm", "image/jls; transfer-syntax=1.2.840.10008.1.2.4.80")]
    [InlineData("MR_small_jp2klossless.dcm", "image/jp2; transfer-syntax=1.2.840.10008.1.2.4.90")]
    [InlineData("SC_rgb_jpeg_dcmtk.dcm", "image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50")]
    [InlineData("MR_small_implicit.dcm", "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1")]
    [InlineData("image_dfl.dcm", "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1")]
    [InlineData("liver_1frame.dcm", "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1")]
    public async Task Frames_come_as_stored_and_say_their_syntax(string name, string contentType)
    {
        var sample = Sample.Read(name);
        await node.Stow(sample.File);
        var pixels = DicomFile.Read(new MemorySource(sample.File), ReaderOptions.Whole).DataSet.Find(Tags.PixelData)!;

        var answer = await node.Get($"{sample.Url}/frames/1", "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var part = Assert.Single(await Parts.Read(answer));
        Assert.Equal(contentType, part.ContentType);
        Assert.Equal(pixels.Fragments is { } fragments ? fragments[1].ToArray() : pixels.Bytes.ToArray()[..part.Body.Length], part.Body);
        Assert.True(part.Body.Length > 10);
        Assert.Equal("--", System.Text.Encoding.ASCII.GetString((await answer.Content.ReadAsByteArrayAsync())[..2]));
    }

    [Theory]
    [InlineData("application/dicom; transfer-syntax=1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1")]
    [InlineData("application/dicom; transfer-syntax=*", "1.2.840.10008.1.2")]
    [InlineData("application/dicom; transfer-syntax=1.2.840.10008.1.2.4.80;q=0.9, application/dicom;transfer-syntax=1.2.840.10008.1.2;q=0.1", "1.2.840.10008.1.2")]
    [InlineData("application/dicom; transfer-syntax=1.2.840.10008.1.2.4.80", null)]
    [InlineData("application/dicom;q=0", null)]
    public async Task A_transfer_syntax_is_kept_or_made_without_touching_samples_or_refused(string accept, string? syntax)
    {
        var sample = Sample.Read("MR_small_implicit.dcm");
        await node.Stow(sample.File);
        var answer = await node.Get(sample.Url, accept);
        Assert.Equal(syntax is null ? HttpStatusCode.NotAcceptable : HttpStatusCode.OK, answer.StatusCode);
        if (syntax is null) return;
        Assert.Contains($"transfer-syntax={syntax}", answer.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        var read = DicomFile.Read(new MemorySource(await answer.Content.ReadAsByteArrayAsync()), ReaderOptions.Whole);
        Assert.Equal(syntax, read.Syntax.Uid);
        Assert.Equal(DicomFile.Read(new MemorySource(sample.File), ReaderOptions.Whole).DataSet.Find(Tags.PixelData)!.Bytes.ToArray(), read.DataSet.Find(Tags.PixelData)!.Bytes.ToArray());
    }

    [Theory]
    [InlineData(0x0028_0002u, 3, HttpStatusCode.NotAcceptable, "unsafe-transfer-syntax")]   // samples per pixel: colours
    [InlineData(0x0028_0010u, 512, HttpStatusCode.UnprocessableEntity, "broken-pixel-data")]   // rows that the stream does not have
    public async Task What_cannot_be_unpacked_is_refused_and_never_shown(uint tag, int value, HttpStatusCode status, string code)
    {
        var sample = Sample.Read("JPEG-lossy.dcm");
        int at = sample.File.AsSpan().IndexOf(new byte[] { (byte)(tag >> 16), 0, (byte)tag, 0, (byte)'U', (byte)'S', 2, 0 }) + 8;
        BitConverter.TryWriteBytes(sample.File.AsSpan(at), (ushort)value);
        await node.Stow(sample.File);
        var refused = await node.Get($"{sample.Url}/frames/1", "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*");
        Assert.Equal((status, code), (refused.StatusCode, JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString()));
        Assert.Null(refused.Headers.ETag);
        Assert.True((int)(await node.Get($"{sample.Url}/rendered", "image/png")).StatusCode >= 400);
    }
}
