using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;

namespace Telemed.Imaging.Tests;

public sealed class RenderedTests : IAsyncLifetime
{
    private readonly WebNode node = new();   // one for each case: the samples share their UIDs

    public ValueTask InitializeAsync() => node.InitializeAsync();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Theory]
    [InlineData("MR_small_RLE.dcm")]
    [InlineData("MR_small_bigendian.dcm")]
    [InlineData("MR_small_implicit.dcm")]
    public async Task One_image_looks_the_same_in_every_encoding(string name)
    {
        byte[] expected = await Rendered("MR_small.dcm");
        await using var other = new WebNode();
        await other.InitializeAsync();
        var sample = Sample.Read(name);
        await other.Stow(sample.File);
        Assert.Equal(expected, Pixels(await (await other.Get($"{sample.Url}/rendered", "image/png")).Content.ReadAsByteArrayAsync()).Pixels);
    }

    [Fact]
    public async Task A_window_makes_black_below_and_white_above_it()
    {
        var sample = Sample.Read("CT_small.dcm");   // slope 1, intercept -1024
        await node.Stow(sample.File);
        byte[] answer = await (await node.Get($"{sample.Url}/frames/1/rendered?window=50,100,linear-exact", "image/png")).Content.ReadAsByteArrayAsync();
        var (width, height, shown) = Pixels(answer);
        Assert.Equal((128, 128), (width, height));
        for (int i = 0; i < shown.Length; i++)
        {
            int value = BinaryPrimitives.ReadInt16LittleEndian(sample.File.AsSpan(sample.File.Length - 2 * 128 * 128 - 138 + 2 * i)) - 1024;
            if (value <= 0) Assert.Equal(0, shown[i]);
            else if (value >= 100) Assert.Equal(255, shown[i]);
            else Assert.InRange(shown[i], value * 2.55 - 1, value * 2.55 + 1);
        }
    }

    [Theory]
    [InlineData("viewport=64,32", 32, 32)]
    [InlineData("viewport=1000,1000", 128, 128)]
    [InlineData("", 128, 128)]
    public async Task A_viewport_is_filled_without_changing_the_shape(string query, int width, int height)
    {
        var sample = Sample.Read("CT_small.dcm");
        await node.Stow(sample.File);
        var (shownWidth, shownHeight, _) = Pixels(await (await node.Get($"{sample.Url}/rendered?{query}", "image/*")).Content.ReadAsByteArrayAsync());
        Assert.Equal((width, height), (shownWidth, shownHeight));
    }

    [Theory]
    [InlineData("window=a,b")]
    [InlineData("window=1,0")]
    [InlineData("viewport=0,5")]
    [InlineData("quality=200")]
    public async Task A_wish_that_cannot_be_meant_is_refused_by_name(string query)
    {
        var sample = Sample.Read("CT_small.dcm");
        await node.Stow(sample.File);
        var answer = await node.Get($"{sample.Url}/rendered?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(query.Split('=')[0], await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colour_is_shown_and_what_needs_a_codec_is_refused()
    {
        var colour = Sample.Read("SC_rgb_rle_16bit_2frame.dcm");
        await node.Stow(colour.File);
        byte[] png = await (await node.Get($"{colour.Url}/frames/2/thumbnail")).Content.ReadAsByteArrayAsync();
        Assert.Equal(2, png[25]);   // RGB
        Assert.Equal(HttpStatusCode.OK, (await node.Get($"/dicom-web/studies/{colour.Study}/thumbnail")).StatusCode);
        var jpeg2000 = Sample.Read("MR_small_jp2klossless.dcm");
        await node.Stow(jpeg2000.File);
        Assert.Equal(HttpStatusCode.NotAcceptable, (await node.Get($"{jpeg2000.Url}/rendered")).StatusCode);
    }

    private async Task<byte[]> Rendered(string name)
    {
        var sample = Sample.Read(name);
        await node.Stow(sample.File);
        return Pixels(await (await node.Get($"{sample.Url}/rendered", "image/png")).Content.ReadAsByteArrayAsync()).Pixels;
    }

    /// <summary>Takes apart what our own writer writes; any other filter or chunk fails.</summary>
    private static (int Width, int Height, byte[] Pixels) Pixels(byte[] png)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        Assert.Equal("IDAT"u8, png.AsSpan(37, 4));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        using var lines = new MemoryStream();
        zlib.CopyTo(lines);
        byte[] raw = lines.ToArray();
        int stride = raw.Length / height;
        var pixels = new byte[(stride - 1) * height];
        for (int y = 0; y < height; y++)
        {
            Assert.Equal(2, raw[y * stride]);
            for (int x = 0; x < stride - 1; x++) pixels[y * (stride - 1) + x] = (byte)(raw[y * stride + 1 + x] + (y == 0 ? 0 : pixels[(y - 1) * (stride - 1) + x]));
        }
        return (width, height, pixels);
    }
}
