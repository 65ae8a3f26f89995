using System.Buffers;
using System.IO.Pipelines;
using Telemed.Dicom.Web;

namespace Telemed.Dicom.Tests;

public sealed class MultipartTests
{
    private static readonly byte[] First = "\r\n--edg\r\r\n-"u8.ToArray();   // looks like the delimiter, is not
    private static readonly byte[] Second = [.. Enumerable.Range(0, 700).Select(i => (byte)i)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(10_000)]
    public async Task What_was_written_is_read_however_the_bytes_arrive(int chunk)
    {
        var (parts, fault) = await ReadAll(Message(), chunk);
        Assert.Null(fault);
        Assert.Equal([First, Second, []], parts.Select(part => part.Body));
        Assert.Equal("application/dicom; transfer-syntax=1.2.840.10008.1.2.1", parts[0].Headers["content-type"]);
        Assert.Equal("/x", parts[1].Headers["content-location"]);
    }

    [Fact]
    public async Task Cut_anywhere_before_the_closing_delimiter_it_is_truncated()
    {
        byte[] message = Message();
        for (int length = 0; length < message.Length - 4; length++)
        {
            var (_, fault) = await ReadAll(message[..length], 100);
            Assert.True(fault is MultipartFault.Truncated or MultipartFault.NoBoundary, $"{length}: {fault}");
        }
    }

    [Fact]
    public async Task Endless_headers_and_too_many_parts_are_refused()
    {
        byte[] headers = [.. "--edge\r\n"u8, .. Enumerable.Repeat((byte)'a', 100_000)];
        Assert.Equal(MultipartFault.BadHeaders, (await ReadAll(headers, 1000)).Fault);
        byte[] many = [.. Enumerable.Repeat("\r\n--edge\r\n\r\nx"u8.ToArray(), 20).SelectMany(part => part)];
        Assert.Equal(MultipartFault.TooManyParts, (await ReadAll(many, 1000)).Fault);
        byte[] noise = [.. Enumerable.Repeat((byte)'-', 100_000)];
        Assert.Equal(MultipartFault.NoBoundary, (await ReadAll(noise, 1000)).Fault);
    }

    private static byte[] Message()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MultipartWriter(output, "edge");
        writer.Begin("application/dicom; transfer-syntax=1.2.840.10008.1.2.1");
        output.Write(First);
        writer.Begin("application/octet-stream", "/x");
        output.Write(Second);
        writer.Begin("text/plain");
        writer.End();
        Assert.Equal("--edge"u8.ToArray(), output.WrittenSpan[..6].ToArray());
        return output.WrittenSpan.ToArray();
    }

    private static async Task<(List<(IReadOnlyDictionary<string, string> Headers, byte[] Body)> Parts, MultipartFault? Fault)> ReadAll(byte[] message, int chunk)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        foreach (byte[] piece in message.Chunk(chunk)) await pipe.Writer.WriteAsync(piece);
        await pipe.Writer.CompleteAsync();
        var reader = new MultipartReader(pipe.Reader, "edge", new MultipartLimits(Parts: 10));
        var parts = new List<(IReadOnlyDictionary<string, string>, byte[])>();
        while (await reader.NextPart(default) is { } headers)
        {
            var body = new List<byte>();
            while (await reader.ReadBody(default) is { } bytes) body.AddRange(bytes.ToArray());
            parts.Add((headers, [.. body]));
        }
        return (parts, reader.Fault);
    }
}
