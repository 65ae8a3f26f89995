using System.Net;
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
}
