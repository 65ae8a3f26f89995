using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Tests;

public sealed class FrameMapTests
{
    [Theory]
    [InlineData("emri_small_RLE.dcm", 10)]
    [InlineData("sm_image_jpegls.dcm", 25)]
    [InlineData("SC_rgb_rle_16bit_2frame.dcm", 2)]
    [InlineData("JPEG-lossy.dcm", 1)]
    public void Compressed_frames_are_the_fragments_a_full_read_finds(string name, int frames)
    {
        byte[] bytes = Samples.Read(name);
        var whole = DicomFile.Read(new MemorySource(bytes), ReaderOptions.Whole).DataSet.Find(Tags.PixelData)!.Fragments!;
        var map = Locate(name);
        Assert.Equal(frames, map.Count);
        Assert.True(map.IsEncapsulated);
        var located = Enumerable.Range(0, frames).SelectMany(frame => map.Frame(frame).ToArray())
            .Select(range => bytes.AsSpan((int)range.Offset, (int)range.Length).ToArray());
        Assert.Equal(whole.Skip(1).Select(fragment => fragment.ToArray()), located);
    }

    [Theory]
    [InlineData("CT_small.dcm", 128 * 128 * 2)]
    [InlineData("rtdose.dcm", 10 * 10 * 4)]
    [InlineData("SC_ybr_full_422_uncompressed.dcm", 100 * 100 * 2)]
    public void Native_frames_follow_each_other(string name, int frameBytes)
    {
        var map = Locate(name);
        Assert.False(map.IsEncapsulated);
        Assert.Equal(frameBytes, map.NativeFrameBytes);
        for (int frame = 0; frame < map.Count; frame++)
        {
            var range = Assert.Single(map.Frame(frame).ToArray());
            Assert.Equal(frameBytes, range.Length);
            Assert.Equal(map.Frame(0).Span[0].Offset + (long)frame * frameBytes, range.Offset);
        }
    }

    [Fact]
    public void Single_bit_frames_may_begin_inside_a_byte()
    {
        var header = Image(rows: 3, columns: 3, bits: 1, frames: "3");
        Assert.True(FrameMap.TryLocate(header, Element.Deferred(Tags.PixelData, Vr.OB, 100, 4), new MemorySource(default), out var map, out _));
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(map!.BitOffset));
        Assert.Equal(new ByteRange(101, 2), map.Frame(1).Span[0]);
        Assert.Equal(2, map.NativeFrameBytes);
    }

    [Fact]
    public void Pixel_data_shorter_than_the_frames_is_a_fault()
    {
        var header = Image(rows: 64, columns: 64, bits: 16, frames: "2");
        Assert.False(FrameMap.TryLocate(header, Element.Deferred(Tags.PixelData, Vr.OW, 0, (64 * 64 * 4) - 2), new MemorySource(default), out _, out var fault));
        Assert.Equal(FaultKind.PixelLayout, fault.Kind);
    }

    [Fact]
    public void Two_fragments_a_frame_are_told_apart_by_the_offset_table_or_by_the_start_of_an_image()
    {
        byte[] soi = [0xFF, 0xD8, 1, 2], rest = [3, 4];
        foreach (byte[] table in new[] { Array.Empty<byte>(), [0, 0, 0, 0, 22, 0, 0, 0] })
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            DataSetWriter.Write(Image(8, 8, 8, "2").Add(Element.Encapsulated(Tags.PixelData, Vr.OB, [table, soi, rest, soi, rest])),
                TransferSyntax.Of("1.2.840.10008.1.2.4.50"), output);
            var header = DataSetReader.Read(new MemorySource(output.WrittenMemory), TransferSyntax.ExplicitLittle, ReaderOptions.Header);
            var at = new MemorySource(output.WrittenMemory);
            at.TrySkip(header.PixelData!.Offset);
            Assert.True(FrameMap.TryLocate(header.DataSet, header.PixelData, at, out var map, out _));
            Assert.Equal([4L, 2L], map!.Frame(1).ToArray().Select(range => range.Length));
        }
    }

    private static DataSet Image(ushort rows, ushort columns, ushort bits, string frames) => new DataSet()
        .AddUInt16(Tags.SamplesPerPixel, 1).AddAscii(Tags.NumberOfFrames, Vr.IS, frames).AddUInt16(Tags.Rows, rows)
        .AddUInt16(Tags.Columns, columns).AddUInt16(Tags.BitsAllocated, bits);

    private static FrameMap Locate(string name)
    {
        using var file = File.OpenHandle(Samples.PathOf(name));
        var header = DicomFile.Read(new FileSource(file), ReaderOptions.Header);
        Assert.True(FrameMap.TryLocate(header.DataSet, header.PixelData!, new FileSource(file, header.PixelData!.Offset), out var map, out var fault), fault.ToString());
        return map!;
    }
}
