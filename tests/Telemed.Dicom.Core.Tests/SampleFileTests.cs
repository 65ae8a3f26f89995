using System.Buffers;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Tests;

public sealed class SampleFileTests
{
    /// <summary>One is cut inside its pixel data; the other has a stray byte before its first element.</summary>
    private static readonly Dictionary<string, FaultKind?> Malformed = new()
    {
        ["MR_truncated.dcm"] = FaultKind.LengthBeyondEnd,
        ["no_meta.dcm"] = FaultKind.NotDicom,
    };

    public static TheoryData<string> All() => Samples.All();

    public static TheoryData<string> Kept() => Samples.Kept();

    [Theory, MemberData(nameof(All))]
    public void Read_and_written_and_read_again_is_the_same(string name)
    {
        var first = DicomFile.Read(new MemorySource(Samples.Read(name)), ReaderOptions.Whole);
        Assert.Equal(Malformed.GetValueOrDefault(Path.GetFileName(name)), first.Fault?.Kind);
        if (first.Fault?.Kind is FaultKind.NotDicom) return;

        var output = new ArrayBufferWriter<byte>();
        DicomFile.Write(first.Meta, first.DataSet, first.Syntax, output);
        var second = DicomFile.Read(new MemorySource(output.WrittenMemory), ReaderOptions.Whole);

        Assert.Null(second.Fault);
        Assert.NotEmpty(second.DataSet);
        SameDataSet.Assert(first.DataSet, second.DataSet);
    }

    [Theory, MemberData(nameof(All))]
    public void Header_alone_says_the_same_as_the_whole_file(string name)
    {
        byte[] bytes = Samples.Read(name);
        var whole = DicomFile.Read(new MemorySource(bytes), ReaderOptions.Whole);
        if (whole.Fault is not null) return;
        using var file = File.OpenHandle(Samples.PathOf(name));

        var header = DicomFile.Read(new FileSource(file), ReaderOptions.Header);

        Assert.Null(header.Fault);
        Assert.Equal(whole.DataSet.Any(element => Tags.IsPixelData(element.Tag)), header.PixelData is not null);
        var before = new DataSet();
        foreach (var element in whole.DataSet.Where(element => header.PixelData is null || element.Tag < header.PixelData.Tag)) before.Add(element);
        Assert.Equal(before.Select(element => element.ToString()), header.DataSet.Select(element => element.ToString()));
    }

    [Theory, MemberData(nameof(Kept))]
    public void Cut_anywhere_it_gives_a_fault_or_a_shorter_data_set_and_never_an_exception(string name)
    {
        byte[] bytes = Samples.Read(name);
        int step = Math.Max(1, bytes.Length / 500);
        for (int length = 0; length < bytes.Length; length += length < 700 ? 1 : step)
        {
            var cut = new ReadOnlyMemory<byte>(bytes, 0, length);
            var read = DicomFile.Read(new MemorySource(cut), ReaderOptions.Whole);
            _ = DicomFile.Read(new MemorySource(cut), ReaderOptions.Header);
            if (read.Fault is { } fault) Assert.DoesNotContain("CompressedSamples", fault.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Kept))]
    public void Changed_at_random_it_never_gives_an_exception(string name)
    {
        const int Seed = 20260801;
        var random = new Random(Seed);
        byte[] original = Samples.Read(name);
        for (int round = 0; round < 60; round++)
        {
            var bytes = (byte[])original.Clone();
            for (int change = random.Next(1, 8); change > 0; change--)
                bytes[random.Next(Math.Min(bytes.Length, 6000))] = (byte)random.Next(256);
            ReadEverything(bytes);
        }
    }

    private static void ReadEverything(byte[] bytes)
    {
        var read = DicomFile.Read(new MemorySource(bytes), ReaderOptions.Whole with { MaxInflatedBytes = 1 << 22 });
        var sets = CharacterSets.Of(read.DataSet);
        foreach (var element in read.DataSet)
        {
            _ = element.Texts(sets);
            _ = element.Integer(0);
            _ = element.Number(1);
        }
        var header = DicomFile.Read(new MemorySource(bytes), ReaderOptions.Header with { MaxInflatedBytes = 1 << 22 });
        if (header.PixelData is not { } pixels || header.Syntax.IsDeflated) return;
        var at = new MemorySource(bytes);
        Assert.True(at.TrySkip(pixels.Offset));
        if (!FrameMap.TryLocate(header.DataSet, pixels, at, out var map, out _)) return;
        for (int frame = 0; frame < Math.Min(map!.Count, 50); frame++)
            foreach (var range in map.Frame(frame).Span)
                Assert.InRange(range.Offset + range.Length, 0, bytes.Length);
    }
}
