using System.Diagnostics;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Tests;

public sealed class DataSetReaderTests
{
    [Theory]
    [InlineData("MR_small_implicit.dcm", "1.2.840.10008.1.2")]
    [InlineData("MR_small_bigendian.dcm", "1.2.840.10008.1.2.2")]
    public void The_same_object_in_another_syntax_holds_the_same_values(string name, string syntax)
    {
        var little = DicomFile.Read(new MemorySource(Samples.Read("MR_small.dcm")), ReaderOptions.Whole);
        var other = DicomFile.Read(new MemorySource(Samples.Read(name)), ReaderOptions.Whole);

        Assert.Equal(syntax, other.Syntax.Uid);
        foreach (var tag in new[] { Tags.Rows, Tags.BitsAllocated, Tags.PixelData, Tags.PatientName, new Tag(0x0018, 0x0050), new Tag(0x0028, 0x0106) })
            Assert.True(little.DataSet.Find(tag)!.Bytes.Span.SequenceEqual(other.DataSet.Find(tag)!.Bytes.Span), tag.ToString());
        Assert.Equal(little.DataSet.Find(new Tag(0x0028, 0x0106))!.Vr, other.DataSet.Find(new Tag(0x0028, 0x0106))!.Vr);
    }

    [Fact]
    public void Length_beyond_the_end_names_tag_and_offset_and_nothing_of_the_value()
    {
        byte[] bytes = [0x10, 0, 0x20, 0, (byte)'L', (byte)'O', 200, 0, (byte)'S', (byte)'E', (byte)'C'];
        var read = DataSetReader.Read(new MemorySource(bytes), TransferSyntax.ExplicitLittle, ReaderOptions.Whole);
        Assert.Equal(new Fault(FaultKind.LengthBeyondEnd, Tags.PatientId, 8), read.Fault);
        Assert.Equal("LengthBeyondEnd at (0010,0020), byte 8", read.Fault.ToString());
    }

    [Fact]
    public void A_claim_of_four_gigabytes_allocates_nothing_for_it()
    {
        byte[] bytes = [0x09, 0, 0x10, 0x10, 0xFE, 0xFF, 0xFF, 0xFF, 1, 2];
        _ = DicomDictionary.Count;
        long before = GC.GetAllocatedBytesForCurrentThread();
        var read = DataSetReader.Read(new StreamSource(new MemoryStream(bytes), long.MaxValue), TransferSyntax.ImplicitLittle, ReaderOptions.Whole);
        Assert.Equal(FaultKind.Truncated, read.Fault!.Value.Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Sequences_within_sequences_end_at_the_depth_limit()
    {
        var bytes = new List<byte>();
        for (int i = 0; i < 100_000; i++) bytes.AddRange([0x08, 0, 0x15, 0x11, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF]);
        var read = DataSetReader.Read(new MemorySource(bytes.ToArray()), TransferSyntax.ImplicitLittle, ReaderOptions.Whole);
        Assert.Equal(FaultKind.TooDeep, read.Fault!.Value.Kind);
    }

    [Fact]
    public void Elements_in_reverse_order_cost_no_more_than_a_sort()
    {
        var bytes = new byte[8 * 200_000];
        for (int i = 0; i < 200_000; i++)
        {
            uint tag = 0x7000_0000u - (uint)i;
            (bytes[i * 8], bytes[i * 8 + 1], bytes[i * 8 + 2], bytes[i * 8 + 3]) = ((byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8));
        }
        var clock = Stopwatch.StartNew();
        var read = DataSetReader.Read(new MemorySource(bytes), TransferSyntax.ImplicitLittle, ReaderOptions.Whole);
        Assert.InRange(read.DataSet.Count, 199_000, 200_000);
        Assert.True(read.DataSet.Zip(read.DataSet.Skip(1)).All(pair => pair.First.Tag < pair.Second.Tag));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_deflated_bomb_stops_at_the_limit()
    {
        var set = new DataSet().Add(new Element(Tags.PixelData, Vr.OB, new byte[32 << 20]));
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        DataSetWriter.Write(set, TransferSyntax.Deflated, output);
        var read = DataSetReader.Read(new MemorySource(output.WrittenMemory), TransferSyntax.Deflated, ReaderOptions.Whole with { MaxInflatedBytes = 1 << 20 });
        Assert.Equal(FaultKind.BadDeflate, read.Fault!.Value.Kind);
    }

    [Fact]
    public void Reading_up_to_a_tag_leaves_the_rest_unread()
    {
        using var file = File.OpenHandle(Samples.PathOf("CT_small.dcm"));
        var source = new FileSource(file);
        var read = DicomFile.Read(source, ReaderOptions.UpTo(Tags.SeriesInstanceUid));
        Assert.Equal("1.3.6.1.4.1.5962.1.3.1.1.20040119072730.12322", read.DataSet.Ascii(Tags.SeriesInstanceUid));
        Assert.Null(read.DataSet.Find(Tags.Rows));
        Assert.InRange(source.Position, 1000, 4000);
    }

    [Fact]
    public void Unknown_private_sequence_is_read_as_a_sequence()
    {
        var read = DicomFile.Read(new MemorySource(Samples.Read("nested_priv_SQ.dcm")), ReaderOptions.Whole);
        var outer = Assert.Single(read.DataSet, element => element.Tag == new Tag(0x0001, 0x0001));
        Assert.Equal(Vr.SQ, outer.Vr);
        Assert.Equal(Vr.SQ, outer.Items![0].Find(new Tag(0x0001, 0x0001))!.Vr);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("")]
    [InlineData("{\"resourceType\":\"Patient\"}")]
    public void Something_else_is_not_taken_for_a_data_set(string text)
    {
        var read = DicomFile.Read(new MemorySource(System.Text.Encoding.ASCII.GetBytes(text)), ReaderOptions.Whole);
        Assert.Equal(FaultKind.NotDicom, read.Fault!.Value.Kind);
    }
}
