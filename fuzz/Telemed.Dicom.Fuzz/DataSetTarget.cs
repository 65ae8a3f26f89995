using System.Buffers;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web;

namespace Telemed.Dicom.Fuzz;

/// <summary>Reads bytes as a file in every way the platform does; what is read without a fault must survive being written and read again.</summary>
public static class DataSetTarget
{
    private static readonly ReaderOptions Limits = ReaderOptions.Whole with { MaxInflatedBytes = 1 << 22 };

    /// <exception cref="InvalidOperationException">What was read differs after a round trip.</exception>
    public static void Run(ReadOnlyMemory<byte> bytes)
    {
        var whole = DicomFile.Read(new MemorySource(bytes), Limits);
        var header = DicomFile.Read(new MemorySource(bytes), ReaderOptions.Header with { MaxInflatedBytes = 1 << 22 });
        _ = DicomFile.Read(new MemorySource(bytes), ReaderOptions.UpTo(Tags.SeriesInstanceUid));
        WriteJson(header);
        Locate(header, bytes);
        if (whole.Fault is not null || whole.DataSet.Count == 0) return;
        var output = new ArrayBufferWriter<byte>();
        DataSetWriter.Write(whole.DataSet, whole.Syntax, output);
        var again = DataSetReader.Read(new MemorySource(output.WrittenMemory), whole.Syntax, ReaderOptions.Whole);
        if (again.Fault is { } fault) throw new InvalidOperationException($"Written and not readable: {fault}");
        if (!whole.DataSet.Select(element => element.Tag).SequenceEqual(again.DataSet.Select(element => element.Tag)))
            throw new InvalidOperationException("Written and read again the elements differ.");
    }

    private static void WriteJson(FileResult header)
    {
        using var json = new Utf8JsonWriter(Stream.Null);
        new DicomJson(json, path => path).Write(header.DataSet, header.PixelData);
    }

    private static void Locate(FileResult header, ReadOnlyMemory<byte> bytes)
    {
        if (header.PixelData is not { } pixels || header.Syntax.IsDeflated) return;
        var at = new MemorySource(bytes);
        if (!at.TrySkip(pixels.Offset) || !FrameMap.TryLocate(header.DataSet, pixels, at, out var map, out _)) return;
        for (int frame = 0; frame < Math.Min(map!.Count, 100); frame++)
            foreach (var range in map.Frame(frame).Span)
                if (range.Offset < 0 || range.Length < 0 || range.Offset + range.Length > bytes.Length)
                    throw new InvalidOperationException("A frame reaches beyond the file.");
    }
}
